package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.server.api.PageOrder;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What people want done about incidents. On the alert loop. */
final class PeopleDesk {
    private final IncidentBook book;
    private final IncidentDesk incidents;
    private final RoutingDesk routing;
    private final Messages messages;
    private final Function<Consumer<Turn>, Future<Void>> step;

    /** @param step takes a step of the alert loop; completes once it is durable */
    PeopleDesk(
            IncidentBook book,
            IncidentDesk incidents,
            RoutingDesk routing,
            Messages messages,
            Function<Consumer<Turn>, Future<Void>> step) {
        this.book = book;
        this.incidents = incidents;
        this.routing = routing;
        this.messages = messages;
        this.step = step;
    }

    /** An incident after an action, and why nothing was changed, if so. */
    record Answered(Optional<Incident> incident, @Nullable String rejected) {}

    /** Somebody acts on an incident; empty when there is none of that id. */
    Future<Answered> act(String id, Signal signal) {
        Optional<Incident> found = book.find(id);
        if (found.isEmpty()) return Future.succeededFuture(new Answered(Optional.empty(), null));
        String refusal = refusal(id, signal);
        if (refusal != null) return Future.succeededFuture(new Answered(found, refusal));
        return rejectable(turn -> {
                    if (signal instanceof Signal.Merge(String by, String into)) merge(found.get(), into, by, turn);
                    else incidents.signal(found.get(), signal, turn);
                })
                .map(rejected -> new Answered(book.find(id), rejected.orElse(null)));
    }

    private @Nullable String refusal(String id, Signal signal) {
        if (signal instanceof Signal.Reassign reassign) {
            String stranger = messages.stranger(reassign);
            return stranger == null ? null : "cannot reassign " + id + ": there is no user '" + stranger + "'";
        }
        if (signal instanceof Signal.Merge(String by, String into)
                && book.find(into).isEmpty())
            return "cannot merge " + id + " into " + into + ": there is no incident " + into;
        return null;
    }

    private void merge(Incident from, String into, String by, Turn turn) {
        book.find(into).ifPresent(other -> incidents.merge(from, other, by, turn));
    }

    /** Somebody pages others by hand, unless there is nobody to page: then there is no incident. The same order with the same id opens one incident. */
    Future<Answered> page(PageOrder order) {
        Optional<Incident> known = book.find(order.id());
        if (known.isPresent()) return Future.succeededFuture(new Answered(known, null));
        String policy = routing.policy(order.policy(), order.receiver());
        if (policy == null) {
            String why = "cannot page anybody: name a policy, or a receiver that starts one; ";
            return Future.succeededFuture(new Answered(Optional.empty(), why + routing.policiesInWords()));
        }
        return rejectable(turn -> incidents.openByHand(order, policy, turn))
                .map(rejected -> new Answered(book.find(order.id()), rejected.orElse(null)));
    }

    private Future<Optional<String>> rejectable(Consumer<Turn> work) {
        @Nullable String[] rejected = new @Nullable String[1];
        return step.apply(turn -> {
                    work.accept(turn);
                    rejected[0] = turn.rejected();
                })
                .map(durable -> Optional.ofNullable(rejected[0]));
    }
}
