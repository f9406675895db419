package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Entity;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Router;
import io.tocsin.routing.RouterState;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Oncall;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the router what alerts mean, and turns what it wants told into incidents and messages. On the alert loop. */
final class RoutingDesk {
    private static final Logger log = LoggerFactory.getLogger(RoutingDesk.class);

    private final History history;
    private final IncidentDesk incidents;
    private final Messages messages;
    private final Metrics metrics;
    private final Function<Incident, @Nullable Planned> next;
    private final Verdicts verdicts = new Verdicts();
    private final Chronicle chronicle;
    private Configuration configuration;
    private Router router;

    RoutingDesk(
            Configuration configuration,
            IncidentDesk incidents,
            Messages messages,
            History history,
            Metrics metrics,
            Chronicle chronicle) {
        this.chronicle = chronicle;
        this.configuration = configuration;
        this.router = new Router(configuration.routing());
        this.incidents = incidents;
        this.messages = messages;
        this.history = history;
        this.metrics = metrics;
        this.next = incidents::next;
    }

    void restore(RouterState known, Turn turn) {
        router = Router.restore(configuration.routing(), known, turn.now());
        carryOut(known.changesTo(router.state()), turn);
    }

    /** The clock on the wall was set back: looks at groups keep their distance, what was over stays over. */
    void clockSetBack(Duration by, Turn turn) {
        RouterState before = router.state();
        router = Router.restore(configuration.routing(), before.earlierBy(by, turn.now()), turn.now());
        carryOut(before.changesTo(router.state()), turn);
    }

    void use(Configuration changed, Turn turn) {
        RouterState before = router.state();
        router = router.reconfigured(changed.routing(), turn.now());
        configuration = changed;
        carryOut(before.changesTo(router.state()), turn);
    }

    /**
     * What the rules found, in its order. Whatever is due is done before an end is heard: logs that arrive hours late bring the
     * beginning of an alert and its end at once, and somebody has to hear of it all the same. An end is no promise, even if the clock of those
     * who wrote the logs is ahead of ours.
     */
    void found(List<Firing> firings, Turn turn) {
        for (Firing firing : firings) {
            noteDown(firing, turn.now());
            if (firing instanceof Firing.Resolved) tick(turn);
            Alert alert = firing instanceof Firing.Resolved ? firing.alert().overBy(turn.now()) : firing.alert();
            Alert traced = alert.from(Links.evidence(configuration.settings(), alert));
            carryOut(router.accept(List.of(traced), turn.now()), turn);
        }
    }

    private void noteDown(Firing firing, Instant now) {
        Alert alert = firing.alert();
        switch (firing) {
            case Firing.Fired fired -> {
                history.add(alert, true, now, fired.eventTime());
                metrics.fired(alert.name(), alert.severity().name());
                log.info("alert {} fires: {}", alert.labels(), alert.value());
            }
            case Firing.Resolved resolved -> {
                history.add(alert, false, now, resolved.eventTime());
                log.info("alert {} ended", alert.labels());
            }
            case Firing.Updated updated -> {}
        }
    }

    void heard(List<Alert> foreign, Turn turn) {
        for (Alert alert : foreign) history.addNews(alert, alert.firingAt(turn.now()), turn.now());
        carryOut(router.acceptForeign(foreign, turn.now()), turn);
    }

    SilenceAnswer silence(Silence wanted, String freshId, Turn turn) {
        return done(router.silence(wanted, freshId, configuration.settings().silences(), turn.now()), turn);
    }

    SilenceAnswer expireSilence(String id, Turn turn) {
        return done(router.expireSilence(id, turn.now()), turn);
    }

    private SilenceAnswer done(SilenceAnswer answer, Turn turn) {
        switch (answer) {
            case SilenceAnswer.Accepted accepted -> carryOut(accepted.effects(), turn);
            case SilenceAnswer.Refused refused -> {}
            case SilenceAnswer.Unknown unknown -> {}
        }
        return answer;
    }

    /** When a receiver could not be told, the next look at its group tries anew, as in Alertmanager. */
    void settled(Outgoing message, Turn turn) {
        Notice notice = message.delivery().notice();
        boolean failed = message.delivery().state() == Delivery.State.FAILED;
        if (!failed || notice.kind() != Notice.Kind.NOTIFY) return;
        String address = message.address();
        String integration = address.substring(address.lastIndexOf('/') + 1);
        String group = notice.briefing().group().key();
        carryOut(router.untold(group, notice.receiver(), integration), turn);
    }

