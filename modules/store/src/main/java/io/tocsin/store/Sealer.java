package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes blocks of events. Leaves out what was deleted. Reuses its buffers; for the thread that adds. */
final class Sealer {
    private final BlockWriter writer = new BlockWriter();
    private final TermWriter terms = new TermWriter();
    private final Supplier<List<Erasure>> erasures;

    /** @param erasures every deletion ever ordered: a replayed event must not come back */
    Sealer(Supplier<List<Erasure>> erasures) {
        this.erasures = erasures;
    }

    /** The block of these events, without those that were deleted; null when none is left. */
    @Nullable
    PendingBlock seal(List<LogEvent> events) {
        List<LogEvent> kept = kept(events);
        if (kept.isEmpty()) return null;
        terms.clear();
        byte[] bytes = writer.write(kept, terms);
        return new PendingBlock(bytes, terms.terms().sorted(), writer.firstTime(), writer.lastTime(), kept.size());
    }

    private List<LogEvent> kept(List<LogEvent> events) {
        List<Erasure> all = erasures.get();
        if (all.isEmpty()) return events;
        long last = all.stream().mapToLong(Erasure::lastEventId).max().orElse(Long.MIN_VALUE);
        boolean untouched = events.stream().allMatch(event -> event.id() > last);
        if (untouched) return events;
        List<LogEvent> kept = new ArrayList<>(events.size());
        for (LogEvent event : events) {
            if (all.stream().noneMatch(erasure -> erasure.hits(event))) kept.add(event);
        }
        return kept;
    }
}
