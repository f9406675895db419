package io.tocsin.server.config;

import io.tocsin.oncall.Layer;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedules:} of oncall.yml. */
final class ScheduleReader {
    private static final Pattern EVERY = Pattern.compile("(\\d{1,3})([dwmy])");
    private static final LocalDateTime NO_START = LocalDateTime.of(2026, 1, 5, 9, 0);

    private final Set<String> users;

    ScheduleReader(Set<String> users) {
        this.users = users;
    }

    Map<String, Schedule> read(Section root) {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        root.named("schedules").forEach((name, section) -> schedules.put(name, schedule(name, section)));
        return schedules;
    }

    private Schedule schedule(String name, Section section) {
        ZoneId zone = zone(section);
        List<Layer> layers = new ArrayList<>();
        for (Section layer : section.sections("layers")) layer(layer).ifPresent(layers::add);
        List<ScheduleOverride> overrides = new ArrayList<>();
        for (Section override : section.sections("overrides"))
            override(override, zone).ifPresent(overrides::add);
        section.done();
        return new Schedule(name, zone, layers, overrides);
    }

    private Optional<Layer> layer(Section section) {
        int before = section.problems().list().size();
        List<String> people = Names.known(section, "users", "user", users);
        LocalDateTime start =
                section.scalar("start", NO_START, "a local time such as 2026-01-05T09:00", ScheduleReader::localTime);
        Period every =
                section.scalar("every", Period.ofWeeks(1), "a period such as 1d, 1w or 2w", ScheduleReader::period);
        section.done();
        // What is left of a wrong layer would only raise problems of its own, such as that nobody is in it.
        if (section.problems().list().size() > before) return Optional.empty();
        try {
            return Optional.of(new Layer(people, start, every));
        } catch (IllegalArgumentException e) {
            section.problems().add(section.mark(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<ScheduleOverride> override(Section section, ZoneId zone) {
        String user = section.required("user");
        boolean known = !user.isEmpty() && Names.require(section, "user", "user", user, users);
        Instant from = time(section, "from", zone);
        Instant to = time(section, "to", zone);
        section.done();
        if (!known || from == null || to == null) return Optional.empty();
        try {
            return Optional.of(new ScheduleOverride(user, from, to));
        } catch (IllegalArgumentException e) {
            section.problems().add(section.mark(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static @Nullable Instant time(Section section, String key, ZoneId zone) {
        String text = section.required(key);
        if (text.isEmpty()) return null;
        Instant instant = instant(text, zone);
        if (instant == null) {
            section.problem(
                    key,
                    "'" + key + "' must be a local time such as 2026-01-05T09:00 or one with its offset, not '" + text
                            + "'");
        }
        return instant;
    }

    private static ZoneId zone(Section section) {
        String text = section.text("time_zone", "UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            section.problem(
                    "time_zone",
                    "'time_zone' must be a time zone such as Europe/Berlin, not '" + text + "'"
                            + Nearest.hint(text, ZoneId.getAvailableZoneIds()));
            return ZoneOffset.UTC;
        }
    }

    private static @Nullable LocalDateTime localTime(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text, ZoneId zone) {
        LocalDateTime local = localTime(text);
        if (local != null) return local.atZone(zone).toInstant();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Period period(String text) {
        Matcher matcher = EVERY.matcher(text);
        if (!matcher.matches()) return null;
        int count = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "d" -> Period.ofDays(count);
            case "w" -> Period.ofWeeks(count);
            case "m" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
    }
}
