package io.tocsin.rules;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a rule counts, and where events came too late. Times are milliseconds. */
final class RuleCounters {
    /** Events that met {@code match}. */
    long matched;

    /** Events that were too old to be used. */
    long late;

    /** Events without one of the by-fields. */
    long skipped;

    /** Events without the number or value that the condition needs. */
    long unmeasured;

    /** What windows gave up because they held too much of one key. */
    long dropped;

    /** The time of the first event that was used; far in the future before. */
    long first = Deadlines.NEVER / 4;

    private boolean restored;
    private long lateFrom = Long.MAX_VALUE;
    private long lateTo = Long.MIN_VALUE;

    void tooLate(long at) {
        late++;
        lateFrom = Math.min(lateFrom, at);
        lateTo = Math.max(lateTo, at);
    }

    /** Where events came too late since the last call, or null. */
    RuleEngine.@Nullable Late takeLate(Rule rule) {
        if (lateFrom > lateTo) return null;
        RuleEngine.Late found = new RuleEngine.Late(rule, Instant.ofEpochMilli(lateFrom), Instant.ofEpochMilli(lateTo));
        lateFrom = Long.MAX_VALUE;
        lateTo = Long.MIN_VALUE;
        return found;
    }

    /** Whether they go on from what an earlier process has seen: then the windows need nobody to tell them what fired. */
    boolean restored() {
        return restored;
    }

    /** Goes on where another one was. */
    void goOn(RuleCounters other) {
        matched += other.matched;
        late += other.late;
        skipped += other.skipped;
        unmeasured += other.unmeasured;
        dropped += other.dropped;
        first = Math.min(first, other.first);
    }

    void save(StateOut out) throws IOException {
        for (long counter : new long[] {matched, late, skipped, unmeasured, dropped, first}) out.number(counter);
    }

    void load(StateIn in) throws IOException {
        restored = true;
        matched = in.number();
        late = in.number();
        skipped = in.number();
        unmeasured = in.number();
        dropped = in.number();
        first = in.number();
    }
}
