package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Effort effort = new Effort();
    private final SharedTexts texts = new SharedTexts();
    private final AlertIndex alerts = new AlertIndex();
    private final NotificationLog log;
    private final Groups groups;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final Evaluation evaluation;
    private final Views views;
    private final Looks looks;

    /** A router that knows nothing yet. */
    public Router(RoutingConfig config) {
        this(config, RouterState.EMPTY);
    }

    private Router(RoutingConfig config, RouterState state) {
        this.config = config;
        this.silences = new Silences(alerts, effort, config.terms().retention());
        this.log = new NotificationLog(state.log(), config.terms().retention());
        this.groups = new Groups(config, log);
        this.inhibitor = new Inhibitor(config.inhibitRules(), effort);
        this.evaluation = new Evaluation(config, inhibitor, silences, log);
        this.views = new Views(config, alerts, groups, inhibitor, silences, evaluation, effort);
        this.looks = new Looks(config.terms(), evaluation, alerts, groups, log, inhibitor, silences);
        state.silences().forEach(silences::restore);
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
        Tracked alert = tracked(entry.alert(), entry.timeout());
        for (String id : entry.groups()) {
            Group group = groups.find(id);
            if (group != null && belongs(alert, group)) group.add(alert);
        }
        if (alert.alert().firingAt(now)) join(alert, now, new Changes());
        if (!alert.groups().isEmpty()) track(alert);
    }

    private Tracked tracked(Alert alert, boolean timeout) {
        return new Tracked(texts.share(alert), timeout, config);
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
            Tracked alert = router.tracked(entry.alert(), entry.timeout());
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
        Tracked alert = alerts.find(heard.labels().fingerprint());
        if (alert == null) {
            alert = tracked(stamped, timeout);
            track(alert);
        } else {
            inhibitor.before(alert);
            silences.before(alert);
            alert.hear(stamped, timeout, now);
            inhibitor.after(alert);
        }
        silences.after(alert, now, changes);
        join(alert, now, changes);
        changes.remember(alert.entry());
    }

    private void track(Tracked alert) {
        alerts.add(alert);
        inhibitor.add(alert);
        silences.add(alert);
    }

    private void join(Tracked alert, Instant now, Changes changes) {
        for (Route route : alert.routes) groups.insert(route, alert, now, changes);
    }

    /** Does everything that is due, however late; calling it too early or too often does nothing. */
    public List<Effect> tick(Instant now) {
        if (config.terms().closedAt(now)) return List.of();
        Changes changes = new Changes();
        Set<Group> released = silences.end(now, changes);
        for (Group group = groups.due(now); group != null; group = groups.due(now)) {
            released.remove(group);
            Instant tick = group.tick(now);
            looks.look(group, new Evaluation.Look(now, tick, true), changes);
            if (!group.isEmpty())
                groups.schedule(group, now, tick.plus(group.route.timers().groupInterval()), changes);
        }
        looks.release(released, now, changes);
        log.forgetOrphans(now, changes);
        return changes.list();
    }

    /** When {@link #tick} next has something to do; null when there is nothing to wait for. */
    public @Nullable Instant nextDeadline() {
        Instant first = groups.nextDeadline();
        for (Instant other : new @Nullable Instant[] {silences.nextDeadline(), log.nextDeadline()}) {
            if (first == null || (other != null && other.isBefore(first))) first = other;
        }
        return looks.nextDeadline(first);
    }

    /** Makes or changes a silence with Alertmanager's freedom: of any length and for any number of alerts. */
    public SilenceAnswer silence(Silence wanted, String freshId, Instant now) {
        return silence(wanted, freshId, SilenceLimits.NONE, now);
    }

    /**
     * Makes a silence, or changes one when it names an id. A change that would rewrite what was silent so far ends the old
     * silence and makes a new one, as in Alertmanager.
     *
     * @param freshId the id for a silence that is made
     * @param limits what the silence may do at most; none hold for one that stays and only becomes shorter
     */
    public SilenceAnswer silence(Silence wanted, String freshId, SilenceLimits limits, Instant now) {
        String refusal = SilenceRules.refusal(wanted, now);
        if (!refusal.isEmpty()) return new SilenceAnswer.Refused(refusal);
        Silence old = silences.find(wanted.id());
        if (old == null && !wanted.id().isEmpty()) return new SilenceAnswer.Unknown(wanted.id());
        boolean same = old != null && SilenceRules.keepsHistory(old, wanted, now);
        Instant start = same || wanted.startsAt().isAfter(now) ? wanted.startsAt() : now;
        Silence made = wanted.lasting(start, wanted.endsAt(), now).named(same ? wanted.id() : freshId);
        boolean shorter = same && old != null && !made.endsAt().isAfter(old.endsAt());
        String beyond = shorter ? "" : beyond(made, same, limits, now);
        if (!beyond.isEmpty()) return new SilenceAnswer.Refused(beyond);
        Changes changes = new Changes();
        Set<Group> released = new HashSet<>(silences.end(now, changes));
        if (!same) endNow(wanted.id(), now, released, changes);
        released.addAll(silences.put(made, now, changes));
        looks.release(released, now, changes);
        looks.hush(silences.heldBy(made.id(), now), now, changes);
        return new SilenceAnswer.Accepted(made.id(), changes.list());
    }

    private String beyond(Silence made, boolean same, SilenceLimits limits, Instant now) {
        if (limits.equals(SilenceLimits.NONE)) return "";
        int hidden = limits.maxAlerts() == 0 ? 0 : preview(made.matchers(), now).size();
        return limits.refusal(
                made, silences.size() + (same ? 0 : 1), hidden, config.terms().retention());
    }

    /** The alerts that fire and that a silence of these matchers would be about, by fingerprint. */
    public List<Status.OfAlert> preview(List<Matcher> matchers, Instant now) {
        return alerts(AlertFilter.of(matchers), now);
    }

    /** Ends a silence now, and looks at what it held back; one that is over stays as it is. */
    public SilenceAnswer expireSilence(String id, Instant now) {
        if (silences.find(id) == null) return new SilenceAnswer.Unknown(id);
        Changes changes = new Changes();
        Set<Group> released = new HashSet<>(silences.end(now, changes));
        endNow(id, now, released, changes);
        looks.release(released, now, changes);
        return new SilenceAnswer.Accepted(id, changes.list());
    }

    private void endNow(String id, Instant now, Set<Group> released, Changes changes) {
        Silence old = silences.find(id);
        if (old == null) return;
        switch (old.state(now)) {
            case ACTIVE -> released.addAll(silences.put(old.lasting(old.startsAt(), now, now), now, changes));
            case PENDING -> released.addAll(silences.put(old.lasting(now, now, now), now, changes));
            case EXPIRED -> {}
        }
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
                alerts.all().stream().map(Tracked::entry).toList(),
                groups.all().stream().map(Group::entry).toList(),
                log.all(),
                silences.all());
    }

    /** The configuration in force. */
    public RoutingConfig config() {
        return config;
    }

    /** Every silence that is kept, by id; those that are over stay as long as {@link RouterTerms} say. */
    public List<Silence> silences() {
        return silences.list();
    }

    /** The alerts that fire and are asked for, by fingerprint. */
    public List<Status.OfAlert> alerts(AlertFilter filter, Instant now) {
        return views.alerts(filter, now);
    }

    /** The groups with an alert that fires and is asked for, by labels and receiver. */
    public List<Status.OfGroup> groups(AlertFilter filter, Instant now) {
        return views.groups(filter, now);
    }

    /** The same groups without their alerts: where there are many, far cheaper to build and to send. */
    public List<Status.GroupHead> groupHeads(AlertFilter filter, Instant now) {
        return views.heads(filter, now);
    }

    /** What would become of an alert with these labels that fires at an instant and goes on firing; changes nothing. */
    public Explanation explain(Labels labels, Instant at) {
        Holds holds = new Holds(config, alerts, inhibitor, silences, evaluation, at);
        return new Explain(config, alerts, groups, log, holds, inhibitor, silences).of(labels, at);
    }

    Effort effort() {
        return effort;
    }
}
