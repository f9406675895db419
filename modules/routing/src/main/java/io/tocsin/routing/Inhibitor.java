package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are held back because another one explains them. Per rule, sources are kept by the values of the labels that
 * must be equal, latest end first, so one look at the first source of a bucket answers: if that one is over, all are. Sources
 * that are targets of the same rule have buckets of their own, because they do not inhibit each other.
 */
final class Inhibitor {
    private record Source(Instant end, long fingerprint) {}

    private static final Comparator<Source> LATEST_FIRST =
            Comparator.comparing(Source::end).reversed().thenComparing(Source::fingerprint);

    private record Bucket(int rule, boolean twoSided, List<String> values) {}

    private final List<InhibitRule> rules;
    private final Map<Bucket, TreeSet<Source>> sources = new HashMap<>();

    Inhibitor(List<InhibitRule> rules) {
        this.rules = rules;
    }

    void add(Tracked alert) {
        for (int rule : alert.sourceOf) {
            sources.computeIfAbsent(bucket(rule, alert), bucket -> new TreeSet<>(LATEST_FIRST))
                    .add(new Source(alert.end(), alert.fingerprint));
        }
    }

    /** Must be called before the alert's end changes, and {@link #add} after. */
    void remove(Tracked alert) {
        for (int rule : alert.sourceOf) {
            Bucket bucket = bucket(rule, alert);
            TreeSet<Source> set = sources.get(bucket);
            if (set == null) continue;
            set.remove(new Source(alert.end(), alert.fingerprint));
            if (set.isEmpty()) sources.remove(bucket);
        }
    }

    /** The fingerprint of a firing alert that holds this one back, or null. Being held back itself, a source still counts. */
    @Nullable
    Long inhibitedBy(Tracked target, Instant now) {
        for (int rule : target.targetOf) {
            List<String> values = values(rule, target.labels());
            Long source = first(new Bucket(rule, false, values), now);
            if (source == null && !target.sourceOf.contains(rule)) source = first(new Bucket(rule, true, values), now);
            if (source != null) return source;
        }
        return null;
    }

    private @Nullable Long first(Bucket bucket, Instant now) {
        TreeSet<Source> set = sources.get(bucket);
        if (set == null) return null;
        Source latest = set.first();
        return latest.end.isAfter(now) ? latest.fingerprint : null;
    }

    private Bucket bucket(int rule, Tracked alert) {
        return new Bucket(rule, alert.targetOf.contains(rule), values(rule, alert.labels()));
    }

    private List<String> values(int rule, Labels labels) {
        List<String> values = new ArrayList<>(4);
        for (String name : rules.get(rule).equal()) values.add(labels.orEmpty(name));
        return values;
    }
}
