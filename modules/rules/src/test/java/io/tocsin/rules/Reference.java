package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The meaning of rules, said as plainly as possible: it keeps every event, sorts them, and looks at each instant
 * again from the beginning. Times are milliseconds.
 */
final class Reference {
    private final Rule rule;
    private final List<LogEvent> events;
    private final long watermark;
    private final List<Episode> episodes = new ArrayList<>();

    private Reference(Rule rule, List<LogEvent> events, long watermark) {
        this.rule = rule;
        this.events = events.stream().filter(rule.match()::matches).toList();
        this.watermark = watermark;
    }

    static List<Episode> episodes(Rule rule, List<LogEvent> events, long watermark) {
        Reference reference = new Reference(rule, events, watermark);
        Map<String, List<LogEvent>> byKey = reference.byKey();
        switch (rule.when()) {
            case AnyCondition any -> byKey.forEach((key, own) -> reference.eager(key, own, 1));
            case CountCondition count ->
                byKey.forEach((key, own) ->
                        reference.eager(key, own, rule.limits().getFirst().needed(0)));
            case RatioCondition ratio -> byKey.forEach((key, own) -> reference.ratio(key, own, ratio));
            case AbsentCondition absent -> reference.absent(byKey);
            case MeasureCondition settled -> reference.settled(byKey);
            case ShiftCondition settled -> reference.settled(byKey);
            case BaselineCondition settled -> reference.settled(byKey);
            default -> reference.episodes.addAll(EagerReference.episodes(rule, 0, List.of(), events, watermark));
        }
        Collections.sort(reference.episodes);
        return reference.episodes;
    }

    private Map<String, List<LogEvent>> byKey() {
        Map<String, List<LogEvent>> byKey = new TreeMap<>();
        for (LogEvent event : events) {
            String key = rule.by().stream()
                    .map(field -> field.label() + "=" + field.of(event.fields()))
                    .collect(Collectors.joining(","));
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
        }
        return byKey;
    }

    private static long at(LogEvent event) {
        return event.time().toEpochMilli();
    }

    private static long[] times(List<LogEvent> events) {
        return events.stream().mapToLong(Reference::at).sorted().toArray();
    }

    private void eager(String key, List<LogEvent> own, int needed) {
        long resolveAfter = rule.resolveAfter().toMillis();
        long start = -1;
        long lastTrue = -1;
        for (long instant : times(own)) {
            long inWindow = own.stream()
                    .filter(event -> at(event) <= instant
                            && at(event) > instant - rule.within().toMillis())
                    .count();
            if (inWindow < needed) continue;
            if (start >= 0 && instant > lastTrue + resolveAfter) {
                episodes.add(new Episode(key, start, lastTrue + resolveAfter));
                start = -1;
            }
            if (start < 0) start = instant;
            lastTrue = instant;
        }
        if (start < 0) return;
        boolean over = watermark > lastTrue + resolveAfter;
        episodes.add(new Episode(key, start, over ? lastTrue + resolveAfter : -1));
    }

    private void ratio(String key, List<LogEvent> own, RatioCondition condition) {
        long width = Terms.of(rule).bucketMillis();
        long trueSince = -1;
        long falseSince = -1;
        long start = -1;
        for (long end = Math.floorDiv(times(own)[0], width) * width; end <= watermark; end += width) {
            long until = end;
            List<LogEvent> window = own.stream()
                    .filter(event -> at(event) < until
                            && at(event) >= until - rule.within().toMillis())
                    .toList();
            long hits = window.stream().filter(condition.part()::matches).count();
            boolean holds = !window.isEmpty() && rule.limits().getFirst().holds((double) hits / window.size(), end);
            if (start >= 0) {
                falseSince = holds ? -1 : falseSince < 0 ? end : falseSince;
                boolean over = falseSince >= 0
                        && end - falseSince >= rule.resolveAfter().toMillis();
                if (!over && !(falseSince >= 0 && window.isEmpty())) continue;
                episodes.add(new Episode(key, start, end));
                start = -1;
                trueSince = -1;
                falseSince = -1;
            } else {
                boolean counts = holds && window.size() >= condition.minVolume();
                trueSince = counts ? trueSince < 0 ? end : trueSince : -1;
                if (counts && end - trueSince >= rule.hold().toMillis()) start = trueSince;
            }
        }
        if (start >= 0) episodes.add(new Episode(key, start, -1));
    }

    private void settled(Map<String, List<LogEvent>> byKey) {
        long first = times(events)[0];
        byKey.forEach((key, own) -> SettledReference.episodes(rule, key, own, first, watermark)
                .forEach(told -> episodes.add(new Episode(key, told.start(), told.end()))));
    }

    /** Looks at every second: events of absence tests lie on whole seconds. */
    private void absent(Map<String, List<LogEvent>> byKey) {
        long[] all = times(events);
        byKey.forEach((key, own) -> absent(key, times(own), all, byKey.values()));
        long within = rule.within().toMillis();
        for (int i = 0; i < all.length; i++) {
            long last = all[i];
            boolean gap = i + 1 == all.length || all[i + 1] > last + within;
            if (!gap || watermark <= last + within || known(byKey.values(), last) < 2) continue;
            boolean over = i + 1 < all.length && all[i + 1] <= watermark;
            episodes.add(new Episode("source=all", last + within, over ? all[i + 1] : -1));
        }
    }

    private long known(Iterable<List<LogEvent>> keys, long at) {
        long known = 0;
        for (List<LogEvent> own : keys) if (isKnown(times(own), at)) known++;
        return known;
    }

    /** Heard for long enough in one piece, some time before. */
    private boolean isKnown(long[] own, long at) {
        long learnAfter = rule.when() instanceof AbsentCondition absent
                ? absent.learnAfter().toMillis()
                : 0;
        for (int first = 0; first < own.length; first++) {
            for (int last = first; last < own.length && own[last] <= at; last++) {
                if (last > first && own[last] - own[last - 1] > rule.within().toMillis()) break;
                if (own[last] - own[first] >= learnAfter) return true;
            }
        }
        return false;
    }

    private void absent(String key, long[] own, long[] all, Iterable<List<LogEvent>> keys) {
        long within = rule.within().toMillis();
        long start = -1;
        for (long now = own[0]; now < watermark; now += 1000) {
            long last = last(own, now);
            if (start >= 0) {
                if (last < now) continue;
                episodes.add(new Episode(key, start, now));
                start = -1;
            }
            long resumed = resumed(all, now, within);
            boolean alive = last(all, now) == now || next(all, now) - last(all, now) <= within;
            boolean alone = known(keys, last(all, now)) < 2 && now == last + within;
            if (!isKnown(own, now)) continue;
            if (alone && last < now) start = now;
            if (alive && now - Math.max(last, resumed) >= within) start = now;
        }
        if (start >= 0) {
            boolean over = last(own, watermark) > start;
            episodes.add(new Episode(key, start, over ? last(own, watermark) : -1));
        }
    }

    private static long last(long[] times, long until) {
        long last = Long.MIN_VALUE / 2;
        for (long time : times) if (time <= until) last = time;
        return last;
    }

    private static long next(long[] times, long after) {
        for (long time : times) if (time > after) return time;
        return Long.MAX_VALUE / 2;
    }

    /** When the stream began, or came back after its last gap that was longer than a window. */
    private static long resumed(long[] all, long until, long within) {
        long resumed = all[0];
        for (int i = 1; i < all.length && all[i] <= until; i++) if (all[i] - all[i - 1] > within) resumed = all[i];
        return resumed;
    }
}
