package io.tocsin.escalation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When the levels of an incident have their turn: the arithmetic of its {@link Deadlines}. */
final class Pace {
    private final Turn turn;

    Pace(Turn turn) {
        this.turn = turn;
    }

    /**
     * Brings deadlines back that a clock, once set forward and now right again, has put too far ahead: none is further away than its
     * own interval, so that a wrong clock delays a level by one interval at most.
     */
    void distrustTheClock() {
        Deadlines deadlines = turn.deadlines();
        for (Unless sequence : Unless.values()) {
            int next = next(sequence);
            if (next > 0) {
                deadlines = deadlines.with(sequence, within(deadlines.of(sequence), windowBefore(next)));
            }
        }
        Policy.Repeat repeat = turn.policy().repeat();
        Duration longest = atLeast(Escalation.FALLBACK_EVERY, turn.policy().lastWindow());
        if (repeat != null) {
            Duration every = repeat.every().plus(ahead());
            deadlines = deadlines.withRepeat(within(deadlines.repeat(), every));
            longest = atLeast(longest, every);
        }
        turn.move(deadlines.withFallback(within(deadlines.fallback(), longest)));
    }

    private Duration windowBefore(int next) {
        Duration window = turn.policy().windowBefore(next);
        return next == 1 ? window.plus(ahead()) : window;
    }

    /** What those who were named by hand have before the policy begins. */
    private Duration ahead() {
        return turn.progress().assigned().isEmpty()
                ? Duration.ZERO
                : turn.policy().firstWindow();
    }

    /** What waited while somebody was on it gets its full interval again. */
    void resume() {
        int next = next(Unless.ACKNOWLEDGED);
        Policy.Repeat repeat = turn.policy().repeat();
        Deadlines deadlines = turn.deadlines();
        if (next > 0) {
            deadlines = deadlines.with(
                    Unless.ACKNOWLEDGED, turn.now.plus(turn.policy().windowBefore(next)));
        }
        if (repeat != null && deadlines.repeat() != null) {
            deadlines = deadlines.withRepeat(turn.now.plus(repeat.every()));
        }
        turn.move(deadlines);
    }

    /** Sets the deadlines that follow from having paged a level now. */
    void moveOn(Level paged) {
        Deadlines deadlines = turn.deadlines().with(paged.unless(), dueAfter(paged));
        if (paged.unless() == Unless.ACKNOWLEDGED) deadlines = withRepeatBehind(deadlines, paged, turn.now);
        Policy.Repeat repeat = turn.policy().repeat();
        if (deadlines.exhausted()) {
            Instant answered = turn.now.plus(turn.policy().lastWindow());
            Instant rounded =
                    repeat == null ? answered : turn.progress().roundStartedAt().plus(repeat.every());
            deadlines = deadlines.withFallback(later(answered, rounded));
        }
        turn.move(deadlines);
    }

    /** The next level of the sequence that has not had its turn, 0 if all have. Position counts, so a policy may change under it. */
    int next(Unless sequence) {
        List<Integer> numbers = turn.policy().numbers(sequence);
        int done = (int) turn.progress().fired().stream()
                .filter(fired -> fired.unless() == sequence)
                .count();
        return done < numbers.size() ? numbers.get(done) : 0;
    }

    private @Nullable Instant dueAfter(Level paged) {
        int next = next(paged.unless());
        return next == 0
                ? null
                : turn.now.plus(
                        atLeast(Duration.ZERO, turn.policy().level(next).after().minus(paged.after())));
    }

    /** The unresolved deadline under the policy of a new round, which may have more or fewer such levels than the old one. */
    @Nullable
    Instant continued(@Nullable Instant due) {
        int next = next(Unless.RESOLVED);
        if (next == 0) return null;
        return due != null ? due : turn.now.plus(turn.policy().windowBefore(next));
    }

    @Nullable
    Instant repeatAfter(int repeats) {
        Policy.Repeat repeat = turn.policy().repeat();
        return repeat == null || repeats >= repeat.times() ? null : turn.now.plus(repeat.every());
    }

    /** Moves on what is late too, as if it came after the level that was just paged. */
    void moveBehindTheLastPaged(Unless sequence, int next) {
        Level level = turn.policy().level(next);
        Level last = turn.policy().level(turn.progress().fired().getLast().level());
        Instant due = turn.now.plus(atLeast(Escalation.LATE_AFTER, level.after().minus(last.after())));
        Deadlines deadlines = turn.deadlines().with(sequence, due);
        turn.move(sequence == Unless.ACKNOWLEDGED ? withRepeatBehind(deadlines, level, due) : deadlines);
    }

    /** The next round keeps its distance from the levels of this one, so that a late level shifts it too. */
    private Deadlines withRepeatBehind(Deadlines deadlines, Level level, Instant at) {
        Policy.Repeat repeat = turn.policy().repeat();
        Instant due = deadlines.repeat();
        if (repeat == null || due == null) return deadlines;
        return deadlines.withRepeat(later(due, at.plus(repeat.every().minus(level.after()))));
    }

    List<Unless> bySoonestLevel() {
        int unacknowledged = next(Unless.ACKNOWLEDGED);
        int unresolved = next(Unless.RESOLVED);
        boolean resolvedFirst = unresolved > 0 && (unacknowledged == 0 || unresolved < unacknowledged);
        return resolvedFirst
                ? List.of(Unless.RESOLVED, Unless.ACKNOWLEDGED)
                : List.of(Unless.ACKNOWLEDGED, Unless.RESOLVED);
    }

    /** While somebody is on it, only what asks for more than an acknowledgement goes on. */
    boolean eligible(Unless sequence) {
        return sequence == Unless.RESOLVED || turn.incident().state() instanceof State.Triggered;
    }

    boolean isDue(@Nullable Instant due) {
        return due != null && !due.isAfter(turn.now);
    }

    boolean isLate(Instant due) {
        return Duration.between(due, turn.now).compareTo(Escalation.LATE_AFTER) > 0;
    }

    /** Of a page that was held back the interval begins when somebody hears of it. */
    private @Nullable Instant within(@Nullable Instant due, Duration longest) {
        Instant held = turn.progress().hearing().heldUntil();
        Instant latest = (held == null ? turn.now : later(held, turn.now)).plus(longest);
        return due == null || !due.isAfter(latest) ? due : latest;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Duration atLeast(Duration least, Duration duration) {
        return duration.compareTo(least) < 0 ? least : duration;
    }
}
