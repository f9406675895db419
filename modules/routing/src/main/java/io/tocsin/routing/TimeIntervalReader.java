package io.tocsin.routing;

import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code time_intervals} and the deprecated {@code mute_time_intervals}, which share their names. */
final class TimeIntervalReader {
    private static final Pattern CLOCK = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}");
    static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    /** In everybody's time zone database, and in some JDKs under longer names only. */
    private static final List<String> OFFSETS = List.of("EST", "MST", "HST");

    /** No month is shorter: what is out of order here is out of order in every month. */
    private static final int SHORTEST_MONTH = 28;

    private static final int END_OF_DAY = 24 * 60;

    private TimeIntervalReader() {}

    static Map<String, TimeInterval> read(Section file) {
        Map<String, TimeInterval> intervals = new LinkedHashMap<>();
        for (String key : List.of("mute_time_intervals", "time_intervals")) {
            for (Section section : Lists.sections(file, key)) {
                String name = section.required("name");
                List<TimeInterval.Entry> entries = new ArrayList<>();
                for (Section entry : Lists.sectionsOrEmpty(section, "time_intervals")) entries.add(entry(entry));
                if (intervals.putIfAbsent(name, new TimeInterval(name, entries)) != null) {
                    section.problem("name", "time interval '" + name + "' is given twice");
                }
                section.done();
            }
        }
        return intervals;
    }

    private static TimeInterval.Entry entry(Section section) {
        List<TimeInterval.Times> times = new ArrayList<>();
        for (Section range : Lists.sections(section, "times")) times(range, times);
        List<TimeInterval.Range> years =
                ranges(section, "years", TimeIntervalReader::number, TimeIntervalReader::inOrder);
        TimeInterval.Entry entry = new TimeInterval.Entry(
                times,
                ranges(section, "weekdays", text -> named(text, DAYS, 0), TimeIntervalReader::inOrder),
                ranges(section, "days_of_month", TimeIntervalReader::number, TimeIntervalReader::daysOfMonth),
                ranges(section, "months", TimeIntervalReader::month, TimeIntervalReader::inOrder),
                holdsNothing(section) ? List.of(TimeInterval.Range.NEVER) : years,
                zone(section));
        section.done();
        return entry;
    }

    /** A list that is there and empty: upstream asks whether any of its ranges holds, and none does. */
    private static boolean holdsNothing(Section section) {
        boolean nothing = false;
        for (String key : List.of("times", "weekdays", "days_of_month", "months", "years")) {
            if (!(section.node(key) instanceof Yaml.Sequence list)
                    || !list.items().isEmpty()) continue;
            section.problems()
                    .warn(
                            section.mark(key),
                            "'" + key + "' is an empty list, so this never holds: leave it out for any");
            nothing = true;
        }
        return nothing;
    }

    private static void times(Section section, List<TimeInterval.Times> times) {
        int start = clock(section, "start_time");
        int end = clock(section, "end_time");
        section.done();
        if (start < 0 || end < 0) return;
        if (start == end) section.problem("end_time", "'end_time' must differ from 'start_time'");
        else if (start == END_OF_DAY) section.problem("start_time", "'start_time' must be before 24:00: write 00:00");
        else times.add(new TimeInterval.Times(start, end));
    }

    private static int clock(Section section, String key) {
        String text = section.required(key);
        if (CLOCK.matcher(text).matches()) {
            return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
        }
        if (!text.isEmpty())
            section.problem(key, "'" + key + "' must be a time such as 09:00 or 24:00, not '" + text + "'");
        return -1;
    }

    private static List<TimeInterval.Range> ranges(
            Section section,
            String key,
            Function<String, @Nullable Integer> member,
            Function<TimeInterval.Range, String> check) {
        List<TimeInterval.Range> ranges = new ArrayList<>();
        for (Yaml item : Lists.of(section, key)) {
            if (!(item instanceof Yaml.Scalar scalar) || scalar.isNull()) {
                section.problems().add(item.mark(), "'" + key + "' must be a list of texts, not of " + item.kind());
                continue;
            }
            String[] ends = scalar.text().toLowerCase(Locale.ROOT).split(":", -1);
            Integer first = member.apply(ends[0]);
            Integer last = member.apply(ends[ends.length - 1]);
            if (ends.length > 2 || first == null || last == null) {
                section.problems()
                        .add(item.mark(), "'" + scalar.text() + "' is not valid in '" + key + "'" + hint(key, ends));
                continue;
            }
            TimeInterval.Range range = new TimeInterval.Range(first, last);
            String wrong = check.apply(range);
            if (!wrong.isEmpty())
                section.problems().add(item.mark(), "'" + scalar.text() + "' in '" + key + "': " + wrong);
            ranges.add(range);
        }
        return ranges;
    }

    private static String hint(String key, String[] ends) {
        List<String> known = key.equals("weekdays") ? DAYS : key.equals("months") ? MONTHS : List.of();
        for (String end : ends) {
            if (!known.contains(end)) return Nearest.hint(end, known);
        }
        return "";
    }

    private static @Nullable Integer named(String text, List<String> names, int base) {
        int at = names.indexOf(text);
        return at < 0 ? null : Integer.valueOf(at + base);
    }

    private static @Nullable Integer month(String text) {
        Integer named = named(text, MONTHS, 1);
        return named == null ? number(text) : named;
    }

    private static @Nullable Integer number(String text) {
        if (!NUMBER.matcher(text).matches()) return null;
        return Math.clamp(Long.parseLong(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static String inOrder(TimeInterval.Range range) {
        return range.first() <= range.last() ? "" : "the end is before the start: list both parts apart";
    }

    private static String daysOfMonth(TimeInterval.Range range) {
        if (outOfMonth(range.first()) || outOfMonth(range.last()))
            return "days go from 1 to 31, or -31 to -1 from the end";
        if (range.first() < 0 && range.last() > 0) return "the end must be negative when the start is";
        int first = range.first() < 0 ? SHORTEST_MONTH + range.first() : range.first();
        int last = range.last() < 0 ? SHORTEST_MONTH + range.last() : range.last();
        return first <= last ? "" : "the end is always before the start";
    }

    private static boolean outOfMonth(int day) {
        return day == 0 || day < -31 || day > 31;
    }

    private static ZoneId zone(Section section) {
        String name = section.text("location", "UTC");
        if (name.equals("UTC") || name.isEmpty()) return ZoneOffset.UTC;
        if (name.equals("Local")) return ZoneId.systemDefault();
        if (ZoneId.getAvailableZoneIds().contains(name)) return ZoneId.of(name);
        if (OFFSETS.contains(name)) return ZoneId.of(name, ZoneId.SHORT_IDS);
        section.problem(
                "location", "unknown time zone '" + name + "'" + Nearest.hint(name, ZoneId.getAvailableZoneIds()));
        return ZoneOffset.UTC;
    }
}
