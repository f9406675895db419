package io.tocsin.routing;

import io.tocsin.model.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is told what and when: Alertmanager's routing without its surroundings. Deterministic and single-threaded; time
 * comes in with each call. After every call the owner makes the {@link Effect.Remember} and {@link Effect.Forget} effects
 * durable, carries out the {@link Effect.Flush}es, and calls {@link #tick} when {@link #nextDeadline} has come.
 */
public final class Router {
    /** The alert that opens a group decides whether it waits: the oldest one does. */
    private static final Comparator<Entity.AlertEntry> OLDEST_FIRST = Comparator.comparing(
                    (Entity.AlertEntry entry) -> entry.alert().startsAt())
            .thenComparing(Entity.AlertEntry::key);

    private final RoutingConfig config;
    private final Map<Long, Tracked> alerts = new HashMap<>();
    private final NotificationLog log;
    private final Groups groups;
    private final Inhibitor inhibitor;
    private final Silences silences = new Silences();
    private final Evaluation evaluation;

    /** A router that knows nothing yet. */
    public Router(RoutingConfig config) {
        this(config, RouterState.EMPTY);
    }

    private Router(RoutingConfig config, RouterState state) {
        this.config = config;
        this.log = new NotificationLog(state.log());
        this.groups = new Groups(config, log);
        this.inhibitor = new Inhibitor(config.inhibitRules());
        this.evaluation = new Evaluation(config, inhibitor, silences, log);
        state.silences().forEach(entry -> silences.put(entry.silence(), entry.over(), List.of()));
    }

    /**
     * A router with everything that was remembered. With the configuration of then it goes on as if it had never stopped:
     * timers resume, and what has become due is done at the next tick. With another one, groups that no longer exist are
     * dropped and firing alerts join the groups they now belong to; {@link RouterState#changesTo} tells what changed.
     */
    public static Router restore(RoutingConfig config, RouterState state, Instant now) {
        Router router = new Router(config, state);
        Map<String, Route> routes = new HashMap<>();
        config.root().walk(route -> routes.put(route.id(), route));
        for (Entity.GroupEntry entry : state.groups()) {
            Route route = routes.get(entry.route());
            if (route != null) router.groups.add(route, entry);
        }
        state.alerts().stream().sorted(OLDEST_FIRST).forEach(entry -> router.adopt(entry, now));
        Changes ignored = new Changes();
        for (Group group : List.copyOf(router.groups.all())) {
            if (group.isEmpty()) router.groups.remove(group, ignored);
        }
        return router;
    }

    private void adopt(Entity.AlertEntry entry, Instant now) {
        Tracked alert = new Tracked(entry.alert(), entry.timeout(), config);
        for (String id : entry.groups()) {
            Group group = groups.find(id);
            if (group != null && belongs(alert, group)) group.add(alert);
        }
        if (alert.alert().firingAt(now)) join(alert, now, new Changes());
        if (!alert.groups.isEmpty()) track(alert);
    }

    private static boolean belongs(Tracked alert, Group group) {
        return alert.routes.contains(group.route)
                && group.route.groupBy().of(alert.labels()).equals(group.labels);
    }

    /**
     * The router under a new configuration, as after Alertmanager's reload: alerts, silences and the notification log stay,
     * every group starts anew. Groups of alerts that are older than their group wait are due at once; the log keeps them from
     * being told twice. This router must not be used any more.
     */
    public Router reconfigured(RoutingConfig newer, Instant now) {
        RouterState state = state();
        Router router = new Router(newer, state);
        state.alerts().stream().sorted(OLDEST_FIRST).forEach(entry -> {
            Tracked alert = new Tracked(entry.alert(), entry.timeout(), newer);
            router.join(alert, now, new Changes());
            router.track(alert);
        });
        return router;
    }

    /** Takes alerts of our own; one without an end holds until it is told otherwise. */
    public List<Effect> accept(List<Alert> heard, Instant now) {
        Changes changes = new Changes();
        for (Alert alert : heard) hear(alert, false, now, changes);
        return changes.list();
    }

    /** Takes alerts of another system; one without an end is over after the resolve timeout, unless it is heard again. */
    public List<Effect> acceptForeign(List<Alert> heard, Instant now) {
        Changes changes = new Changes();
        Instant guess = now.plus(config.global().resolveTimeout());
        for (Alert alert : heard) {
            boolean timeout = alert.endsAt() == null;
            hear(timeout ? alert.endedAt(guess, now) : alert, timeout, now, changes);
        }
        return changes.list();
    }

    private void hear(Alert heard, boolean timeout, Instant now, Changes changes) {
        Alert stamped = Tracked.with(heard, heard.endsAt(), now);
        Tracked alert = alerts.get(heard.labels().fingerprint());
        if (alert == null) {
            alert = new Tracked(stamped, timeout, config);
            track(alert);
        } else {
            inhibitor.remove(alert);
            alert.hear(stamped, timeout, now);
            inhibitor.add(alert);
        }
        join(alert, now, changes);
        changes.remember(alert.entry());
    }

    private void track(Tracked alert) {
        alerts.put(alert.fingerprint, alert);
        inhibitor.add(alert);
        silences.add(alert);
    }

    private void join(Tracked alert, Instant now, Changes changes) {
        for (Route route : alert.routes) groups.insert(route, alert, now, changes);
    }

    /** Does everything that is due, however late; calling it too early or too often does nothing. */
    public List<Effect> tick(Instant now) {
        Changes changes = new Changes();
        Set<Group> released = inOrder(silences.end(now, changes));
        for (Group group = groups.due(now); group != null; group = groups.due(now)) {
            released.remove(group);
            Instant tick = group.tick(now);
            look(group, new Evaluation.Look(now, tick, true), changes);
            if (!group.isEmpty())
                groups.schedule(group, now, tick.plus(group.route.timers().groupInterval()), changes);
        }
        release(released, now, changes);
        log.forgetOrphans(now, changes);
        return changes.list();
    }

    /** When {@link #tick} next has something to do; null when there is nothing to wait for. */
    public @Nullable Instant nextDeadline() {
        Instant first = groups.nextDeadline();
        for (Instant other : new @Nullable Instant[] {silences.nextDeadline(), log.nextDeadline()}) {
            if (first == null || (other != null && other.isBefore(first))) first = other;
        }
        return first;
    }

    private static Set<Group> inOrder(Collection<Group> some) {
        Set<Group> sorted = new TreeSet<>(Comparator.comparing(group -> group.id));
        sorted.addAll(some);
        return sorted;
    }

    /** Looks again at groups that a silence held back, unless they are still waiting for their first notice. */
    private void release(Set<Group> released, Instant now, Changes changes) {
        for (Group group : released) {
            if (group.lastFlush() != null) look(group, new Evaluation.Look(now, now, false), changes);
        }
    }

    /** Evaluates a group; then alerts that are over leave it, and an empty group ends. */
    private void look(Group group, Evaluation.Look look, Changes changes) {
        Set<Tracked> held = evaluation.evaluate(group, look, changes);
        List<String> told = new ArrayList<>(List.of(Entity.LogEntry.PICTURE));
        group.receiver.integrations().forEach(integration -> told.add(integration.id()));
        List<Tracked> leaving = new ArrayList<>();
        for (Tracked alert : group.members()) {
            if (alert.alert().firingAt(look.now())) continue;
            // Somebody was told that it fires: its end is owed, once nothing holds it back.
            boolean owed = held.contains(alert) && log.believesFiring(group.scope(), told, alert.fingerprint);
            if (!owed) leaving.add(alert);
        }
        leave(group, leaving, changes);
        if (group.isEmpty()) groups.remove(group, changes);
    }

    private void leave(Group group, List<Tracked> leaving, Changes changes) {
        Set<Long> gone = new HashSet<>();
        for (Tracked alert : leaving) {
            gone.add(alert.fingerprint);
            group.remove(alert);
            if (alert.groups.isEmpty()) drop(alert, changes);
            else changes.remember(alert.entry());
        }
        if (!gone.isEmpty()) log.dropFiring(group.scope(), gone, changes);
    }

    private void drop(Tracked alert, Changes changes) {
        alerts.remove(alert.fingerprint);
        inhibitor.remove(alert);
        silences.remove(alert);
        changes.forget(Entity.AlertEntry.key(alert.fingerprint));
    }

    /**
     * Makes a silence, or changes one when it names an id. A change that would rewrite what was silent so far ends the old
     * silence and makes a new one, as in Alertmanager.
     *
     * @param freshId the id for a silence that is made
     */
    public SilenceAnswer silence(Silence wanted, String freshId, Instant now) {
        Silence old = silences.find(wanted.id());
        if (old == null && !wanted.id().isEmpty()) return new SilenceAnswer.Unknown(wanted.id());
        String refusal = SilenceRules.refusal(wanted, now);
        if (!refusal.isEmpty()) return new SilenceAnswer.Refused(refusal);
        Changes changes = new Changes();
        boolean same = old != null && SilenceRules.keepsHistory(old, wanted, now);
        if (old != null && !same) endNow(old, now, changes);
        Instant start = same || wanted.startsAt().isAfter(now) ? wanted.startsAt() : now;
        Silence made = wanted.lasting(start, wanted.endsAt(), now).named(same ? wanted.id() : freshId);
        put(made, changes);
        release(inOrder(silences.end(now, changes)), now, changes);
        return new SilenceAnswer.Accepted(made.id(), changes.list());
    }

    /** Ends a silence now, and looks at what it held back; one that is over stays as it is. */
    public SilenceAnswer expireSilence(String id, Instant now) {
        Silence old = silences.find(id);
        if (old == null) return new SilenceAnswer.Unknown(id);
        Changes changes = new Changes();
        endNow(old, now, changes);
        release(inOrder(silences.end(now, changes)), now, changes);
        return new SilenceAnswer.Accepted(id, changes.list());
    }

    private void endNow(Silence old, Instant now, Changes changes) {
        switch (old.state(now)) {
            case ACTIVE -> put(old.lasting(old.startsAt(), now, now), changes);
            case PENDING -> put(old.lasting(now, now, now), changes);
            case EXPIRED -> {}
        }
    }

    private void put(Silence silence, Changes changes) {
        silences.put(silence, false, alerts.values());
        changes.remember(new Entity.SilenceEntry(silence, false));
    }

    /** An integration could not be told, however often that was tried: the next look at the group tries anew. */
    public List<Effect> untold(String groupKey, String receiver, String integration) {
        Changes changes = new Changes();
        log.untold(new NotificationLog.Scope(groupKey, receiver), integration, changes);
        return changes.list();
    }

    /** Everything that is remembered: equal states behave equally from now on. */
    public RouterState state() {
        return new RouterState(
                alerts.values().stream().map(Tracked::entry).toList(),
                groups.all().stream().map(Group::entry).toList(),
                log.all(),
                silences.all());
    }

    /** The configuration in force. */
    public RoutingConfig config() {
        return config;
    }

    /** Every silence that is kept, by id; those that are over stay for five days. */
    public List<Silence> silences() {
        return silences.list();
    }

    /** The alerts that fire and are asked for, by fingerprint. */
    public List<Status.OfAlert> alerts(AlertFilter filter, Instant now) {
        return views().alerts(alerts.values(), filter, now);
    }

    /** The groups with an alert that fires and is asked for, by labels and receiver. */
    public List<Status.OfGroup> groups(AlertFilter filter, Instant now) {
        return views().groups(groups.all(), filter, now);
    }

    private Views views() {
        return new Views(config, inhibitor, silences, evaluation);
    }
}
