package io.tocsin.server;

import io.tocsin.escalation.Escalation;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Router;
import io.tocsin.routing.RouterState;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns everything between an alert and its answer, on the alert loop: groups, incidents and messages. It decides nothing
 * itself: it asks routing and escalation, writes each step to its journal, and has the messages sent once the step is
 * durable.
 */
final class AlertDesk {
    private static final Logger log = LoggerFactory.getLogger(AlertDesk.class);

    private final AlertDeskParts parts;
    private final History history = new History();
    private final Outbox outbox = new Outbox();
    private final IncidentBook book = new IncidentBook();
    private final Messages messages;
    private final IncidentDesk incidents;
    private final Timers timers;
    private Configuration configuration;
    private Briefings briefings;
    private Escalation escalation;
    private Router router;
    private Timers.@Nullable Handle timer;

    AlertDesk(AlertDeskParts parts, Configuration configuration, Timers timers) {
        this.parts = parts;
        this.timers = timers;
        this.configuration = configuration;
        this.router = new Router(configuration.routing());
        this.escalation = escalationOf(configuration);
        AddressBook addresses = new AddressBook(configuration);
        this.briefings = briefingsOf(configuration, addresses);
        this.messages = new Messages(outbox, addresses, briefings);
        this.incidents = new IncidentDesk(escalation, book, messages, parts.metrics());
    }

    private static Escalation escalationOf(Configuration configuration) {
        return new Escalation(
                configuration.oncall().policies(), configuration.oncall().schedules());
    }

    private Briefings briefingsOf(Configuration from, AddressBook addresses) {
        return new Briefings(addresses, outbox, new Links(from.settings(), parts.tokens()));
    }

    /** Takes up where the journal ends; what has become due meanwhile is done at once. */
    Future<Void> restore(RouterState routing, List<Incident> known, List<Outgoing> messagesKnown) {
        return take(turn -> {
            router = Router.restore(configuration.routing(), routing, turn.now());
            routing.changesTo(router.state()).forEach(effect -> carryOut(effect, turn));
            known.forEach(book::put);
            messagesKnown.forEach(
                    outgoing -> messages.restore(outgoing, parts.jitter().nextDouble(), turn));
            lookAtDeadlines(turn);
        });
    }

    /** Other rules of the game from now on; alerts, incidents and messages stay. */
    Future<Void> reconfigure(Configuration changed) {
        return take(turn -> {
            RouterState before = router.state();
            configuration = changed;
            router = router.reconfigured(changed.routing(), turn.now());
            before.changesTo(router.state()).forEach(effect -> carryOut(effect, turn));
            escalation = escalationOf(changed);
            AddressBook addresses = new AddressBook(changed);
            briefings = briefingsOf(changed, addresses);
            messages.use(addresses, briefings);
            incidents.use(escalation);
        });
    }

    /**
     * What the rules found, in its order. Whatever is due is done before an end is heard: logs that arrive hours late bring
     * the beginning of an alert and its end at once, and somebody has to hear of it all the same.
     */
    Future<Void> firings(List<Firing> firings, long position) {
        return take(turn -> {
            for (Firing firing : firings) {
                noteDown(firing, turn.now());
                if (firing instanceof Firing.Resolved) lookAtDeadlines(turn);
                router.accept(List.of(firing.alert()), turn.now()).forEach(effect -> carryOut(effect, turn));
            }
            turn.heard(position);
            lookAtDeadlines(turn);
        });
    }

    private void noteDown(Firing firing, Instant now) {
        Alert alert = firing.alert();
        switch (firing) {
            case Firing.Fired fired -> {
                history.add(alert, true, now, fired.eventTime());
                parts.metrics().fired(alert.name(), alert.severity().name());
                log.info("alert {} fires: {}", alert.labels(), alert.value());
            }
            case Firing.Resolved resolved -> {
                history.add(alert, false, now, resolved.eventTime());
                log.info("alert {} ended", alert.labels());
            }
            case Firing.Updated updated -> {}
        }
    }

    /** Alerts of another system. */
    Future<Void> foreign(List<Alert> alerts) {
        return take(turn -> {
            for (Alert alert : alerts) history.add(alert, alert.firingAt(turn.now()), turn.now(), null);
            router.acceptForeign(alerts, turn.now()).forEach(effect -> carryOut(effect, turn));
            lookAtDeadlines(turn);
        });
    }

    private void carryOut(Effect effect, Turn turn) {
        switch (effect) {
            case Effect.Flush flush -> flush(flush, turn);
            case Effect.Decision decision ->
                log.debug("{} {}: {}", decision.groupKey(), decision.verdict(), decision.why());
            case Effect.Remember remember -> turn.putEntity(remember.key(), remember.entity());
            case Effect.Forget forget -> turn.forgetKey(forget.key());
        }
    }

