package io.tocsin.server;

import io.tocsin.escalation.ContactRules;
import io.tocsin.escalation.Effect;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Urgency;
import io.tocsin.escalation.Way;
import io.tocsin.escalation.Way.Standing;
import io.tocsin.notify.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By which ways a page goes to its person: what their rules say, as far as it can be used, and what replaces what fails. Pure. */
final class PageWays {
    /** One failure may be chance; after this many in a row the next way begins while this one goes on trying. */
    private static final int FAILURES = 2;

    private PageWays() {}

    /** The ways of a new page; empty when no method can be used. */
    static List<Way> of(Incident incident, Effect.Page page, AddressBook book, Instant now) {
        return usable(
                page.user(),
                page.ways(),
                book.reach().urgency(incident.severity()),
                book.methods(page.user()),
                book,
                now);
    }

    /**
     * The ways by which somebody hears that a schedule went to another person: as of what is least urgent, and never by one that opens
     * something at another paging service, which would escalate it.
     */
    static List<Way> ofHandoff(String user, AddressBook book, Instant now) {
        List<String> usable = book.methods(user).stream()
                .filter(method -> !method.equals("pagerduty"))
                .toList();
        return usable(user, book.reach().ways(user, Urgency.LOW, now), Urgency.LOW, usable, book, now);
    }

    private static List<Way> usable(
            String user,
            @Nullable List<Way> planned,
            Urgency urgency,
            List<String> usable,
            AddressBook book,
            Instant now) {
        if (planned == null) {
            return usable.stream()
                    .map(via -> new Way(via, now, Standing.WAITING))
                    .toList();
        }
        List<Way> ways = new ArrayList<>();
        for (Way way : planned) ways.add(usable.contains(way.via()) ? way : way.standing(Standing.FAILING));
        ContactRules rules = book.reach().rules().get(user);
        Optional<Way> sooner = rules == null ? Optional.empty() : rules.failover(urgency, ways, now);
        ways.removeIf(way -> way.standing() == Standing.FAILING);
        sooner.ifPresent(way -> ways.replaceAll(old -> old.via().equals(way.via()) ? way : old));
        return List.copyOf(ways);
    }

    /**
     * The way that is to begin earlier than planned, because all that have begun fail.
     *
     * @param page every way of one page to one person
     */
    static Optional<Outgoing> sooner(List<Outgoing> page, AddressBook book, Instant now) {
        if (page.isEmpty()) return Optional.empty();
        Outgoing any = page.getFirst();
        ContactRules rules = book.reach().rules().get(any.delivery().notice().person());
        if (rules == null) return Optional.empty();
        Urgency urgency =
                book.reach().urgency(any.delivery().notice().briefing().severity());
        List<Way> ways = page.stream()
                .filter(outgoing -> outgoing.delivery().state() != Delivery.State.CANCELLED)
                .map(PageWays::way)
                .toList();
        return rules.failover(urgency, ways, now)
                .flatMap(way -> page.stream()
                        .filter(outgoing -> via(outgoing).equals(way.via()))
                        .findFirst()
                        .map(next -> next.with(next.delivery().dueFrom(way.at()))));
    }

    private static Way way(Outgoing outgoing) {
        return new Way(via(outgoing), outgoing.delivery().nextAttemptAt(), standing(outgoing.delivery()));
    }

    private static String via(Outgoing outgoing) {
        return AddressBook.channel(outgoing.address());
    }

    private static Standing standing(Delivery delivery) {
        return switch (delivery.state()) {
            case PLANNED -> Standing.WAITING;
            case SENDING -> delivery.attempts() > FAILURES ? Standing.FAILING : Standing.UNDER_WAY;
            case RETRYING -> delivery.attempts() >= FAILURES ? Standing.FAILING : Standing.UNDER_WAY;
            case DELIVERED -> Standing.REACHED;
            case FAILED, CANCELLED -> Standing.FAILING;
        };
    }
}
