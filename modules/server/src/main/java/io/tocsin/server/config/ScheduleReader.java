package io.tocsin.server.config;

import io.tocsin.oncall.Absence;
import io.tocsin.oncall.Every;
import io.tocsin.oncall.Hours;
import io.tocsin.oncall.Layer;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.routing.TimeInterval;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.time.DateTimeException;
import java.time.Duration;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code schedules:} of oncall.yml. */
final class ScheduleReader {
    private static final Pattern EVERY = Pattern.compile("(\\d{1,4})([hdwmy])");
    private static final LocalDateTime NO_START = LocalDateTime.of(2026, 1, 5, 9, 0);

    private final Map<String, Person> people;
    private final Set<String> users;
    private final Map<String, TimeInterval> intervals;
    private final Function<String, @Nullable String> readFile;
    private final HandoffReader handoffs;

    /**
     * A reader.
     *
     * @param intervals the time intervals of routing.yml by name
     * @param readFile gives the text of a file beside oncall.yml; null when there is none
     * @param handoffs reads whom each schedule tells that it went to another person
     */
    ScheduleReader(
            Map<String, Person> people,
            Map<String, TimeInterval> intervals,
            Function<String, @Nullable String> readFile,
            HandoffReader handoffs) {
        this.intervals = intervals;
        this.people = people;
        this.users = people.keySet();
        this.readFile = readFile;
        this.handoffs = handoffs;
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
        for (Section override : section.sections("overrides")) {
            spell(override, zone, this::override).ifPresent(overrides::add);
        }
        for (Section swap : section.sections("swaps"))
            spell(swap, zone, this::swap).ifPresent(overrides::add);
        List<Absence> absences = new ArrayList<>();
        for (Section absence : section.sections("unavailable")) absences.addAll(absences(absence, zone));
        boolean covered = section.scalar("coverage", true, "required or optional", ScheduleReader::covered);
        handoffs.schedule(name, section);
        section.done();
        return new Schedule(name, zone, layers, overrides, absences, covered);
    }

    private Optional<Layer> layer(Section section) {
        int before = section.problems().list().size();
        List<String> names = Names.known(section, "users", "user", users);
        LocalDateTime start =
                section.scalar("start", NO_START, "a local time such as 2026-01-05T09:00", ScheduleReader::localTime);
        Every every = section.scalar(
                "every", Every.of(Period.ofWeeks(1)), "a period such as 12h, 1d, 1w or 2w", ScheduleReader::every);
        Hours hours = IntervalHours.read(section, "during", intervals);
        section.done();
        // What is left of a wrong layer would only raise problems of its own, such as that nobody is in it.
        if (section.problems().list().size() > before) return Optional.empty();
        return built(section, () -> new Layer(names, start, every, hours));
    }

    /** What lasts from one instant to another and is about people. */
    private interface Spell<T> {
        @Nullable
        T of(Section section, Instant from, Instant to);
    }

    private <T> Optional<T> spell(Section section, ZoneId zone, Spell<T> spell) {
        int before = section.problems().list().size();
        Instant from = time(section, "from", zone);
        Instant to = time(section, "to", zone);
        // Times that cannot be read were reported; the names are looked at all the same.
        Instant start = from == null ? Instant.MIN : from;
        Instant end = to == null ? Instant.MAX : to;
        Optional<T> made = built(section, () -> spell.of(section, start, end));
        section.done();
        return section.problems().list().size() > before ? Optional.empty() : made;
    }

    private static <T> Optional<T> built(Section section, Supplier<@Nullable T> build) {
        try {
            return Optional.ofNullable(build.get());
        } catch (IllegalArgumentException e) {
            section.problems().add(section.mark(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private @Nullable ScheduleOverride override(Section section, Instant from, Instant to) {
        String user = known(section, "user");
        String instead = section.has("instead") ? known(section, "instead") : "";
        if (user.isEmpty()) return null;
        return instead.isEmpty()
                ? new ScheduleOverride.Everybody(user, from, to)
                : new ScheduleOverride.Substitute(user, instead, from, to);
    }

    private @Nullable ScheduleOverride swap(Section section, Instant from, Instant to) {
        List<String> both = Names.known(section, "users", "user", users);
        if (both.size() == 2) return new ScheduleOverride.Swap(both.getFirst(), both.getLast(), from, to);
        section.problem("users", "'users' of a swap must be the two who change places, such as [anna, bob]");
        return null;
    }

    private @Nullable Absence absence(Section section, Instant from, Instant to) {
        String user = known(section, "user");
        return user.isEmpty() ? null : new Absence(user, from, to, section.text("why", ""));
    }

    private List<Absence> absences(Section section, ZoneId zone) {
        if (!section.has("ical"))
            return spell(section, zone, this::absence).stream().toList();
        String file = section.required("ical");
        String user = section.has("user") ? known(section, "user") : "";
        section.done();
        String text = readFile.apply(file);
        if (text == null) {
            section.problem("ical", "cannot read '" + file + "': no such file, or not readable");
            return List.of();
        }
        CalendarFile.Read read = CalendarFile.read(text, zone, people, user);
        if (!read.problem().isEmpty()) section.problem("ical", "cannot read '" + file + "': " + read.problem());
        if (read.strangers() > 0) {
            section.problems()
                    .warn(
                            section.mark("ical"),
                            "'" + file + "' has " + read.strangers() + " events of nobody who is known here: neither "
                                    + "their mail address nor a name in their summary is one of 'users'");
        }
        return read.absences();
    }

    /** The name of a user who exists; empty when there is none, which is then a problem. */
    private String known(Section section, String key) {
        String user = section.required(key);
        return !user.isEmpty() && Names.require(section, key, "user", user, users) ? user : "";
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

    private static @Nullable Boolean covered(String text) {
        return switch (text) {
            case "required" -> Boolean.TRUE;
            case "optional" -> Boolean.FALSE;
            default -> null;
        };
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

    private static @Nullable Every every(String text) {
        Matcher matcher = EVERY.matcher(text);
        if (!matcher.matches()) return null;
        int count = Integer.parseInt(matcher.group(1));
        if (count == 0) return null;
        try {
            return switch (matcher.group(2)) {
                case "h" -> Every.of(Duration.ofHours(count));
                case "d" -> Every.of(Period.ofDays(count));
                case "w" -> Every.of(Period.ofWeeks(count));
                case "m" -> Every.of(Period.ofMonths(count));
                default -> Every.of(Period.ofYears(count));
            };
        } catch (IllegalArgumentException tooLong) {
            return null;
        }
    }
}
