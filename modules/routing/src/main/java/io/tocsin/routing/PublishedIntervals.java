package io.tocsin.routing;

import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Time intervals as Alertmanager writes them: what runs over midnight becomes two entries, one until 24:00 and one from 00:00
 * on the days after. Days of the month, months and years stay as they are, which is off by a day where they end.
 */
final class PublishedIntervals {
    private static final List<String> DAYS = TimeIntervalReader.DAYS;

    private PublishedIntervals() {}

    static @Nullable Object of(Yaml node) {
        Object shown = Published.show(node, Kind.FREE);
        if (!(shown instanceof List<?> intervals)) return shown;
        List<Object> split = new ArrayList<>();
        for (Object interval : intervals) split.add(interval instanceof Map<?, ?> map ? interval(map) : interval);
        return split;
    }

    private static Map<String, Object> interval(Map<?, ?> interval) {
        Map<String, Object> shown = copy(interval);
        if (shown.get("time_intervals") instanceof List<?> entries) {
            List<Object> split = new ArrayList<>();
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map) split.addAll(entry(copy(map)));
                else split.add(entry);
            }
            shown.put("time_intervals", split);
        }
        return shown;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private static List<Map<String, Object>> entry(Map<String, Object> entry) {
        if (!(entry.get("times") instanceof List<?> times)) return List.of(entry);
        List<Object> today = new ArrayList<>();
        List<Object> tomorrow = new ArrayList<>();
        for (Object range : times) {
            String start = time(range, "start_time");
            String end = time(range, "end_time");
            // Both are HH:MM, so they sort as the times do.
            boolean overnight = !start.isEmpty() && !end.isEmpty() && end.compareTo(start) < 0;
            today.add(overnight ? range(start, "24:00") : range);
            if (overnight && !end.equals("00:00")) tomorrow.add(range("00:00", end));
        }
        Map<String, Object> evening = new LinkedHashMap<>(entry);
        evening.put("times", today);
        if (tomorrow.isEmpty()) return List.of(evening);
        Map<String, Object> morning = new LinkedHashMap<>(entry);
        morning.put("times", tomorrow);
        if (entry.get("weekdays") instanceof List<?> days) morning.put("weekdays", dayAfter(days));
        return List.of(evening, morning);
    }

    private static Map<String, Object> range(String start, String end) {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("start_time", start);
        range.put("end_time", end);
        return range;
    }

    private static String time(Object range, String key) {
        return range instanceof Map<?, ?> map && map.get(key) instanceof String text ? text : "";
    }

    private static List<Object> dayAfter(List<?> days) {
        List<Object> after = new ArrayList<>();
        for (Object range : days) {
            String[] ends = String.valueOf(range).toLowerCase(Locale.ROOT).split(":", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            // The week ends on Saturday, and a range cannot go over its end.
            if (last == DAYS.size() - 1) after.add(DAYS.getFirst());
            int until = Math.min(last + 1, DAYS.size() - 1);
            if (first < until) after.add(DAYS.get(first + 1) + ":" + DAYS.get(until));
        }
        return after;
    }
}
