package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;

/**
 * All of a partition as it is at one moment: blocks in segments, blocks on their way into one, events in no block. Released
 * after use, because the files of its segments stay until then.
 */
final class View {
    private final DirectoryReader reader;
    private final List<SegmentBlocks> segments;
    private final List<PendingBlock> pending;
    private final OpenEvents open;
    private final AtomicBoolean damaged;

    private View(
            DirectoryReader reader,
            List<SegmentBlocks> segments,
            List<PendingBlock> pending,
            OpenEvents open,
            AtomicBoolean damaged) {
        this.damaged = damaged;
        this.reader = reader;
        this.segments = segments;
        this.pending = List.copyOf(pending);
        this.open = open;
    }

    /**
     * A view of other segments; takes over the reference to the reader.
     *
     * @param known segments of an earlier view: what is unchanged is taken over
     * @param damaged of the partition
     */
    static View of(
            DirectoryReader reader,
            List<PendingBlock> pending,
            OpenEvents open,
            List<SegmentBlocks> known,
            AtomicBoolean damaged)
            throws IOException {
        List<SegmentBlocks> segments = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            SegmentBlocks same = known.stream()
                    .filter(segment -> segment.isOf(leaf.reader()))
                    .findFirst()
                    .orElse(null);
            segments.add(same != null ? same : new SegmentBlocks(leaf.reader()));
        }
        return new View(reader, List.copyOf(segments), pending, open, damaged);
    }

    /** The same segments, with other newer events. */
    View with(List<PendingBlock> blocks, OpenEvents events) {
        return new View(reader, segments, blocks, events, damaged);
    }

    /** Whether something of it was found that cannot be read. */
    boolean isDamaged() {
        return damaged.get();
    }

    DirectoryReader reader() {
        return reader;
    }

    List<SegmentBlocks> segments() {
        return segments;
    }

    List<PendingBlock> pending() {
        return pending;
    }

    OpenEvents open() {
        return open;
    }

    boolean tryAcquire() {
        return reader.tryIncRef();
    }

    void release() {
        try {
            reader.decRef();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot let go of an index reader", failed);
        }
    }

    /** Events in blocks and in none. */
    long events() {
        long events = open.count();
        for (SegmentBlocks segment : segments) events += segment.events();
        for (PendingBlock block : pending) events += block.events();
        return events;
    }

    /** From the oldest event to the newest. */
    Stretch time() {
        long from = IndexTime.LAST;
        long to = IndexTime.FIRST;
        for (SegmentBlocks segment : segments) {
            for (int block = 0; block < segment.blocks(); block++) {
                if (!segment.isLive(block)) continue;
                from = Math.min(from, segment.minTime(block));
                to = Math.max(to, segment.maxTime(block));
            }
        }
        for (PendingBlock block : pending) {
            from = Math.min(from, block.minTime());
            to = Math.max(to, block.maxTime());
        }
        for (LogEvent event : open.first(open.count())) {
            long time = IndexTime.of(event.time());
            from = Math.min(from, time);
            to = Math.max(to, time);
        }
        return new Stretch(from, to);
    }
}
