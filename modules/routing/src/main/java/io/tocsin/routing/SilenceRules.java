package io.tocsin.routing;

import java.time.Instant;

/** Alertmanager's rules for what a silence may say and which changes keep its id. */
final class SilenceRules {
    private SilenceRules() {}

    /** Why a silence is refused, or the empty text. */
    static String refusal(Silence wanted, Instant now) {
        if (wanted.matchers().isEmpty()) return "a silence needs at least one matcher";
        if (wanted.matchers().stream().anyMatch(matcher -> matcher.name().isEmpty())) {
            return "a matcher needs a label name";
        }
        if (!new Matchers(wanted.matchers()).needsSomething()) {
            return "at least one matcher must not match the empty text, or everything would be silent";
        }
        if (!wanted.startsAt().isBefore(wanted.endsAt())) {
            return "the start, " + wanted.startsAt() + ", must be before the end, " + wanted.endsAt();
        }
        if (wanted.endsAt().isBefore(now)) return "the end, " + wanted.endsAt() + ", is in the past";
        return "";
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
