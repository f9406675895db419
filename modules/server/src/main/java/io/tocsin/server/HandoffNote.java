package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Level;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Target;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import io.tocsin.oncall.Handoff;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said when a schedule goes to another person: until when they serve, from whom they take over, and what is open. Pure.
 *
 * @param open what is open and asks this schedule
 * @param names how people are called
 * @param links where all of it is listed
 */
record HandoffNote(Schedule schedule, Handoff handoff, List<Incident> open, AddressBook names, Briefing.Links links) {
    /** Before the instant and the schedule: no group of a route begins so. */
    private static final String KEY = "handoff/";

    /** Who has more open opens the console. */
    private static final int MAX_OPEN = 50;

    /** A shift that lasts longer has no end that matters today. */
    private static final Duration LOOK_AHEAD = Duration.ofDays(60);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ENGLISH);

    /** Who reads it. */
    enum Reader {
        INCOMING,
        OUTGOING,
        TEAM
    }

    HandoffNote {
        open = open.stream()
                .sorted(Comparator.comparing(Incident::severity).reversed().thenComparing(Incident::openedAt))
                .toList();
    }

    /** Whether a message is one. */
    static boolean is(Notice notice) {
        return notice.briefing().group().key().startsWith(KEY);
    }

    /** The key of all messages about a change. */
    static String key(Handoff handoff) {
        return KEY + handoff.at() + "/" + handoff.schedule();
    }

    /** Whether a message is about a change of that schedule. */
    static boolean isOf(String schedule, Notice notice) {
        String key = notice.briefing().group().key();
        return is(notice) && key.substring(key.indexOf('/', KEY.length()) + 1).equals(schedule);
    }

    /** Those incidents that are open and whose policy asks a schedule. */
    static List<Incident> asking(String schedule, Collection<Incident> all) {
        return all.stream()
                .filter(Incident::open)
                .filter(incident -> asks(incident.policy(), new Target.ScheduleTarget(schedule)))
                .toList();
    }

    private static boolean asks(Policy policy, Target schedule) {
        return policy.fallback().contains(schedule)
                || policy.levels().stream().map(Level::targets).anyMatch(targets -> targets.contains(schedule));
    }

    /** What a reader is told now. */
    Briefing to(Reader reader, Instant now) {
        List<Alert> alerts =
                open.stream().limit(MAX_OPEN).map(incident -> alert(incident)).toList();
        AlertGroup group = new AlertGroup(key(handoff), Labels.EMPTY, handoff.schedule(), alerts);
        String why = takingOver(reader) + " " + opened();
        return new Briefing(group, "", title(), Severity.LOW, now, handoff.at(), why, List.of(), "", "", links);
    }

    /** {@code Hand-off of primary: Anna Adler is on call until Mon 2026-03-09 09:00 CET}. */
    private String title() {
        Instant end = handoff.at().plus(LOOK_AHEAD);
        Shift shift = schedule.shifts(handoff.at(), end).getFirst();
        String until = shift.to().isBefore(end)
                ? " until " + TIME.withZone(schedule.zone()).format(shift.to())
                : "";
        return "Hand-off of " + handoff.schedule() + ": " + names(handoff.users()) + are(handoff.users()) + " on call"
                + until;
    }

    private String takingOver(Reader reader) {
        List<String> from = handoff.outgoing();
        String before = from.isEmpty() ? "" : names(from);
        return switch (reader) {
            case INCOMING -> before.isEmpty() ? "Nobody was on call before you." : "You take over from " + before + ".";
            case OUTGOING -> names(handoff.incoming()) + " takes over from you.";
            case TEAM ->
                before.isEmpty()
                        ? "Nobody was on call before."
                        : names(handoff.incoming()) + " takes over from " + before + ".";
        };
    }

    private String opened() {
        if (open.isEmpty()) return "Nothing is open.";
        return (open.size() == 1 ? "1 incident is" : open.size() + " incidents are") + " open.";
    }

    /** Every channel knows how to show an alert: one stands for each incident. */
    private Alert alert(Incident incident) {
        String url = links.incident() + "/" + incident.id();
        String summary =
                incident.severity() + " " + Briefings.title(incident.group()) + ", " + state(incident) + ": " + url;
        Labels labels = Labels.of(Map.of(
                Labels.ALERTNAME,
                "Open incident",
                Labels.SEVERITY,
                incident.severity().name().toLowerCase(Locale.ROOT),
                "incident",
                incident.id()));
        Instant since = incident.openedAt();
        return new Alert(labels, Map.of("summary", summary), since, null, since, "", List.of(), url);
    }

    private String state(Incident incident) {
        return switch (incident.state()) {
            case State.Triggered triggered -> {
                int level = IncidentDesk.level(incident);
                yield "nobody has acknowledged" + (level > 0 ? ", level " + level + " was paged" : "");
            }
            case State.Acknowledged held ->
                "acknowledged by "
                        + names(Stream.concat(Stream.of(held.by()), held.alsoBy().stream())
                                .toList());
            case State.Resolved over -> "over";
        };
    }

    private String names(List<String> users) {
        return users.stream().map(names::nameOf).collect(Collectors.joining(" and "));
    }

    private static String are(List<String> users) {
        return users.size() == 1 ? " is" : " are";
    }
}
