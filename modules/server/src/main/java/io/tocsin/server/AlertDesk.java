package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.model.Alert;
import io.tocsin.model.Outcome;
import io.tocsin.oncall.Handoff;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.MadeOverrides.Refusal;
import io.tocsin.routing.RouterState;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Owns everything between an alert and its answer, on the alert loop: groups, incidents and messages. It decides nothing
 * itself: it asks routing and escalation, writes each step to its journal, and has the messages sent once the step is
 * durable.
 */
final class AlertDesk {
    /** After a step that led nowhere: what is due and cannot be done must not keep the loop busy. */
    private static final Duration BREATHER = Duration.ofSeconds(1);

    private final AlertDeskParts parts;
    private final History history = new History();
    private final Closed closed = new Closed();
    private final Outbox outbox = new Outbox(closed::isSuspect);
    private final IncidentBook book = new IncidentBook();
    private final Messages messages;
    private final StepWriter writer;
    private final LaterNews later;
    private final Closings closings;
    private final IncidentDesk incidents;
    private final PeopleDesk people;
    private final RoutingDesk routing;
    private final OverrideDesk overrides;
    private final HandoffDesk handoffs;
    private final ClockWatch clockWatch;
    private final SetBack setBack;
    private final NextLook nextLook;
    private Briefings briefings;
    private @Nullable Promise<Void> stopped;

    AlertDesk(AlertDeskParts parts, Configuration configuration, Timers timers) {
        this.parts = parts;
        this.nextLook = new NextLook(timers, () -> take(this::lookAtDeadlines));
        this.clockWatch = new ClockWatch(parts.nanos(), parts.clock().instant());
        this.writer = new StepWriter(parts.journal(), parts.clock());
        AddressBook addresses = new AddressBook(configuration, closed::isOpen);
        this.briefings = new Briefings(addresses, outbox, new Links(configuration.settings(), parts.tokens()));
        this.messages = new Messages(outbox, addresses, briefings);
        this.overrides = new OverrideDesk(configuration);
        this.handoffs = new HandoffDesk(overrides, book, outbox, messages);
        this.later = new LaterNews(outbox, messages, closed);
        this.closings = new Closings(configuration);
        this.incidents =
                new IncidentDesk(overrides.escalation(), book, messages, parts.metrics(), closings, parts.chronicle());
        this.routing = new RoutingDesk(configuration, incidents, messages, history, parts.metrics(), parts.chronicle());
        this.people = new PeopleDesk(book, incidents, routing, messages, this::take);
        this.setBack = new SetBack(routing, incidents, messages);
    }

    /** Who takes whose shift, who was told so, and which phones want nothing, as it was before; before {@link #restore}. */
    void remember(List<MadeOverride> known, List<Handoff> told, List<Closed.Stopped> phones) {
        handoffs.restore(told);
        overrides.restore(known);
        closed.restore(phones);
        incidents.use(overrides.escalation());
    }

    /** Makes or takes back an override, which counts at once; completes once it is durable, with why not. */
    Future<Optional<Refusal>> override(BiFunction<OverrideDesk, Turn, @Nullable Refusal> change) {
        List<Optional<Refusal>> refused = new ArrayList<>();
        return take(turn -> {
                    refused.add(Optional.ofNullable(change.apply(overrides, turn)));
                    incidents.use(overrides.escalation());
                })
                .map(durable -> refused.getFirst());
    }

    /** To be read on any thread. */
    OverrideDesk overrides() {
        return overrides;
    }

    /**
     * Takes up where the journal ends; what has become due meanwhile is done at once. Never fails: one incident that cannot
     * go on, or a disk that is full now, must not keep the others from being paged.
     */
    Future<Void> restore(RouterState known, List<Incident> incidentsKnown, List<Outgoing> messagesKnown) {
        return take(turn -> {
                    routing.restore(known, turn);
                    incidentsKnown.forEach(book::put);
                    incidents.tellClosed();
                    for (Outgoing outgoing : messagesKnown) {
                        messages.restore(outgoing, parts.jitter().nextDouble(), turn);
                        incidents.interrupted(outgoing, turn);
                    }
                    setBack.by(SetBack.whileAway(known, incidentsKnown, turn.now()), turn);
                    lookAtDeadlines(turn);
                })
                .otherwiseEmpty();
    }

    /** Other rules of the game from now on; alerts, incidents and messages stay. */
    Future<Void> reconfigure(Configuration changed) {
        return take(turn -> {
            closed.tryAgain();
            AddressBook addresses = new AddressBook(changed, closed::isOpen);
            briefings = new Briefings(addresses, outbox, new Links(changed.settings(), parts.tokens()));
            messages.use(addresses, briefings);
            overrides.use(changed);
            closings.use(changed);
            incidents.use(overrides.escalation());
            routing.use(changed, turn);
        });
    }

    /**
     * What the rules found.
     *
     * @param mark notes in the same step how far the rules have been heard by it
     */
    Future<Void> firings(List<Firing> firings, Consumer<Turn> mark) {
        return take(turn -> {
            mark.accept(turn);
            routing.found(firings, turn);
            lookAtDeadlines(turn);
        });
    }

    /** All that the rules found up to a position has been told before this call; completes when all of it is durable. */
    Future<Void> heard(long position) {
        return take(turn -> turn.heard(position));
    }

    /** Alerts of another system. */
    Future<Void> foreign(List<Alert> alerts) {
        return take(turn -> {
            routing.heard(alerts, turn);
            lookAtDeadlines(turn);
        });
    }

