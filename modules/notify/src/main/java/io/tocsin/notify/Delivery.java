package io.tocsin.notify;

import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The life of one notice, from the plan to its end. Pure: whoever holds it journals each step before acting on it.
 *
 * <p>Failed attempts are repeated with exponential backoff and full jitter (M. Brooker, "Exponential Backoff And Jitter",
 * 2015), never before the other side wants to be asked again, until they stop making sense. When an answer is lost, a notice
 * that somebody must hear of is sent again and says so; an update is not, since hearing twice that it is over only confuses.
 *
 * @param attempts how many have been started
 * @param nextAttemptAt the earliest instant of the next attempt, while one is to come
 * @param notBefore when the other side wants to be asked again at the earliest; null when it has not said, as in old journals
 * @param lastDetail what the last step said, for the timeline; empty at first
 */
public record Delivery(
        Notice notice,
        State state,
        int attempts,
        Instant plannedAt,
        Instant nextAttemptAt,
        @Nullable Instant notBefore,
        String lastDetail) {
    static final Duration BASE = Duration.ofSeconds(1);
    /** An outage of an hour costs at most this much once it is over. */
    static final Duration CAP = Duration.ofSeconds(60);
    /** A page about yesterday helps nobody, and its incident has long asked others. */
    static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    static final String REPEAT = "(repeat) ";

    /** What is said of an attempt whose answer was lost with the process that had made it. */
    public static final String INTERRUPTED = "interrupted by a restart";

    /** Where it stands; the last three are ends. */
    public enum State {
        PLANNED,
        SENDING,
        RETRYING,
        DELIVERED,
        FAILED,
        CANCELLED
    }

    /** A delivery that is due at once. */
    public static Delivery planned(Notice notice, Instant now) {
        return new Delivery(notice, State.PLANNED, 0, now, now, null, "");
    }

    /** The same, put off: its first attempt is not due before that. */
    public Delivery putOff(Instant until) {
        return state == State.PLANNED
                ? new Delivery(notice, state, attempts, plannedAt, until, null, lastDetail)
                : this;
    }

    /**
     * The same, to be tried again at once rather than at the end of its backoff; unchanged when the other side has asked to be
     * left alone until later, or when no attempt has failed.
     */
    public Delivery hurried(Instant now) {
        if (state != State.RETRYING || !nextAttemptAt.isAfter(now)) return this;
        Instant at = notBefore == null || notBefore.isBefore(now) ? now : notBefore;
        return at.isBefore(nextAttemptAt)
                ? new Delivery(notice, state, attempts, plannedAt, at, notBefore, lastDetail)
                : this;
    }

    /** The same, planned for another instant; nothing changes once it has been tried. */
    public Delivery dueFrom(Instant at) {
        return state == State.PLANNED ? new Delivery(notice, state, attempts, at, at, null, lastDetail) : this;
    }

    /** The same that says something else; nothing changes once it has been tried. */
    public Delivery saying(Briefing other) {
        return state == State.PLANNED
                ? new Delivery(notice.saying(other), state, attempts, plannedAt, nextAttemptAt, notBefore, lastDetail)
                : this;
    }

    /** The same after the clock on the wall was set back by that much: it waits as long as before. */
    public Delivery earlierBy(Duration by) {
        if (settled()) return this;
        Instant wanted = notBefore == null ? null : notBefore.minus(by);
        return new Delivery(notice, state, attempts, plannedAt.minus(by), nextAttemptAt.minus(by), wanted, lastDetail);
    }

    /** Whether it was put off and has not been tried yet. */
    public boolean isPutOff() {
        return state == State.PLANNED && nextAttemptAt.isAfter(plannedAt);
    }

    /** To be journalled before the first byte leaves. */
    public Delivery started(Instant now) {
        if (settled()) throw new IllegalStateException("cannot start " + notice.id() + ": already " + state);
        return new Delivery(notice, State.SENDING, attempts + 1, plannedAt, now, null, lastDetail);
    }

    /**
     * What follows from the outcome of the running attempt. A delivery that was cancelled meanwhile stays cancelled, but keeps
     * the news.
     *
     * @param jitter evenly spread over 0 to 1
     */
    public Delivery answered(Outcome outcome, Instant now, double jitter) {
        if (settled()) return with(state, outcome.detail());
        return switch (outcome) {
            case Outcome.Delivered delivered -> with(State.DELIVERED, delivered.detail());
            case Outcome.Permanent permanent -> with(State.FAILED, permanent.detail());
            case Outcome.Retry retry -> retried(notice, retry.detail(), retry.after(), now, jitter);
            case Outcome.Ambiguous ambiguous ->
                isUpdate()
                        ? with(State.DELIVERED, "not repeated, may have arrived: " + ambiguous.detail())
                        : retried(repeated(notice), ambiguous.detail(), Duration.ZERO, now, jitter);
        };
    }

    /** The process died while this was on its way: nobody knows whether it arrived. */
    public Delivery interrupted(Instant now, double jitter) {
        return state == State.SENDING ? answered(new Outcome.Ambiguous(INTERRUPTED), now, jitter) : this;
    }

    /** What had been taken did not reach its reader after all. */
    public Delivery bounced(String why) {
        return state == State.DELIVERED ? with(State.FAILED, why) : this;
    }

    /** Nobody needs it any more; an attempt on its way may still land. */
    public Delivery cancelled(String why) {
        return settled() ? this : with(State.CANCELLED, why);
    }

    public boolean dueAt(Instant now) {
        return (state == State.PLANNED || state == State.RETRYING) && !now.isBefore(nextAttemptAt);
    }

    /** True once nothing more will be tried. */
    public boolean settled() {
        return switch (state) {
            case PLANNED, SENDING, RETRYING -> false;
            case DELIVERED, FAILED, CANCELLED -> true;
        };
    }

    private Delivery retried(Notice next, String detail, Duration floor, Instant now, double jitter) {
        Duration backoff = backoff(attempts, jitter);
        Instant at = now.plus(backoff.compareTo(floor) > 0 ? backoff : floor);
        if (at.isAfter(plannedAt.plus(GIVE_UP_AFTER))) {
            return with(State.FAILED, "gave up after " + GIVE_UP_AFTER.toHours() + " h: " + detail);
        }
        return new Delivery(
                next, State.RETRYING, attempts, plannedAt, at, floor.isPositive() ? now.plus(floor) : null, detail);
    }

    /** Full jitter: anything from nothing to the doubled step. */
    static Duration backoff(int attempts, double jitter) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 6);
        long step = Math.min(CAP.toMillis(), BASE.toMillis() << doublings);
        return Duration.ofMillis(Math.round(step * Math.clamp(jitter, 0.0, 1.0)));
    }

    private boolean isUpdate() {
        return switch (notice.kind()) {
            case PAGE, NOTIFY -> false;
            case ACKNOWLEDGED, RESOLVED -> true;
        };
    }

    /** The same notice under the same id; only its reason says that it may be known already. */
    private static Notice repeated(Notice notice) {
        Briefing b = notice.briefing();
        if (b.why().startsWith(REPEAT)) return notice;
        return notice.saying(b.because(REPEAT + b.why()));
    }

    private Delivery with(State next, String detail) {
        return new Delivery(notice, next, attempts, plannedAt, nextAttemptAt, null, detail);
    }
}
