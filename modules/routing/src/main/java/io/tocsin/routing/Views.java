package io.tocsin.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Builds what can be read from a router: looks at as little as the labels and receivers of the question allow. */
final class Views {
    /** Alertmanager's order. */
    private static final Comparator<Group> ORDER = Comparator.comparing(
                    (Group group) -> group.labels, Group::compareSets)
            .thenComparing(group -> group.receiver.name())
            .thenComparing(group -> group.key);

    private final RoutingConfig config;
    private final AlertIndex alerts;
    private final Groups groups;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final Evaluation evaluation;
    private final Effort effort;

    Views(
            RoutingConfig config,
            AlertIndex alerts,
            Groups groups,
            Inhibitor inhibitor,
            Silences silences,
            Evaluation evaluation,
            Effort effort) {
        this.config = config;
        this.alerts = alerts;
        this.groups = groups;
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.evaluation = evaluation;
        this.effort = effort;
    }

    /** Those of a filter: in the order of their fingerprints, from behind {@link AlertFilter#after} on. */
    List<Status.OfAlert> alerts(AlertFilter filter, Instant now) {
        Reading reading = new Reading(config, evaluation, filter, now);
        List<Status.OfAlert> found = new ArrayList<>();
        for (Tracked alert : inOrder(reading)) {
            if (found.size() >= filter.limit()) break;
            effort.looked();
            if (!reading.asks(alert) || !reading.heardByAny(alert)) continue;
            Status.OfAlert status = status(alert, muting(alert, reading), now);
            if (filter.wants(status)) found.add(status);
        }
        return found;
    }

    private Collection<Tracked> inOrder(Reading reading) {
        Collection<Tracked> few = alerts.few(reading.matchers);
        if (few != null) return AlertIndex.inOrder(few, reading.after);
        if (reading.narrowsReceivers()) {
            List<Group> heard = heard(reading);
            int members =
                    heard.stream().mapToInt(group -> group.members().size()).sum();
            if (alerts.isSmallPart(members)) return AlertIndex.inOrder(membersOf(heard), reading.after);
        }
        return alerts.inOrder(reading.after);
    }

    private static Set<Tracked> membersOf(List<Group> groups) {
        Set<Tracked> members = new HashSet<>();
        for (Group group : groups) members.addAll(group.members());
        return members;
    }

    private List<Group> heard(Reading reading) {
        List<Group> heard = new ArrayList<>();
        for (Map.Entry<Receiver, Collection<Group>> part : groups.byReceiver()) {
            if (reading.hears(part.getKey().name())) heard.addAll(part.getValue());
        }
        return heard;
    }

    /** Groups with an alert of a filter, and only those alerts of each. */
    List<Status.OfGroup> groups(AlertFilter filter, Instant now) {
        Reading reading = new Reading(config, evaluation, filter, now);
        Wanted wanted = wanted(reading);
        List<Status.OfGroup> found = new ArrayList<>();
        for (Group group : wanted.groups) {
            if (found.size() >= filter.limit()) break;
            List<Status.OfAlert> statuses = statuses(group, wanted.members(group), reading);
            if (!statuses.isEmpty()) found.add(shown(group, statuses));
        }
        return found;
    }

    /** The same groups, with the number of those alerts instead of them. */
    List<Status.GroupHead> heads(AlertFilter filter, Instant now) {
        Reading reading = new Reading(config, evaluation, filter, now);
        Wanted wanted = wanted(reading);
        List<Status.GroupHead> found = new ArrayList<>();
        for (Group group : wanted.groups) {
            if (found.size() >= filter.limit()) break;
            int count = filter.anyState()
                    ? (int) wanted.members(group).stream().filter(reading::asks).count()
                    : statuses(group, wanted.members(group), reading).size();
            if (count > 0) found.add(head(group, count));
        }
        return found;
    }

    /**
     * The groups that are asked for, in order.
     *
     * @param some those members that the labels of the question point to; empty when they point to no few
     */
    private record Wanted(List<Group> groups, Map<Group, List<Tracked>> some) {
        List<Tracked> members(Group group) {
            List<Tracked> few = some.get(group);
            return few == null ? group.inOrder() : Group.inOrder(few);
        }
    }

    private Wanted wanted(Reading reading) {
        Map<Group, List<Tracked>> some = new HashMap<>();
        Collection<Group> found;
        Collection<Tracked> few = alerts.few(reading.matchers);
        if (few != null) {
            for (Tracked alert : few) {
                effort.looked();
                if (!reading.asks(alert)) continue;
                for (Group group : alert.groups())
                    some.computeIfAbsent(group, any -> new ArrayList<>()).add(alert);
            }
            found = some.keySet();
        } else {
            found = heard(reading);
        }
        List<Group> sorted = new ArrayList<>(found);
        sorted.removeIf(group -> !reading.hears(group.receiver.name())
                || (!reading.filter.muted() && !reading.muting(group.route).isEmpty()));
        sorted.sort(ORDER);
        return new Wanted(sorted, some);
    }

    private List<Status.OfAlert> statuses(Group group, List<Tracked> members, Reading reading) {
        List<Status.OfAlert> statuses = new ArrayList<>();
        for (Tracked alert : members) {
            effort.looked();
            if (!reading.asks(alert)) continue;
            Status.OfAlert status = status(alert, reading.muting(group.route), reading.now);
            if (reading.filter.wants(status)) statuses.add(status);
        }
        return statuses;
    }

    private static Status.OfGroup shown(Group group, List<Status.OfAlert> statuses) {
        return new Status.OfGroup(
                group.key,
                group.labels,
                group.route.labels(),
                group.receiver.name(),
                statuses,
                group.lastFlush(),
                group.nextFlush());
    }

    private static Status.GroupHead head(Group group, int alerts) {
        return new Status.GroupHead(
                group.key,
                group.labels,
                group.route.labels(),
                group.receiver.name(),
                alerts,
                group.lastFlush(),
                group.nextFlush());
    }

    private static List<String> muting(Tracked alert, Reading reading) {
        List<Group> groups = alert.groups();
        if (groups.size() == 1) return reading.muting(groups.getFirst().route);
        TreeSet<String> muted = new TreeSet<>();
        for (Group group : groups) muted.addAll(reading.muting(group.route));
        return List.copyOf(muted);
    }

    private Status.OfAlert status(Tracked alert, List<String> muted, Instant now) {
        Long source = inhibitor.inhibitedBy(alert, now);
        return new Status.OfAlert(
                alert.alert(),
                HexFormat.of().toHexDigits(alert.fingerprint),
                silences.holding(alert, now),
                source == null ? List.of() : List.of(HexFormat.of().toHexDigits(source)),
                muted,
                receivers(alert));
    }

    private static List<String> receivers(Tracked alert) {
        List<Group> groups = alert.groups();
        if (groups.size() == 1) return groups.getFirst().receivers;
        TreeSet<String> names = new TreeSet<>();
        for (Group group : groups) names.add(group.receiver.name());
        return List.copyOf(names);
    }
}
