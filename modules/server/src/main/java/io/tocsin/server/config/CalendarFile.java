package io.tocsin.server.config;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Attendee;
import biweekly.property.Organizer;
import biweekly.util.Duration;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import io.tocsin.oncall.Absence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads who is away when from an iCalendar file (RFC 5545), as calendars export them. */
final class CalendarFile {
    /** A daily event of 27 years: what repeats for ever ends there. */
    static final int OCCURRENCES_MAX = 10_000;

    private static final long DAY = java.time.Duration.ofDays(1).toMillis();

    private static final String MAILTO = "mailto:";

    private final ZoneId zone;
    private final Map<String, Person> people;

    private CalendarFile(ZoneId zone, Map<String, Person> people) {
        this.zone = zone;
        this.people = people;
    }

    /**
     * What a file says.
     *
     * @param strangers how many events are of nobody who is known
     * @param problem why it cannot be read; empty when it can
     */
    record Read(List<Absence> absences, int strangers, String problem) {}

    /**
     * Reads a calendar.
     *
     * @param zone of events that name none, and of whole days
     * @param user whose calendar it is; empty when each event says so: by the mail address of an attendee or the organizer, or
     *     else by a name in its summary
     */
    static Read read(String text, ZoneId zone, Map<String, Person> people, String user) {
        List<ICalendar> calendars;
        try {
            calendars = Biweekly.parse(text)
                    .defaultTimezone(TimeZone.getTimeZone(zone))
                    .all();
        } catch (RuntimeException e) {
            return new Read(List.of(), 0, "not a calendar: " + e.getMessage());
        }
        if (calendars.isEmpty()) return new Read(List.of(), 0, "there is no BEGIN:VCALENDAR in it");
        CalendarFile file = new CalendarFile(zone, people);
        List<Absence> absences = new ArrayList<>();
        int strangers = 0;
        for (ICalendar calendar : calendars) {
            for (VEvent event : calendar.getEvents()) {
                Optional<String> who = user.isEmpty() ? file.whose(event) : Optional.of(user);
                who.ifPresent(name -> absences.addAll(file.absences(calendar, event, name)));
                if (who.isEmpty()) strangers++;
            }
        }
        return new Read(absences, strangers, "");
    }

    private Optional<String> whose(VEvent event) {
        Stream<String> attendees = event.getAttendees().stream().flatMap(CalendarFile::addresses);
        Stream<String> organizer = Stream.ofNullable(event.getOrganizer()).flatMap(CalendarFile::addresses);
        List<String> addresses = Stream.concat(attendees, organizer).toList();
        String summary = summary(event);
        return people.values().stream()
                .filter(person -> addresses.stream().anyMatch(address -> address.equalsIgnoreCase(mail(person))))
                .findFirst()
                .or(() -> people.values().stream()
                        .filter(person -> names(summary, person.user()) || names(summary, person.name()))
                        .findFirst())
                .map(Person::user);
    }

    private static Stream<String> addresses(Attendee attendee) {
        return Stream.of(plain(attendee.getEmail()), plain(attendee.getUri()));
    }

    private static Stream<String> addresses(Organizer organizer) {
        return Stream.of(plain(organizer.getEmail()), plain(organizer.getUri()));
    }

    private static String plain(@Nullable String address) {
        if (address == null) return "";
        return address.toLowerCase(Locale.ROOT).startsWith(MAILTO) ? address.substring(MAILTO.length()) : address;
    }

    /** What nobody's address is equal to, for people without mail. */
    private static String mail(Person person) {
        return person.contacts().getOrDefault("email", "-");
    }

    private static String summary(VEvent event) {
        return event.getSummary() == null ? "" : event.getSummary().getValue();
    }

    /** Whether a name stands in a text as a word of its own. */
    private static boolean names(String text, String name) {
        return Pattern.compile("(?iu)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                .matcher(text)
                .find();
    }

    private List<Absence> absences(ICalendar calendar, VEvent event, String user) {
        List<Absence> absences = new ArrayList<>();
        if (event.getDateStart() == null) return absences;
        TimeZone local = TimeZone.getTimeZone(zone);
        TimeZone own = calendar.getTimezoneInfo().isFloating(event.getDateStart())
                ? local
                : Optional.ofNullable(calendar.getTimezoneInfo().getTimezone(event.getDateStart()))
                        .map(known -> known.getTimeZone())
                        .orElse(TimeZone.getTimeZone("UTC"));
        ICalDate first = event.getDateStart().getValue();
        if (!first.hasTime()) return wholeDays(event, first, user);
        long lasting = lasting(event, first);
        DateIterator starts = event.getDateIterator(own);
        for (int i = 0; i < OCCURRENCES_MAX && starts.hasNext(); i++) {
            Instant from = starts.next().toInstant();
            if (lasting > 0) absences.add(new Absence(user, from, from.plusMillis(lasting), summary(event)));
        }
        return absences;
    }

    /** A day has no zone in a calendar: it is that day where the schedule is. */
    private List<Absence> wholeDays(VEvent event, ICalDate first, String user) {
        List<Absence> absences = new ArrayList<>();
        ICalDate end = event.getDateEnd() == null ? null : event.getDateEnd().getValue();
        long days =
                end == null ? Math.max(1, lasting(event, first) / DAY) : ChronoUnit.DAYS.between(day(first), day(end));
        // The library keeps a day as its midnight in the zone that it was told.
        DateIterator starts = event.getDateIterator(TimeZone.getTimeZone(zone));
        for (int i = 0; i < OCCURRENCES_MAX && starts.hasNext() && days > 0; i++) {
            LocalDate start = day(starts.next());
            Instant from = start.atStartOfDay(zone).toInstant();
            Instant to = start.plusDays(days).atStartOfDay(zone).toInstant();
            absences.add(new Absence(user, from, to, summary(event)));
        }
        return absences;
    }

    private LocalDate day(Date date) {
        return LocalDate.ofInstant(date.toInstant(), zone);
    }

    /** Milliseconds; an event that says neither an end nor a duration lasts no time at all (RFC 5545, 3.6.1). */
    private static long lasting(VEvent event, ICalDate start) {
        if (event.getDateEnd() != null) return event.getDateEnd().getValue().getTime() - start.getTime();
        Duration duration =
                event.getDuration() == null ? null : event.getDuration().getValue();
        return duration == null ? 0 : duration.toMillis();
    }
}
