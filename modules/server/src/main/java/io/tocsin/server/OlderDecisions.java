package io.tocsin.server;

import io.tocsin.server.api.Decisions.Question;
import io.tocsin.server.api.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads through the disk, oldest first, and keeps the newest that are asked for and no longer in memory. Used once. */
final class OlderDecisions implements DecisionLog.Reader {
    private final Question question;
    private final long first;
    private final int limit;
    private final TreeMap<Long, Kept> found = new TreeMap<>();

    /**
     * @param first the lowest id that is in memory
     * @param limit how many to keep
     */
    OlderDecisions(Question question, long first, int limit) {
        this.question = question;
        this.first = first;
        this.limit = limit;
    }

    @Override
    public void kept(Kept kept) {
        if (kept.id() >= first) return;
        if (!question.wants(kept)) return;
        found.put(kept.id(), kept);
        if (found.size() > limit) found.pollFirstEntry();
    }

    @Override
    public void again(long id, int times, Instant until) {
        if (found.get(id) instanceof Kept.Decided old)
            found.put(id, new Kept.Decided(id, old.decision(), times, until, old.leftOut()));
    }

    List<Kept> newestFirst() {
        return new ArrayList<>(found.descendingMap().values());
    }
}