    /** Takes over what another router knew; where both know something of the same, this one is right. Always true. */
    boolean adopt(RouterState others, Turn turn) {
        RouterState before = router.state();
        Map<String, Entity> all = new LinkedHashMap<>(others.entities());
        all.putAll(before.entities());
        router = Router.restore(configuration.routing(), RouterState.of(all.values()), turn.now());
        carryOut(before.changesTo(router.state()), turn);
        return true;
    }

    /** The policy that somebody means: by its name, by a receiver that starts it, or the only one there is; null for none. */
    @Nullable
    String policy(String named, String receiver) {
        if (!named.isEmpty()) return configuration.oncall().policies().containsKey(named) ? named : null;
        if (!receiver.isEmpty())
            return configuration.oncall().policyOfReceiver().get(receiver);
        Set<String> all = configuration.oncall().policies().keySet();
        return all.size() == 1 ? all.iterator().next() : null;
    }

    /** What {@link #policy} can find, for people. */
    String policiesInWords() {
        Oncall oncall = configuration.oncall();
        if (oncall.policies().isEmpty()) return "oncall.yml has none";
        String receivers =
                String.join(", ", new TreeSet<>(oncall.policyOfReceiver().keySet()));
        return "policies are "
                + String.join(", ", new TreeSet<>(oncall.policies().keySet()))
                + (receivers.isEmpty() ? "" : ", receivers that start one are " + receivers);
    }

    void tick(Turn turn) {
        carryOut(router.tick(turn.now()), turn);
    }

    /** One effect that cannot be carried out must not cost the others, which the router counts as done. */
    private void carryOut(List<Effect> effects, Turn turn) {
        for (Effect effect : effects) turn.attempt(() -> carryOut(effect, turn));
    }

    private void carryOut(Effect effect, Turn turn) {
        switch (effect) {
            case Effect.Flush flush -> flush(flush, turn);
            case Effect.Decision decision -> {
                verdicts.tell(decision);
                chronicle.decided(decision);
                keepPace(decision, turn);
                messages.hurry(decision.receiver(), decision.groupKey(), turn);
            }
            case Effect.Remember remember -> turn.put(Turn.ROUTING, remember.key(), remember.entity());
            case Effect.Forget forget -> turn.forget(Turn.ROUTING, forget.key());
        }
    }

    /** Nobody is paged for what is held back: the clock of its incident stands still meanwhile. */
    private void keepPace(Effect.Decision decision, Turn turn) {
        String policy = configuration.oncall().policyOfReceiver().get(decision.receiver());
        if (policy == null) return;
        Signal signal = switch (decision.verdict()) {
            case SILENCED, INHIBITED, MUTED_BY_INTERVAL -> new Signal.Held(decision.why(), decision.groupKey());
            case NOTIFIED, NO_CHANGE -> new Signal.Released(decision.groupKey());
        };
        incidents.held(policy, decision.groupKey(), signal, turn);
    }

    /** A receiver is due to hear of its group: first the people, then the channels, which can then say who was paged. */
    private void flush(Effect.Flush flush, Turn turn) {
        String policy =
                configuration.oncall().policyOfReceiver().get(flush.receiver().name());
        Optional<Incident> incident = policy == null ? Optional.empty() : incidents.heard(policy, flush.group(), turn);
        Planned planned = incident.map(next).orElse(null);
        for (Integration integration : flush.due()) {
            AlertGroup group = flush.groupFor(integration);
            if (integration.destination() == null || group.alerts().isEmpty()) continue;
            Messages.Told told = new Messages.Told(flush.receiver(), integration, group, flush.tick(), Cause.of(flush));
            messages.notify(told, sentence(flush.reason()), incident, planned, turn);
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

    @Nullable
    Instant nextDeadline() {
        return router.nextDeadline();
    }

    Router router() {
        return router;
    }

    /** Everything that is remembered, by the keys of the journal. */
    void everything(Map<String, Object> into) {
        for (Map.Entry<String, Entity> entity : router.state().entities().entrySet()) {
            into.put(Turn.key(Turn.ROUTING, entity.getKey()), entity.getValue());
        }
    }
}
