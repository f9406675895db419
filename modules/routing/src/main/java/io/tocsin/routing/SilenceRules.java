package io.tocsin.routing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Alertmanager's rules for what a silence may say and which changes keep its id. */
final class SilenceRules {
    private SilenceRules() {}

    /** Why a silence is refused, or the empty text. */
    static String refusal(Silence wanted, Instant now) {
        if (wanted.matchers().isEmpty()) return "a silence needs at least one matcher";
        if (wanted.matchers().stream().anyMatch(matcher -> matcher.name().isEmpty())) {
            return "a matcher needs a label name";
        }
        if (wanted.matchers().stream().noneMatch(SilenceRules::saysSomething)) {
            return "at least one matcher must not match the empty text, or everything would be silent";
        }
        if (!wanted.startsAt().isBefore(wanted.endsAt())) {
            return "the start, " + wanted.startsAt() + ", must be before the end, " + wanted.endsAt();
        }
        if (wanted.endsAt().isBefore(now)) return "the end, " + wanted.endsAt() + ", is in the past";
        TimeInterval hours = wanted.during();
        Instant start = wanted.startsAt().isAfter(now) ? wanted.startsAt() : now;
        if (hours != null && !Edges.everInside(hours, start, wanted.endsAt())) {
            return "during: no hour of it lies between " + start + " and the end, " + wanted.endsAt()
                    + ": give hours that do, or a later end";
        }
        return "";
    }

    /** Whether a matcher is none that every alert without the label fulfils; Alertmanager lets any negative one pass. */
    private static boolean saysSomething(Matcher matcher) {
        return !matcher.operator().isPositive() || !matcher.matches("");
    }

    /** How long all its texts are, in UTF-8. */
    static long bytes(Silence silence) {
        long sum = bytes(silence.createdBy()) + bytes(silence.comment());
        for (Matcher matcher : silence.matchers()) sum += bytes(matcher.name()) + bytes(matcher.value());
        for (Map.Entry<String, String> note : silence.annotations().entrySet())
            sum += bytes(note.getKey()) + bytes(note.getValue());
        return sum;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether a change leaves what was silent so far as it was, so that the silence can keep its id. */
    static boolean keepsHistory(Silence old, Silence wanted, Instant now) {
        if (!old.matchers().stream()
                .sorted()
                .toList()
                .equals(wanted.matchers().stream().sorted().toList())) return false;
        return switch (old.state(now)) {
            case ACTIVE -> old.startsAt().getEpochSecond() == wanted.startsAt().getEpochSecond();
            case PENDING -> !wanted.startsAt().isBefore(now);
            case EXPIRED -> false;
        };
    }
}