    /** A receiver is due to hear of its group: first the people, then the channels, which can then say who was paged. */
    private void flush(Effect.Flush flush, Turn turn) {
        String policy =
                configuration.oncall().policyOfReceiver().get(flush.receiver().name());
        Optional<Incident> incident = policy == null ? Optional.empty() : incidents.heard(policy, flush.group(), turn);
        Planned next = incident.map(this::next).orElse(null);
        for (Integration integration : flush.due()) {
            AlertGroup group = flush.groupFor(integration);
            if (integration.destination() == null || group.alerts().isEmpty()) continue;
            Messages.Told told = new Messages.Told(flush.receiver(), integration, group, flush.tick());
            messages.notify(told, sentence(flush.reason()), incident, next, turn);
        }
    }

    private static String sentence(Effect.Reason reason) {
        return switch (reason) {
            case FIRST -> "these alerts began";
            case NEW_ALERTS -> "more alerts joined";
            case SOME_RESOLVED -> "some alerts ended";
            case ALL_RESOLVED -> "all alerts ended";
            case REPEAT -> "it still lasts";
        };
    }

    private @Nullable Planned next(Incident incident) {
        List<Planned> planned = escalation.preview(incident);
        return planned.isEmpty() ? null : planned.getFirst();
    }

    /** What became of an attempt. */
    Future<Void> answered(String id, Outcome outcome) {
        return take(turn -> messages.answered(id, outcome, parts.jitter().nextDouble(), turn)
                .filter(outgoing -> outgoing.delivery().settled())
                .filter(outgoing -> outgoing.delivery().notice().kind() == Notice.Kind.PAGE)
                .ifPresent(page -> pageSettled(page, turn)));
    }

    private void pageSettled(Outgoing page, Turn turn) {
        Optional<Incident> incident = book.find(page.incident());
        String user = page.delivery().notice().person();
        String detail =
                AddressBook.channel(page.address()) + ": " + page.delivery().lastDetail();
        switch (page.delivery().state()) {
            case DELIVERED ->
                incident.ifPresent(found -> incidents.signal(
                        found, new Signal.PageDelivered(page.round(), page.level(), user, detail), turn));
            case FAILED ->
                incident.filter(found -> !outbox.otherWayOpen(page))
                        .ifPresent(found -> incidents.signal(
                                found, new Signal.PageFailed(page.round(), page.level(), user, detail), turn));
            case PLANNED, SENDING, RETRYING, CANCELLED -> {}
        }
    }

    /** Somebody acts on an incident; empty when there is none of that id. */
    Future<Answered> act(String id, Signal signal) {
        Optional<Incident> found = book.find(id);
        if (found.isEmpty()) return Future.succeededFuture(new Answered(Optional.empty(), null));
        @Nullable String[] rejected = new @Nullable String[1];
        return take(turn -> {
                    incidents.signal(found.get(), signal, turn);
                    rejected[0] = turn.rejected();
                })
                .map(durable -> new Answered(book.find(id), rejected[0]));
    }

    /** An incident after an action, and why nothing was changed, if so. */
    record Answered(Optional<Incident> incident, @Nullable String rejected) {}

    /** Does what has become due. */
    private void wake() {
        timer = null;
        take(this::lookAtDeadlines);
    }

    private void lookAtDeadlines(Turn turn) {
        router.tick(turn.now()).forEach(effect -> carryOut(effect, turn));
        incidents.tick(turn);
    }

    /**
     * One step: decide, remember, then act. Disk first, then the world; but a broken disk must not silence a page, so what
     * is to be sent is sent either way.
     */
    private Future<Void> take(Consumer<Turn> work) {
        Turn turn = new Turn(parts.clock().instant());
        work.accept(turn);
        messages.startDue(turn);
        setTimer(turn.now());
        if (turn.changesNothing()) return Future.succeededFuture();
        return parts.journal()
                .append(turn.entry())
                .onFailure(failure -> log.error("a step of the alert loop is not on disk", failure))
                .onComplete(durable -> turn.sends().forEach(this::send));
    }

    private void send(Outgoing outgoing) {
        parts.sender().send(messages.toSend(outgoing), AddressBook.channel(outgoing.address()));
    }

    private void setTimer(Instant now) {
        if (timer != null) timer.cancel();
        timer = null;
        Stream.of(
                        Optional.ofNullable(router.nextDeadline()),
                        Optional.ofNullable(book.nextDeadline()),
                        Optional.ofNullable(outbox.nextDeadline()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .ifPresent(next -> timer = timers.after(atLeastZero(Duration.between(now, next)), this::wake));
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** For those who only look. */
    Views views() {
        return new Views(book, outbox, history, router, briefings, this::next);
    }
}
