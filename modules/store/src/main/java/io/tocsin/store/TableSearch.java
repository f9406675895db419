package io.tocsin.store;

import io.tocsin.query.Pipe;
import io.tocsin.query.Tally;
import java.io.IOException;
import java.util.List;

/** Groups and measures all matching events, block by block. */
final class TableSearch {
    private final Walk walk;
    private final Budget budget;
    private final Tally tally;
    private long matched;

    TableSearch(Walk walk, Budget budget, List<Pipe> pipes) {
        this.walk = walk;
        this.budget = budget;
        this.tally = new Tally(pipes);
    }

    TableResult run() {
        boolean complete = walk.open(budget, event -> {
            matched++;
            tally.add(event);
        });
        for (Chunk chunk : walk.chunks()) {
            if (budget.isOver()) complete = false;
            if (!complete) break;
            Walk.Found found = walk.read(chunk);
            if (found == null) continue;
            matched += found.events().count();
            try {
                count(chunk, found);
            } catch (IOException broken) {
                walk.lose(chunk, broken);
            }
        }
        return new TableResult(tally.table(), matched, !complete || walk.isDamaged(), walk.plan());
    }

    private void count(Chunk chunk, Walk.Found found) throws IOException {
        if (IndexTime.isVague(chunk.minTime()) || IndexTime.isVague(chunk.maxTime())) oneByOne(found);
        else if (!found.events().isEmpty()) new BlockTally(found, chunk, tally).count();
    }

    /** Times beyond what the columns hold are known to the events alone. */
    private void oneByOne(Walk.Found found) throws IOException {
        EventSet events = found.events();
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            tally.add(found.forms().event(event));
        }
    }
}
