package io.tocsin.rules;

import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code business: {timezone: Europe/Berlin, hours: [{days: mon-fri, from: "08:00", to: "18:00"}]}}. */
final class CalendarReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String END_OF_DAY = "24:00";

    private CalendarReader() {}

    /** The calendar; what could not be read of it is a problem and no hour. */
    static Calendar read(String name, Section section) {
        ZoneId zone = zone(section);
        List<Calendar.Span> spans = new ArrayList<>();
        for (Section hours : section.sections("hours")) spans.add(span(hours));
        if (!section.has("hours"))
            section.problems()
                    .add(
                            section.mark(),
                            "'hours' is required, as in hours: [{days: mon-fri, from: \"08:00\", to: \"18:00\"}]");
        section.done();
        return new Calendar(name, zone, spans);
    }

    private static ZoneId zone(Section section) {
        String text = section.required("timezone");
        if (text.isEmpty()) return ZoneOffset.UTC;
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            String hint = Nearest.hint(text, ZoneId.getAvailableZoneIds());
            section.problem(
                    "timezone", "unknown time zone '" + text + "'" + (hint.isEmpty() ? ", as in Europe/Berlin" : hint));
            return ZoneOffset.UTC;
        }
    }

    private static Calendar.Span span(Section hours) {
        Set<DayOfWeek> days = days(hours);
        LocalTime from = time(hours, "from", LocalTime.MIDNIGHT);
        LocalTime to = time(hours, "to", LocalTime.MIDNIGHT);
        hours.done();
        return new Calendar.Span(days, from, to);
    }

    /** Without it midnight; 24:00 is the end of the day. */
    private static LocalTime time(Section hours, String key, LocalTime otherwise) {
        return hours.scalar(key, otherwise, "a time of day such as 08:00", CalendarReader::time);
    }

    private static @Nullable LocalTime time(String text) {
        if (text.equals(END_OF_DAY)) return LocalTime.MIDNIGHT;
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A day, a range of days or a list of those; every day without it. */
    private static Set<DayOfWeek> days(Section hours) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Yaml item : hours.list("days")) {
            if (item instanceof Yaml.Scalar scalar)
                for (String part : scalar.text().split(",", -1)) range(hours, item, part.strip(), days);
            else hours.problems().add(item.mark(), "'days' must be days such as mon-fri, not " + item.kind());
        }
        return hours.has("days") ? days : EnumSet.allOf(DayOfWeek.class);
    }

    private static void range(Section hours, Yaml item, String text, Set<DayOfWeek> days) {
        int dash = text.indexOf('-');
        int first = day(dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : day(text.substring(dash + 1));
        if (first < 0 || last < 0) {
            String hint = Nearest.hint(text, DAYS);
            hours.problems()
                    .add(
                            item.mark(),
                            "'days' must be days such as mon-fri or sat, not '" + text + "'" + (dash < 0 ? hint : ""));
            return;
        }
        for (int day = first; ; day = (day + 1) % DAYS.size()) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) return;
        }
    }

    /** By its first three letters or its whole English name; -1 when it is no day. */
    private static int day(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (DAYS.contains(word)) return DAYS.indexOf(word);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(word)) return day.getValue() - 1;
        }
        return -1;
    }
}
