package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are held back because another one explains them. Alerts of a rule meet in a bucket for the values of the labels that
 * must be equal. A bucket has its sources latest end first, so one look at the first one answers: if that one is over, all are.
 * Sources that are targets of the same rule stand apart, because they do not inhibit each other. Labels never change, so an alert
 * keeps its buckets, and whoever reads it asks no rule again.
 */
final class Inhibitor {
    private record Source(Instant end, long fingerprint) {}

    private static final Comparator<Source> LATEST_FIRST =
            Comparator.comparing(Source::end).reversed().thenComparing(Source::fingerprint);

    private record Key(int rule, List<String> values) {}

    private static final class Bucket {
        final Key key;
        private @Nullable NavigableSet<Source> pure;
        private @Nullable NavigableSet<Source> twoSided;
        private int alerts;

        Bucket(Key key) {
            this.key = key;
        }

        void add(Source source, boolean isTarget) {
            if (isTarget && twoSided == null) twoSided = new TreeSet<>(LATEST_FIRST);
            if (!isTarget && pure == null) pure = new TreeSet<>(LATEST_FIRST);
            NavigableSet<Source> set = isTarget ? twoSided : pure;
            if (set != null) set.add(source);
        }

        void remove(Source source, boolean isTarget) {
            NavigableSet<Source> set = isTarget ? twoSided : pure;
            if (set != null) set.remove(source);
        }

        /** A source that fires and holds a target back, or null. */
        @Nullable
        Long firing(boolean targetIsSource, Instant now) {
            Long found = first(pure, now);
            return found != null || targetIsSource ? found : first(twoSided, now);
        }

        private static @Nullable Long first(@Nullable NavigableSet<Source> set, Instant now) {
            if (set == null || set.isEmpty()) return null;
            Source latest = set.first();
            return latest.end.isAfter(now) ? latest.fingerprint : null;
        }
    }

    /** What an alert is in a bucket: source, target or both. */
    static final class Part {
        private final Bucket bucket;
        private final boolean source;
        private final boolean target;

        private Part(Bucket bucket, boolean source, boolean target) {
            this.bucket = bucket;
            this.source = source;
            this.target = target;
        }

        /** The position of the rule. */
        int rule() {
            return bucket.key.rule;
        }

        boolean isSource() {
            return source;
        }

        boolean isTarget() {
            return target;
        }
    }

    private final List<InhibitRule> rules;
    private final Effort effort;
    private final MatcherIndex<Integer> bySource = new MatcherIndex<>();
    private final MatcherIndex<Integer> byTarget = new MatcherIndex<>();
    private final Map<Key, Bucket> buckets = new HashMap<>();

    Inhibitor(List<InhibitRule> rules, Effort effort) {
        this.rules = rules;
        this.effort = effort;
        for (int i = 0; i < rules.size(); i++) {
            bySource.add(rules.get(i).source(), i, anchor -> 0);
            byTarget.add(rules.get(i).target(), i, anchor -> 0);
        }
    }

    /** Takes a new alert. */
    void add(Tracked alert) {
        List<Integer> sourceOf = matching(bySource, alert.labels(), true);
        List<Integer> targetOf = matching(byTarget, alert.labels(), false);
        List<Part> parts = new ArrayList<>(sourceOf.size() + targetOf.size());
        for (int rule : sourceOf) parts.add(part(rule, alert, true, targetOf.contains(rule)));
        for (int rule : targetOf) {
            if (!sourceOf.contains(rule)) parts.add(part(rule, alert, false, true));
        }
        parts.sort(Comparator.comparingInt(Part::rule));
        alert.parts = List.copyOf(parts);
        after(alert);
    }

    private List<Integer> matching(MatcherIndex<Integer> index, Labels labels, boolean sources) {
        List<Integer> found = new ArrayList<>(2);
        index.candidates(labels, rule -> {
            effort.tested();
            InhibitRule asked = rules.get(rule);
            if ((sources ? asked.source() : asked.target()).matches(labels)) found.add(rule);
        });
        return found;
    }

    private Part part(int rule, Tracked alert, boolean source, boolean target) {
        List<String> values = new ArrayList<>(4);
        for (String name : rules.get(rule).equal()) values.add(alert.labels().orEmpty(name));
        Bucket bucket = buckets.computeIfAbsent(new Key(rule, List.copyOf(values)), Bucket::new);
        bucket.alerts++;
        return new Part(bucket, source, target);
    }

    /** Must be called before the alert's end changes, and {@link #after} after. */
    void before(Tracked alert) {
        for (Part part : alert.parts) {
            if (part.source) part.bucket.remove(new Source(alert.end(), alert.fingerprint), part.target);
        }
    }

    void after(Tracked alert) {
        for (Part part : alert.parts) {
            if (part.source) part.bucket.add(new Source(alert.end(), alert.fingerprint), part.target);
        }
    }

    /** An alert is gone for good. */
    void remove(Tracked alert) {
        before(alert);
        for (Part part : alert.parts) {
            if (--part.bucket.alerts == 0) buckets.remove(part.bucket.key);
        }
        alert.parts = List.of();
    }

    /** The fingerprint of a firing alert that holds this one back, or null. Being held back itself, a source still counts. */
    @Nullable
    Long inhibitedBy(Tracked target, Instant now) {
        for (Part part : target.parts) {
            Long source = part.target ? part.bucket.firing(part.source, now) : null;
            if (source != null) return source;
        }
        return null;
    }
}
