package io.tocsin.server;

import io.tocsin.escalation.Attempt;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Attempts to deliver a message, as timelines tell them. Pure. */
final class Attempts {
    private Attempts() {}

    /**
     * An attempt and its answer.
     *
     * @param before the message as it was while the attempt was on its way
     */
    static Attempt of(Outgoing before, Outcome outcome, Instant now) {
        Notice notice = before.delivery().notice();
        Duration took = Duration.between(before.delivery().nextAttemptAt(), now);
        return new Attempt(
                notice.id(),
                notice.kind().name().toLowerCase(Locale.ROOT),
                notice.person().isEmpty() ? notice.receiver() : notice.person(),
                before.address(),
                before.delivery().attempts(),
                word(outcome),
                outcome.detail(),
                took.isNegative() ? Duration.ZERO : took);
    }

    /** Whether its reader may have it. */
    static boolean mayHaveLanded(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> true;
            case Outcome.Ambiguous ambiguous -> true;
            case Outcome.Retry retry -> false;
            case Outcome.Permanent permanent -> false;
        };
    }

    private static Attempt.Outcome word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> Attempt.Outcome.DELIVERED;
            case Outcome.Retry retry -> Attempt.Outcome.RETRY;
            case Outcome.Permanent permanent -> Attempt.Outcome.FAILED;
            case Outcome.Ambiguous unclear -> Attempt.Outcome.UNCLEAR;
        };
    }
}
