package io.tocsin.server;

import io.tocsin.routing.Effect;
import io.tocsin.server.api.Decisions;
import io.tocsin.server.api.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest decisions and answers, in memory. Looks that come to the same as the one before, without telling anybody, become
 * one entry. A question goes through all of it, newest first: that takes a few milliseconds at most, and an index would have to
 * be kept for every label of every alert. Owned by one thread.
 */
final class DecisionBook {
    /** The decisions of a night of storms; older ones are read from the disk. */
    static final int ENTRIES_MAX = 20_000;

    /** Bounds the memory where groups are large: labels are what weighs. */
    static final int ALERTS_MAX = 200_000;

    private final TreeMap<Long, Kept> byId = new TreeMap<>();

    /** The newest decision of each group and receiver. */
    private final Map<String, Long> last = new HashMap<>();

    private long next = 1;
    private long alerts;

    /**
     * Takes note of a decision.
     *
     * @param lines gets what has to be written: a new entry, and before it how often the one before it was seen; the same
     *     look again is written at the second, fourth, eighth … time, so that a crash costs a part of the count only
     */
    void decided(Effect.Decision decision, int leftOut, List<Kept> lines) {
        Kept.Decided old = newest(decision);
        if (old != null && DecisionLines.same(old, decision) && old.leftOut() == leftOut) {
            Kept.Decided again = again(old, old.times() + 1, decision.at());
            if (isWritten(again)) lines.add(again);
            return;
        }
        if (old != null && !isWritten(old)) lines.add(old);
        Kept.Decided kept = new Kept.Decided(next, decision, 1, decision.at(), leftOut);
        put(kept);
        lines.add(kept);
    }

    private static boolean isWritten(Kept.Decided kept) {
        return Integer.bitCount(kept.times()) == 1;
    }

    private Kept.@Nullable Decided newest(Effect.Decision decision) {
        Long id = last.get(key(decision));
        return id != null && byId.get(id) instanceof Kept.Decided decided ? decided : null;
    }

    private Kept.Decided again(Kept.Decided old, int times, Instant until) {
        Kept.Decided again = new Kept.Decided(old.id(), old.decision(), times, until, old.leftOut());
        byId.put(old.id(), again);
        return again;
    }

    private static String key(Effect.Decision decision) {
        return decision.receiver() + "\n" + decision.groupKey();
    }

    /** The id for the next entry. */
    long nextId() {
        return next;
    }

    /** Puts in an entry, as it was written; the oldest may have to go. */
    void put(Kept kept) {
        Kept before = byId.put(kept.id(), kept);
        if (before == null) alerts += kept.alerts().size();
        next = Math.max(next, kept.id() + 1);
        if (kept instanceof Kept.Decided decided) last.put(key(decided.decision()), kept.id());
        while (byId.size() > ENTRIES_MAX || (alerts > ALERTS_MAX && byId.size() > 1)) dropOldest();
    }

    private void dropOldest() {
        Kept gone = byId.pollFirstEntry().getValue();
        alerts -= gone.alerts().size();
        if (gone instanceof Kept.Decided decided) last.remove(key(decided.decision()), gone.id());
    }

    /** An entry was seen again; does nothing when it is not here any more. */
    void again(long id, int times, Instant until) {
        if (byId.get(id) instanceof Kept.Decided old) again(old, times, until);
    }

    /** The lowest id that is here; the next one when nothing is. */
    long first() {
        return byId.isEmpty() ? next : byId.firstKey();
    }

    /** The newest that are asked for, at most one more than the limit: then there is more. */
    List<Kept> find(Decisions.Question question) {
        List<Kept> found = new ArrayList<>();
        for (Kept kept : byId.headMap(question.before(), false).descendingMap().values()) {
            if (!question.wants(kept)) continue;
            found.add(kept);
            if (found.size() > question.limit()) break;
        }
        return found;
    }
}
