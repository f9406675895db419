package io.tocsin.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One alert from beginning to end, as it is known when all is over; {@code end} is -1 while it fires. */
record Episode(String key, long start, long end) implements Comparable<Episode> {
    /** Follows the decisions of an engine; fails when they do not fit each other. */
    static List<Episode> of(List<Firing> firings) {
        Map<String, Long> firing = new LinkedHashMap<>();
        List<Episode> episodes = new ArrayList<>();
        for (Firing each : firings) {
            String key = Streams.key(each);
            long start = each.alert().startsAt().toEpochMilli();
            switch (each) {
                case Firing.Fired fired -> {
                    if (firing.put(key, start) != null) throw new AssertionError("fired twice: " + fired);
                }
                case Firing.Updated updated -> {
                    if (firing.put(key, start) == null) throw new AssertionError("updated, not firing: " + updated);
                }
                case Firing.Resolved resolved -> {
                    Long since = firing.remove(key);
                    if (since == null || since != start) throw new AssertionError("resolved, not firing: " + resolved);
                    var end = resolved.alert().endsAt();
                    episodes.add(new Episode(key, start, end == null ? -1 : end.toEpochMilli()));
                }
            }
        }
        firing.forEach((key, start) -> episodes.add(new Episode(key, start, -1)));
        Collections.sort(episodes);
        return episodes;
    }

    @Override
    public int compareTo(Episode other) {
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : Long.compare(start, other.start);
    }
}
