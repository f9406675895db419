package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds one page of events. Blocks are read in the order asked for, by their newest or oldest event, until none that is left
 * can hold an event for the page and the total is counted as far as it is wanted.
 */
final class PageSearch {
    /** People want to know whether there are many, not how many millions. */
    static final int TOTAL_MAX = 10_000;

    /** So many events are read for the sake of a bounded total alone: some ten milliseconds of work. */
    private static final int COUNTING_MAX = 500_000;

    /** Blocks kept for reading the events of the page; those of one page lie close together. */
    private static final int BLOCKS_KEPT = 8;

    private final Walk walk;
    private final SearchRequest request;
    private final Budget budget;
    private final boolean newest;
    private final @Nullable Cursor cursor;
    private final Comparator<Hit> order;
    /** The best so far, the worst of them first; one more than the page, to know whether there is a next one. */
    private final PriorityQueue<Hit> best;

    private final Map<Chunk, Block> blocks = new LinkedHashMap<>();
    private long matched;
    private long counting;
    private boolean complete = true;
    private boolean counted = true;

    private record Hit(
            long time,
            long id,
            @Nullable Chunk chunk,
            int event,
            @Nullable LogEvent open) {}

    PageSearch(Walk walk, SearchRequest request, Budget budget) {
        this.walk = walk;
        this.request = request;
        this.budget = budget;
        this.newest = request.order() == SearchRequest.Order.NEWEST_FIRST;
        this.cursor = Cursor.read(request.cursor());
        Comparator<Hit> oldestFirst = Comparator.comparingLong(Hit::time).thenComparingLong(Hit::id);
        this.order = newest ? oldestFirst.reversed() : oldestFirst;
        this.best = new PriorityQueue<>(order.reversed());
    }

    SearchResult run() {
        if (!walk.open(budget, this::take))
            return new SearchResult(List.of(), request.cursor(), 0, false, true, walk.plan());
        List<Chunk> chunks = walk.chunks();
        chunks.sort(
                newest
                        ? Comparator.comparingLong(Chunk::maxTime).reversed()
                        : Comparator.comparingLong(Chunk::minTime));
        int next = 0;
        while (next < chunks.size()) {
            Chunk chunk = chunks.get(next);
            boolean beyond = isBeyondPage(chunk);
            if (beyond && isCounted()) break;
            if (budget.isOver()) return partial(edge(chunk));
            next++;
            boolean needed = !beyond && !isOnEarlierPage(chunk);
            if (!needed) counting += chunk.events();
            if (needed || cursor == null) look(chunk, needed);
            else walk.leave(1);
        }
        walk.leave(chunks.size() - next);
        counted = next == chunks.size();
        return page(complete && best.size() <= request.limit());
    }

    /** The time beyond which a chunk, and with it all after it, has no event. */
    private long edge(Chunk chunk) {
        return newest ? chunk.maxTime() : chunk.minTime();
    }

    /** Wholly: then chunks behind it may still have events for this one. */
    private boolean isOnEarlierPage(Chunk chunk) {
        if (cursor == null) return false;
        return newest ? chunk.minTime() > cursor.time() : chunk.maxTime() < cursor.time();
    }

    /** The page is full of what comes before anything in this chunk, and so before all chunks behind it. */
    private boolean isBeyondPage(Chunk chunk) {
        if (best.size() <= request.limit()) return false;
        long worst = best.element().time();
        return newest ? chunk.maxTime() < worst : chunk.minTime() > worst;
    }

    private boolean isCounted() {
        if (cursor != null) return best.size() > request.limit();
        return switch (request.total()) {
            case NONE -> best.size() > request.limit();
            case BOUNDED -> best.size() > request.limit() && (matched >= TOTAL_MAX || isCountedLongEnough());
            case EXACT -> false;
        };
    }

    /** Whoever asks for no events asks for their number. */
    private boolean isCountedLongEnough() {
        return request.limit() > 0 && counting >= COUNTING_MAX;
    }

