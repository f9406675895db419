package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of one search through the views: which blocks it need not read, and which events of the others match. */
final class Walk {
    private final List<View> views;
    private final Condition condition;
    private final Stretch stretch;
    private final List<Erasure> erasures;
    private final List<Erasure> erasuresEver;
    private final FormBook book;
    private final Damages damages;
    private final FormLayouts.Cache cache = new FormLayouts.Cache();
    private final BlockCache blockCache;
    /** Bytes of blocks that this search may still keep. */
    private long allowance;

    private @Nullable Chunk lastChunk;
    private @Nullable Block lastBlock;
    private int blocks;
    private int skippedByTime;
    private int skippedByTerms;
    private int read;
    private boolean damaged;
    private long eventsRead;
    private long unsealed;

    /** Matching events of a block that was read. */
    record Found(Block block, FormLayouts forms, EventSet events) {}

    Walk(List<View> views, Condition condition, Stretch stretch, Knowledge knowledge) {
        this.views = views;
        this.condition = condition;
        this.stretch = stretch;
        this.erasures = knowledge.erasures();
        this.erasuresEver = knowledge.erasuresEver();
        this.book = knowledge.book();
        this.damages = knowledge.damages();
        this.blockCache = knowledge.cache();
        this.allowance = blockCache.allowance();
        this.damaged = views.stream().anyMatch(View::isDamaged) || damages.isMissing(stretch);
    }

    /**
     * What every search of a store shares.
     *
     * @param erasures those whose events may still lie in blocks
     * @param erasuresEver all of them: what is replayed may have been purged long ago
     */
    record Knowledge(
            List<Erasure> erasures, List<Erasure> erasuresEver, FormBook book, Damages damages, BlockCache cache) {}

    /** Whether something could not be read that may have held a match. */
    boolean isDamaged() {
        return damaged;
    }

    FormBook book() {
        return book;
    }

    /** Gives the matching events that lie in no block; false when the budget ended before all were asked. */
    boolean open(Budget budget, Consumer<LogEvent> each) {
        for (View view : views) {
            int count = view.open().count();
            for (LogEvent event : view.open().first(count)) {
                if ((unsealed++ & 0xff) == 0 && budget.isOver()) return false;
                boolean found = stretch.has(IndexTime.of(event.time())) && condition.matches(event) && !isErased(event);
                if (found) each.accept(event);
            }
        }
        return true;
    }

    private boolean isErased(LogEvent event) {
        for (Erasure erasure : erasuresEver) {
            if (erasure.hits(event)) return true;
        }
        return false;
    }

    /** The blocks that can hold a match, in no order. */
    List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        for (View view : views) {
            for (SegmentBlocks segment : view.segments()) segment(segment, chunks);
            for (PendingBlock block : view.pending()) pending(block, chunks);
        }
        return chunks;
    }

    private void segment(SegmentBlocks segment, List<Chunk> chunks) {
        int[] candidates = candidates(segment);
        int next = 0;
        for (int block = 0; block < segment.blocks(); block++) {
            if (!segment.isLive(block)) continue;
            blocks++;
            while (candidates != null && next < candidates.length && candidates[next] < block) next++;
            if (!segment.overlaps(block, stretch.from(), stretch.to())) skippedByTime++;
            else if (candidates != null && (next == candidates.length || candidates[next] != block)) skippedByTerms++;
            else chunks.add(segment.chunk(block));
        }
    }

    private int @Nullable [] candidates(SegmentBlocks segment) {
        try {
            return segment.candidates(condition);
        } catch (IOException broken) {
            // Its blocks may be whole: then they are read, all of them.
            lose(segment, broken);
            return null;
        }
    }

    private void pending(PendingBlock block, List<Chunk> chunks) {
        blocks++;
        if (block.maxTime() < stretch.from() || block.minTime() > stretch.to()) skippedByTime++;
        else if (!condition.possible(block.terms())) skippedByTerms++;
        else chunks.add(block);
    }

    /** So many of the chunks were not needed for what was asked. */
    void leave(int chunks) {
        skippedByTime += chunks;
    }

    /** Reads a block and finds its matches; null when it is damaged, which is remembered. */
    @Nullable
    Found read(Chunk chunk) {
        try {
            return matches(chunk);
        } catch (IOException broken) {
            lose(chunk, broken);
            return null;
        }
    }

    /** What this search cannot read; it goes on without. */
    void lose(Object part, IOException broken) {
        damaged = true;
        damages.add("cannot read " + part + ": " + broken.getMessage(), broken);
    }

    /** A block that was kept, or is read now. Good for any thread; ask again rather than keep it. */
    Block block(Chunk chunk) throws IOException {
        settle();
        Block kept = blockCache.find(chunk);
        Block block = kept != null ? kept : chunk.read();
        if (kept != null || allowance > 0) {
            lastChunk = chunk;
            lastBlock = block;
        }
        return block;
    }

    /** Keeps the block that was used last, with all that was unpacked of it. */
    private void settle() {
        Chunk chunk = lastChunk;
        Block block = lastBlock;
        if (chunk == null || block == null) return;
        blockCache.keep(chunk, block);
        allowance -= block.weight();
        lastChunk = null;
        lastBlock = null;
    }

    private Found matches(Chunk chunk) throws IOException {
        Block block = block(chunk);
        read++;
        eventsRead += block.events();
        FormLayouts forms = new FormLayouts(block, book, cache);
        BlockMatcher matcher = new BlockMatcher(block, forms);
        EventSet events = matcher.match(condition, within(block, chunk, stretch));
        for (Erasure erasure : erasures) {
            if (events.isEmpty()) break;
            EventSet erasable = within(block, chunk, new Stretch(erasure.from(), erasure.to()));
            erasable.and(events);
            for (int event = erasable.next(0); event >= 0; event = erasable.next(event + 1)) {
                if (block.id(event) > erasure.lastEventId()) erasable.remove(event);
            }
            events.andNot(matcher.match(erasure.condition(), erasable));
        }
        return new Found(block, forms, events);
    }

    private static EventSet within(Block block, Chunk chunk, Stretch time) {
        boolean whole = chunk.minTime() >= time.from() && chunk.maxTime() <= time.to();
        if (whole) return EventSet.all(block.events());
        EventSet events = new EventSet(block.events());
        for (int event = 0; event < block.events(); event++) {
            if (time.has(block.time(event))) events.add(event);
        }
        return events;
    }

    /** How it went; to be asked at the end. */
    SearchPlan plan() {
        settle();
        return new SearchPlan(views.size(), blocks, skippedByTime, skippedByTerms, read, eventsRead, unsealed);
    }
}
