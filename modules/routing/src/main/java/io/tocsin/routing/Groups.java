package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All groups, by id and in order of their next flush. */
final class Groups {
    private final RoutingConfig config;
    private final NotificationLog log;
    private final Map<String, Group> byId = new HashMap<>();
    private final Map<String, Map<Labels, Group>> byRoute = new HashMap<>();
    private final TreeSet<Group> byTime =
            new TreeSet<>(Comparator.comparing(Group::nextFlush).thenComparing(group -> group.id));

    Groups(RoutingConfig config, NotificationLog log) {
        this.config = config;
        this.log = log;
    }

    @Nullable
    Group find(String id) {
        return byId.get(id);
    }

    /** Puts an alert into its group of a route, which may have to be made. */
    void insert(Route route, Tracked alert, Instant now, Changes changes) {
        if (alert.isIn(route)) return;
        Labels labels = route.groupBy().of(alert.labels());
        Group group = byRoute.getOrDefault(route.id(), Map.of()).get(labels);
        if (group == null) {
            // An alert that has been firing for longer than the wait has had its wait.
            Instant ripe = alert.alert().startsAt().plus(route.timers().groupWait());
            Instant first = ripe.isBefore(now) ? now : now.plus(route.timers().groupWait());
            group = add(route, new Entity.GroupEntry(route.id(), labels, now, null, first));
            changes.remember(group.entry());
        }
        group.add(alert);
        log.recognise(group.scope(), alert, changes);
    }

    Group add(Route route, Entity.GroupEntry entry) {
        Group group = new Group(route, config.receiver(route), entry);
        byId.put(group.id, group);
        byRoute.computeIfAbsent(route.id(), any -> new HashMap<>()).put(group.labels, group);
        byTime.add(group);
        log.groupBegins(group.scope());
        return group;
    }

    /** The next group that is due, or null. */
    @Nullable
    Group due(Instant now) {
        return byTime.isEmpty() || byTime.first().nextFlush().isAfter(now) ? null : byTime.first();
    }

    void schedule(Group group, Instant last, Instant next, Changes changes) {
        byTime.remove(group);
        group.schedule(last, next);
        byTime.add(group);
        changes.remember(group.entry());
    }

    void remove(Group group, Changes changes) {
        byId.remove(group.id);
        Map<Labels, Group> siblings = byRoute.get(group.route.id());
        if (siblings != null) siblings.remove(group.labels);
        if (siblings != null && siblings.isEmpty()) byRoute.remove(group.route.id());
        byTime.remove(group);
        changes.forget(group.entry().key());
        log.groupEnds(group.scope(), changes);
    }

    @Nullable
    Instant nextDeadline() {
        return byTime.isEmpty() ? null : byTime.first().nextFlush();
    }

    /** All groups, route by route, with the receiver of each. */
    List<Map.Entry<Receiver, Collection<Group>>> byReceiver() {
        List<Map.Entry<Receiver, Collection<Group>>> parts = new ArrayList<>();
        for (Map<Labels, Group> groups : byRoute.values()) {
            Collection<Group> siblings = groups.values();
            parts.add(Map.entry(siblings.iterator().next().receiver, siblings));
        }
        return parts;
    }

    Collection<Group> all() {
        return byTime;
    }
}