    /** Does something with routing that has an answer, such as a new silence; completes once it is durable. */
    <T> Future<T> change(BiFunction<RoutingDesk, Turn, T> change) {
        List<T> answer = new ArrayList<>();
        return take(turn -> {
                    answer.add(change.apply(routing, turn));
                    lookAtDeadlines(turn);
                })
                .map(durable -> answer.getFirst());
    }

    /** Something about messages that others tell later than in their answers; completes once it is durable. */
    Future<Void> heardLater(BiConsumer<LaterNews, Turn> news) {
        return take(turn -> news.accept(later, turn));
    }

    /** What became of an attempt. */
    Future<Void> answered(String id, Outcome outcome) {
        return step(false, turn -> {
            outbox.find(id).ifPresent(before -> incidents.attempted(before, outcome, turn));
            later.look(id, outcome, messages::destination, turn);
            messages.answered(id, outcome, parts.jitter().nextDouble(), book, turn);
            outbox.find(id).ifPresent(after -> parts.chronicle().answered(after, outcome, turn.now()));
        });
    }

    private void settled(Outgoing message, Turn turn) {
        parts.metrics().settled(AddressBook.channel(message.address()), message.delivery());
        routing.settled(message, turn);
        incidents.settled(message, outbox, turn);
        handoffs.settled(message, turn);
    }

    /** What people want done about incidents. */
    PeopleDesk people() {
        return people;
    }

    /** To be called every so often: deadlines are on the wall, and timers do not notice when its clock is set. */
    Future<Void> glance() {
        return clockWatch.goesOn(parts.clock().instant()) ? Future.succeededFuture() : take(this::lookAtDeadlines);
    }

    private void lookAtDeadlines(Turn turn) {
        turn.attempt(() -> routing.tick(turn));
        incidents.tick(turn);
    }

    private Future<Void> take(Consumer<Turn> work) {
        if (stopped != null) return Future.failedFuture("cannot take a step: the server is stopping");
        return step(true, work);
    }

    /**
     * One step: decide, remember, then act. Disk first, then the world; but a broken disk must not silence a page, and
     * neither must a bug in a part of the step: what is to be sent is sent either way.
     *
     * @param awaited whether somebody waits for it to be durable
     */
    private Future<Void> step(boolean awaited, Consumer<Turn> work) {
        Turn turn = new Turn(parts.clock().instant());
        setBack.by(clockWatch.look(turn.now()), turn);
        writer.sayAgain(turn, this::everything);
        turn.attempt(() -> work.accept(turn));
        turn.attempt(() -> followUp(turn));
        boolean futile = turn.bug() != null || turn.changesNothing();
        setTimer(turn.now(), futile ? BREATHER : Duration.ZERO);
        Future<Void> done = turn.changesNothing() ? Future.succeededFuture() : write(turn, awaited);
        RuntimeException bug = turn.bug();
        if (bug == null) return done;
        parts.metrics().bug();
        return done.compose(durable -> Future.failedFuture(bug));
    }

    /** A message that came to its end may make the escalation page others, whose messages may come to their end at once. */
    private void followUp(Turn turn) {
        if (stopped == null) {
            turn.attempt(() -> handoffs.look(turn));
            messages.startDue(turn);
        }
        for (Outgoing page = turn.nextSettled(); page != null; page = turn.nextSettled()) {
            settled(page, turn);
            if (stopped == null) messages.startDue(turn);
        }
    }

    private Future<Void> write(Turn turn, boolean awaited) {
        return writer.write(turn, awaited).onComplete((durable, failure) -> {
            if (failure != null) setTimer(parts.clock().instant(), Duration.ZERO);
            turn.sends().forEach(this::send);
            endIfDone();
        });
    }

    private void send(Outgoing outgoing) {
        messages.toSend(outgoing, parts.clock().instant())
                .ifPresent(leaving -> parts.sender()
                        .send(leaving.notice(), leaving.wording(), AddressBook.channel(outgoing.address())));
    }

    private void setTimer(Instant now, Duration overdue) {
        if (stopped != null) return;
        nextLook.at(
                now,
                overdue,
                Stream.of(
                        routing.nextDeadline(),
                        book.nextDeadline(),
                        outbox.nextDeadline(),
                        handoffs.nextDeadline(),
                        writer.retryAt()));
    }

    /**
     * Takes no step and starts no attempt any more, but notes the answers to those on their way. Completes once there are
     * none: a message whose answer is known will not be repeated after the next start.
     */
    Future<Void> stop() {
        Promise<Void> end = Promise.promise();
        stopped = end;
        nextLook.cancel();
        endIfDone();
        return end.future();
    }

    private void endIfDone() {
        if (stopped != null && writer.idle() && outbox.sending() == 0) stopped.tryComplete();
    }

    /** All entities by the keys of the journal. */
    Map<String, Object> everything() {
        Map<String, Object> everything = new LinkedHashMap<>();
        routing.everything(everything);
        overrides.everything(everything);
        handoffs.everything(everything);
        closed.everything(everything);
        for (Incident incident : book.all()) everything.put(Turn.key(IncidentDesk.KIND, incident.id()), incident);
        for (Outgoing outgoing : outbox.all()) everything.put(Turn.key(Messages.KIND, outgoing.id()), outgoing);
        return everything;
    }

    Views views() {
        return new Views(book, outbox, history, routing.router(), briefings, incidents::next, closed, messages.reach());
    }
}