    /** @param needed whether events of it may come onto the page; else they are counted */
    private void look(Chunk chunk, boolean needed) {
        Walk.Found found = walk.read(chunk);
        if (found == null) return;
        EventSet events = found.events();
        matched += events.count();
        if (!needed || events.isEmpty()) return;
        IntegerRow times = found.block().times();
        boolean any = false;
        int at = newest ? events.previous(events.size() - 1) : events.next(0);
        while (at >= 0) {
            if (mayBeOnPage(times.get(at)))
                any |= offer(times.get(at), found.block().id(at), chunk, at, null);
            at = newest ? events.previous(at - 1) : events.next(at + 1);
        }
        if (any) keep(chunk, found.block());
    }

    /** Most events of a block are told by their time alone; ids need to be read only for the others. */
    private boolean mayBeOnPage(long time) {
        if (best.size() <= request.limit()) return true;
        long worst = best.element().time();
        return newest ? time >= worst : time <= worst;
    }

    private void take(LogEvent event) {
        matched++;
        offer(IndexTime.of(event.time()), event.id(), null, 0, event);
    }

    private boolean offer(long time, long id, @Nullable Chunk chunk, int event, @Nullable LogEvent open) {
        if (cursor != null && compare(time, id, cursor.time(), cursor.id()) <= 0) return false;
        if (best.size() > request.limit()) {
            Hit worst = best.element();
            if (compare(time, id, worst.time, worst.id) >= 0) return false;
            best.remove();
        }
        best.add(new Hit(time, id, chunk, event, open));
        return true;
    }

    /** Negative when the first comes before the second in the order asked for. */
    private int compare(long time, long id, long otherTime, long otherId) {
        int byTime = Long.compare(time, otherTime);
        int oldestFirst = byTime != 0 ? byTime : Long.compare(id, otherId);
        return newest ? -oldestFirst : oldestFirst;
    }

    private void keep(Chunk chunk, Block block) {
        if (blocks.size() >= BLOCKS_KEPT)
            blocks.remove(blocks.keySet().iterator().next());
        blocks.put(chunk, block);
    }

    /** What is sure to come before anything in the blocks that were not read, and a cursor that leads to the rest. */
    private SearchResult partial(long edge) {
        best.removeIf(hit -> newest ? hit.time <= edge : hit.time >= edge);
        complete = false;
        counted = false;
        if (best.size() > request.limit()) return page(false);
        Cursor rest = new Cursor(edge, newest ? Long.MAX_VALUE : Long.MIN_VALUE, total(), totalExact());
        return new SearchResult(events(), rest.text(), total(), totalExact(), true, walk.plan());
    }

    private SearchResult page(boolean last) {
        boolean more = best.size() > request.limit();
        if (more) best.remove();
        Hit end = best.peek();
        String next = last || end == null
                ? (last ? null : request.cursor())
                : new Cursor(end.time, end.id, total(), totalExact()).text();
        return new SearchResult(events(), next, total(), totalExact(), !complete || walk.isDamaged(), walk.plan());
    }

    private long total() {
        if (cursor != null) return cursor.total();
        return request.total() == SearchRequest.Total.BOUNDED && !counted ? Math.min(matched, TOTAL_MAX) : matched;
    }

    private boolean totalExact() {
        return cursor != null ? cursor.totalExact() : counted && !walk.isDamaged();
    }

    private List<FoundEvent> events() {
        List<Hit> hits = new ArrayList<>(best);
        hits.sort(order);
        List<FoundEvent> events = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            try {
                events.add(found(hit));
            } catch (IOException broken) {
                walk.lose(Objects.requireNonNull(hit.chunk), broken);
            }
        }
        return events;
    }

    private FoundEvent found(Hit hit) throws IOException {
        LogEvent open = hit.open;
        Chunk chunk = hit.chunk;
        if (open != null || chunk == null) {
            LogEvent event = Objects.requireNonNull(open);
            return new FoundEvent(event.id(), event.time(), event.receivedAt(), event.json());
        }
        Block block = blocks.get(chunk);
        if (block == null) {
            block = walk.block(chunk);
            keep(chunk, block);
        }
        Instant time = IndexTime.isVague(hit.time)
                ? walk.book().event(block, hit.event).time()
                : IndexTime.at(hit.time);
        return new FoundEvent(hit.id, time, IndexTime.at(block.receivedAt(hit.event)), block.json(hit.event));
    }
}
