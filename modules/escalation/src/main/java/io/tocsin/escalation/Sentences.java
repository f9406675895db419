package io.tocsin.escalation;

import io.tocsin.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The words of the timeline and of pages. */
final class Sentences {
    /** More names make no sentence. */
    private static final int NAMED_MAX = 5;

    private Sentences() {}

    /** Why a level of the sequence has its turn. */
    static String because(Incident incident, Unless sequence, Instant now) {
        return switch (sequence) {
            case ACKNOWLEDGED -> unanswered(incident, now);
            case RESOLVED -> "it is not resolved after " + duration(Duration.between(incident.openedAt(), now));
        };
    }

    static String unanswered(Incident incident, Instant now) {
        return "nobody acknowledged within "
                + duration(Duration.between(incident.progress().roundStartedAt(), now));
    }

    /** A remark for what happens late, nothing for the rest. */
    static String late(Instant due, Instant now) {
        Duration lateness = Duration.between(due, now);
        return lateness.compareTo(Escalation.LATE_AFTER) > 0 ? ", " + duration(lateness) + " late" : "";
    }

    static String paged(String rung, Roster roster, String why) {
        String gap =
                roster.silent().isEmpty() ? "" : " (nobody is on call in " + String.join(", ", roster.silent()) + ")";
        return rung + " paged: " + String.join(", ", roster.users()) + gap + ", because " + why;
    }

    static String recorded(Incident incident) {
        return "nobody is paged: what is " + incident.severity() + " is recorded only";
    }

    static String nobody(String rung, Roster roster) {
        return rung + " has nobody on call in " + String.join(", ", roster.silent());
    }

    /** {@code 1 hour 30 minutes}: the two largest units, whole seconds at least. */
    static String duration(Duration duration) {
        Duration positive = duration.isNegative() ? Duration.ZERO : duration;
        List<String> parts = new ArrayList<>();
        add(parts, positive.toDays(), "day");
        add(parts, positive.toHoursPart(), "hour");
        add(parts, positive.toMinutesPart(), "minute");
        add(parts, positive.toSecondsPart(), "second");
        return parts.isEmpty() ? "0 seconds" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    /** The names of alerts, each once; some speak for many. */
    static String names(List<Alert> alerts) {
        List<String> names = alerts.stream().map(Alert::name).distinct().toList();
        String first = String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())));
        return names.size() <= NAMED_MAX ? first : first + " and " + (names.size() - NAMED_MAX) + " more";
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) parts.add(count(count, unit));
    }
}
