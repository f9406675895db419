package io.tocsin.server.simulate;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules of escalation once more, told by counting how long everybody has waited instead of setting deadlines: half of the
 * oracle. Knows no lateness; plain on purpose. Times in milliseconds.
 */
final class NaiveIncident {
    private static final long REOPEN = Story.minutes(10);
    private static final long HELD_DOWN = Story.hours(24);
    private static final long FALLBACK = Story.hours(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final Plan plan;
    private final IntFunction<Iterable<String>> who;
    private final BiConsumer<Integer, String> page;
    private int round = 1;
    private final TreeSet<Integer> had = new TreeSet<>();
    private long waitedForAnswer;
    private long waitedForEnd;
    private long roundAge;
    private int repeats;
    /** How long until the next round; {@link #NEVER} when no more are left. */
    private long repeatIn;

    private long fallbackIn = NEVER;
    private int fallbacks;
    private boolean acknowledged;
    private long lapsesIn = NEVER;
    private int acknowledgedSeverity;
    private int severity;
    private boolean resolved;
    private boolean settled;
    private long resolvedFor;
    private boolean held;
    private long quietFor = -1;
    private Map<String, Long> known;

    /**
     * Opens one and pages level 1 if it is due at once.
     *
     * @param who whom a level means now
     * @param page hears of each page: level, user
     */
    NaiveIncident(
            Plan plan, Map<String, Long> firing, IntFunction<Iterable<String>> who, BiConsumer<Integer, String> page) {
        this.plan = plan;
        this.who = who;
        this.page = page;
        this.known = Map.copyOf(firing);
        this.severity = worst(firing);
        this.repeatIn = repeatsLeft() ? plan.repeatEvery() : NEVER;
        look();
    }

    int round() {
        return round;
    }

    boolean open() {
        return !resolved;
    }

    private static int worst(Map<String, Long> firing) {
        return firing.containsKey("b") ? 2 : 1;
    }

    private boolean waits() {
        return held || quietFor >= 0;
    }

    private boolean repeatsLeft() {
        return plan.repeatEvery() > 0 && repeats < plan.repeatTimes();
    }

    /** How long until time alone changes something. */
    long untilNext() {
        if (resolved) return settled ? NEVER : Math.max(0, HELD_DOWN - resolvedFor);
        long next = acknowledged && !waits() ? lapsesIn : NEVER;
        if (quietFor >= 0) next = Math.min(next, plan.resolveAfter() - quietFor);
        if (waits()) return Math.max(0, next);
        for (int level = 1; level <= plan.rungs().size(); level++) {
            if (mayHaveItsTurn(level)) next = Math.min(next, plan.window(level) - waited(level));
        }
        if (!acknowledged) next = Math.min(next, Math.min(repeatIn, fallbackIn));
        return Math.max(0, next);
    }

    void pass(long time) {
        roundAge += time;
        if (resolved) {
            resolvedFor += time;
            return;
        }
        lapsesIn = less(lapsesIn, time);
        if (quietFor >= 0) quietFor += time;
        if (waits()) return;
        waitedForEnd += time;
        if (!acknowledged) waitedForAnswer += time;
        repeatIn = less(repeatIn, time);
        fallbackIn = less(fallbackIn, time);
    }

    private static long less(long left, long time) {
        return left == NEVER ? NEVER : left - time;
    }

    /** Does what is due. */
    void look() {
        if (quietFor >= 0 && quietFor >= plan.resolveAfter()) end(true);
        if (resolved || waits()) return;
        if (acknowledged && lapsesIn <= 0) newRound(0, 0);
        else if (!acknowledged && repeatIn <= 0 && !answerIsDue()) newRound(repeats + 1, 0);
        for (int level = due(); level > 0; level = due()) fire(level);
        if (!acknowledged && fallbackIn <= 0) fallback();
    }

    private boolean answerIsDue() {
        int level = due();
        return level > 0 && !plan.rung(level).untilResolved();
    }

    private int due() {
        for (int level = 1; level <= plan.rungs().size(); level++) {
            if (mayHaveItsTurn(level) && waited(level) >= plan.window(level)) return level;
        }
        return 0;
    }

    private boolean mayHaveItsTurn(int level) {
        boolean untilResolved = plan.rung(level).untilResolved();
        if (had.contains(level) || (acknowledged && !untilResolved)) return false;
        for (int earlier = 1; earlier < level; earlier++) {
            if (!had.contains(earlier) && plan.rung(earlier).untilResolved() == untilResolved) return false;
        }
        return true;
    }

    private long waited(int level) {
        return plan.rung(level).untilResolved() ? waitedForEnd : waitedForAnswer;
    }

    private void fire(int level) {
        had.add(level);
        if (plan.rung(level).untilResolved()) waitedForEnd = 0;
        else waitedForAnswer = 0;
        if (exhausted()) fallbackIn = Math.max(plan.lastWindow(), plan.repeatEvery() - roundAge);
        boolean nobody = true;
        for (String user : who.apply(level)) {
            page.accept(level, user);
            nobody = false;
        }
        if (nobody) fireLowest();
    }

    private boolean exhausted() {
        return had.size() == plan.rungs().size() && repeatIn == NEVER;
    }

    private void fireLowest() {
        for (int level = 1; level <= plan.rungs().size(); level++) {
            if (!mayHaveItsTurn(level)) continue;
            fire(level);
            return;
        }
        fallback();
    }

    private void fallback() {
        fallbacks++;
        fallbackIn = exhausted() ? FALLBACK : NEVER;
        page.accept(plan.rungs().size() + fallbacks, plan.fallback());
    }

    private void newRound(int repeated, long before) {
        round++;
        roundAge = 0;
        repeats = repeated;
        acknowledged = false;
        lapsesIn = NEVER;
        had.removeIf(level -> !plan.rung(level).untilResolved());
        waitedForAnswer = -before;
        repeatIn = repeatsLeft() ? plan.repeatEvery() + before : NEVER;
        fallbackIn = NEVER;
        fallbacks = 0;
        if (before == 0 && !waits() && plan.window(1) == 0) fire(1);
    }

    void hold() {
        if (!resolved && !waits()) held = true;
    }

    void release() {
        held = false;
    }

    /** The group fires, still or again; says whether that calls for an incident of its own. */
    boolean fires(Map<String, Long> firing) {
        if (resolved) return firesAfterTheEnd(firing);
        held = false;
        quietFor = -1;
        severity = worst(firing);
        known = Map.copyOf(firing);
        if (acknowledged && severity > acknowledgedSeverity) newRound(0, 0);
        return false;
    }

    private boolean firesAfterTheEnd(Map<String, Long> firing) {
        boolean anew =
                firing.entrySet().stream().anyMatch(alert -> !alert.getValue().equals(known.get(alert.getKey())));
        if (!settled && !anew) return heldDownTooLong();
        if (resolvedFor > REOPEN) return true;
        resolved = false;
        severity = worst(firing);
        known = Map.copyOf(firing);
        newRound(0, 0);
        return false;
    }

    /** Whether a resolve by hand has held down for a day what still fires. */
    boolean heldDownTooLong() {
        return resolved && !settled && resolvedFor >= HELD_DOWN;
    }

    /** Nothing fires any more. */
    void clears() {
        if (resolved) settled = true;
        else if (plan.resolveAfter() == 0) end(true);
        else if (quietFor < 0) quietFor = 0;
        held = false;
    }

    private void end(boolean byItself) {
        // What is quiet already need not go quiet first.
        settled = byItself || quietFor >= 0;
        resolved = true;
        resolvedFor = 0;
        acknowledged = false;
        lapsesIn = NEVER;
        held = false;
        quietFor = -1;
    }

    void acknowledge(@Nullable Integer asked, long until) {
        if (resolved || (asked != null && asked != round)) return;
        if (acknowledged) {
            if (until > 0) lapsesIn = until;
            return;
        }
        acknowledged = true;
        acknowledgedSeverity = severity;
        lapsesIn = until > 0 ? until : plan.ackTimeout() > 0 ? plan.ackTimeout() : NEVER;
    }

    void giveBack() {
        if (acknowledged) newRound(0, 0);
    }

    void resolve() {
        if (!resolved) end(false);
    }

    void escalate() {
        if (resolved) return;
        if (acknowledged) {
            acknowledged = false;
            lapsesIn = NEVER;
            waitedForAnswer = 0;
            if (repeatIn != NEVER) repeatIn = plan.repeatEvery();
        }
        fireLowest();
    }

    void reassign(String user) {
        if (resolved) return;
        newRound(0, plan.firstWindow());
        page.accept(0, user);
    }
}
