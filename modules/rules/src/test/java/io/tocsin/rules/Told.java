package io.tocsin.rules;

import io.tocsin.model.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What people are told of one key with several tiers: the most severe one that holds. Part of the reference. */
final class Told {
    private final Rule rule;
    private final String key;
    private final long[] starts;
    private final String[] values;
    private final List<Episode> episodes = new ArrayList<>();

    Told(Rule rule, String key) {
        this.rule = rule;
        this.key = key;
        this.starts = new long[rule.limits().size()];
        this.values = new String[starts.length];
        Arrays.fill(starts, -1);
    }

    boolean fires(int tier) {
        return starts[tier] >= 0;
    }

    private int highest() {
        for (int tier = 0; tier < starts.length; tier++) if (fires(tier)) return tier;
        return -1;
    }

    void fire(int tier, long since, String value) {
        int before = highest();
        starts[tier] = since;
        values[tier] = value;
        if (before > tier) close(before, since);
    }

    void resolve(int tier, long end) {
        if (highest() == tier) close(tier, end);
        starts[tier] = -1;
    }

    private void close(int tier, long end) {
        episodes.add(episode(tier, end));
    }

    private Episode episode(int tier, long end) {
        String severity = rule.limits().get(tier).severity();
        return new Episode(key + " " + severity + " " + values[tier], starts[tier], end);
    }

    List<Episode> episodes() {
        if (highest() >= 0) episodes.add(episode(highest(), -1));
        return episodes;
    }

    /** The same of what an engine said. */
    static List<Episode> of(List<Firing> firings) {
        List<Episode> open = new ArrayList<>();
        List<Episode> all = new ArrayList<>();
        for (Firing firing : firings) {
            Alert alert = firing.alert();
            String name = Streams.key(firing) + " " + alert.labels().orEmpty("severity") + " " + alert.value();
            Episode begun = new Episode(name, alert.startsAt().toEpochMilli(), -1);
            switch (firing) {
                case Firing.Fired fired -> {
                    String key = Streams.key(fired) + " ";
                    if (open.stream().anyMatch(other -> other.key().startsWith(key)))
                        throw new AssertionError("told twice of one key: " + fired);
                    open.add(begun);
                }
                case Firing.Updated updated -> throw new AssertionError("settled for good: " + updated);
                case Firing.Resolved resolved -> {
                    if (!open.remove(begun)) throw new AssertionError("resolved, not firing: " + resolved);
                    Instant end = Objects.requireNonNull(alert.endsAt());
                    all.add(new Episode(name, begun.start(), end.toEpochMilli()));
                }
            }
        }
        all.addAll(open);
        return all;
    }
}
