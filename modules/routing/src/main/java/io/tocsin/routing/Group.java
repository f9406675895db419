package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts of one route with equal group labels, and when to look at them. */
final class Group {
    /** Alertmanager's order inside a notice: by job, by instance (those without come last), then by labels. */
    private static final Comparator<Tracked> ORDER = Comparator.comparing(Tracked::labels, Group::compare);

    final String id;
    /** Alertmanager's group key; sibling routes may share it. */
    final String key;

    final Route route;
    final Receiver receiver;
    final Labels labels;
    final Instant createdAt;
    /** The receiver's name, as a list that alerts of one group can share. */
    final List<String> receivers;

    private final Set<Tracked> members = new HashSet<>();
    /** The members in the order of notices, kept until they change: most looks find the same ones again. */
    private @Nullable List<Tracked> ordered;

    private @Nullable Instant lastFlush;
    private Instant nextFlush;

    Group(Route route, Receiver receiver, Entity.GroupEntry entry) {
        this.id = entry.id();
        this.key = route.groupKey(entry.labels());
        this.route = route;
        this.receiver = receiver;
        this.receivers = List.of(receiver.name());
        this.labels = entry.labels();
        this.createdAt = entry.createdAt();
        this.lastFlush = entry.lastFlush();
        this.nextFlush = entry.nextFlush();
    }

    Instant nextFlush() {
        return nextFlush;
    }

    @Nullable
    Instant lastFlush() {
        return lastFlush;
    }

    /** Only {@link Groups} may call this: it keeps groups in order of their next flush. */
    void schedule(@Nullable Instant last, Instant next) {
        lastFlush = last;
        nextFlush = next;
    }

    /**
     * The scheduled instant that a look at {@code now} stands for. Timers come late, by milliseconds or, after an outage, by
     * hours; the schedule does not drift with them, so that repeats stay exact.
     */
    Instant tick(Instant now) {
        Duration interval = route.timers().groupInterval();
        Duration late = Duration.between(nextFlush, now);
        return late.isNegative() ? now : nextFlush.plus(interval.multipliedBy(late.dividedBy(interval)));
    }

    void add(Tracked alert) {
        if (!members.add(alert)) return;
        ordered = null;
        alert.joins(this);
    }

    void remove(Tracked alert) {
        if (!members.remove(alert)) return;
        ordered = null;
        alert.leaves(this);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    Collection<Tracked> members() {
        return members;
    }

    /** All members, in the order of notices. */
    List<Tracked> inOrder() {
        List<Tracked> known = ordered;
        if (known == null) {
            known = inOrder(members);
            ordered = known;
        }
        return known;
    }

    /** Some alerts in the order of notices. */
    static List<Tracked> inOrder(Collection<Tracked> some) {
        return some.stream().sorted(ORDER).toList();
    }

    NotificationLog.Scope scope() {
        return new NotificationLog.Scope(key, receiver.name());
    }

    Entity.GroupEntry entry() {
        return new Entity.GroupEntry(route.id(), labels, createdAt, lastFlush, nextFlush);
    }

    private static int compare(Labels a, Labels b) {
        for (String name : List.of("job", "instance")) {
            String left = a.get(name);
            String right = b.get(name);
            if (left == null && right == null) continue;
            if (left == null) return 1;
            if (right == null) return -1;
            if (!left.equals(right)) return left.compareTo(right);
        }
        return compareSets(a, b);
    }

    /** Fewer labels first; then at the first name where they differ, the set that lacks it, or the smaller value. */
    static int compareSets(Labels a, Labels b) {
        if (a.map().size() != b.map().size())
            return Integer.compare(a.map().size(), b.map().size());
        var left = a.map().entrySet().iterator();
        var right = b.map().entrySet().iterator();
        while (left.hasNext()) {
            var l = left.next();
            var r = right.next();
            int names = l.getKey().compareTo(r.getKey());
            if (names != 0) return -names;
            int values = l.getValue().compareTo(r.getValue());
            if (values != 0) return values;
        }
        return 0;
    }
}
