package io.tocsin.store;

import com.github.luben.zstd.ZstdCompressCtx;
import io.tocsin.model.LogEvent;
import java.util.Arrays;
import java.util.List;

/**
 * Turns events into the bytes of a block, which {@link Block} reads; docs/storage.md describes them. Reuses its buffers; one
 * thread at a time.
 */
final class BlockWriter {
    static final int VERSION = 1;

    /** Row numbers of one value an event fit into two bytes. */
    static final int MAX_EVENTS = 1 << 16;

    /** JSON of one block: beyond it, reading back one event would cost more memory than a search may take. */
    static final int MAX_BYTES = 1 << 28;

    /** Where the times of events are. */
    static final int TIMES_OWN = 0;

    static final int TIMES_AS_RECEIVED = 1;
    static final int TIMES_IN_COLUMN = 2;

    private final BlockForms forms = new BlockForms();
    private final ColumnSink sink;
    private final ColumnWriter columns;
    private long[] ids = {};
    private long[] times = {};
    private long[] receivedAt = {};
    private long firstTime;
    private long lastTime;

    BlockWriter() {
        ZstdCompressCtx zstd = ZstdFrames.borrow();
        sink = new ColumnSink(zstd);
        columns = new ColumnWriter(sink);
        ZstdFrames.giveBack(zstd);
    }

    /**
     * The block of these events, in the order given.
     *
     * @throws IllegalArgumentException when there are none, or more than {@link #MAX_EVENTS}, or of more than
     *     {@link #MAX_BYTES} bytes of JSON
     */
    byte[] write(List<LogEvent> events) {
        return write(events, new TermWriter());
    }

    /** The same, and the terms of the events are collected on the way: each different value is looked at once. */
    byte[] write(List<LogEvent> events, TermWriter terms) {
        check(events.size());
        readEvents(events);
        ZstdCompressCtx zstd = ZstdFrames.borrow();
        try {
            sink.start(zstd);
            columns.collect(terms);
            forms.collect(events, terms);
            writeHeader(events.size());
            return assemble(zstd);
        } finally {
            columns.originals().clear();
            forms.clear();
            ZstdFrames.giveBack(zstd);
        }
    }

    private static void check(int events) {
        if (events > 0 && events <= MAX_EVENTS) return;
        throw new IllegalArgumentException("cannot write block: " + events + " events, not 1 to " + MAX_EVENTS);
    }

    /** What each event says of itself, in one pass: events come from other threads, and are slow to look at for the first time. */
    private void readEvents(List<LogEvent> events) {
        if (ids.length < events.size()) {
            ids = new long[events.size()];
            times = new long[events.size()];
            receivedAt = new long[events.size()];
        }
        firstTime = IndexTime.LAST;
        lastTime = IndexTime.FIRST;
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            LogEvent event = events.get(i);
            bytes += event.json().length;
            ids[i] = event.id();
            times[i] = IndexTime.of(event.time());
            receivedAt[i] = IndexTime.of(event.receivedAt());
            firstTime = Math.min(firstTime, times[i]);
            lastTime = Math.max(lastTime, times[i]);
        }
        if (bytes <= MAX_BYTES) return;
        throw new IllegalArgumentException("cannot write block: " + bytes + " bytes of JSON, over " + MAX_BYTES);
    }

    /** When the oldest event of the block that was written last happened, as {@link IndexTime} counts. */
    long firstTime() {
        return firstTime;
    }

    /** When the newest event of the block that was written last happened, as {@link IndexTime} counts. */
    long lastTime() {
        return lastTime;
    }

    /** The header and, beside it, the frames. */
    private void writeHeader(int rows) {
        BlockSink head = sink.head();
        head.number(rows);
        int timeColumn = forms.candidateForTimes(rows);
        if (timeColumn > 0) forms.moveToFront(timeColumn);
        forms.write(sink, columns.integers(), rows);
        columns.originals().start(forms, rows);
        int done = 0;
        int mark = head.size();
        int frames = sink.frames().size();
        head.octet(TIMES_IN_COLUMN);
        if (timeColumn >= 0) {
            sink.skippable(() -> columns.write(forms.column(0), ColumnWriter.Place.COLUMN));
            done = 1;
        }
        if (timeColumn < 0 || !columns.times().areInstants(times, rows)) {
            sink.cut(mark, frames);
            done = 0;
            head.octet(Arrays.equals(times, 0, rows, receivedAt, 0, rows) ? TIMES_AS_RECEIVED : TIMES_OWN);
        }
        writeTimes(rows, head.array()[mark]);
        for (int c = done; c < forms.columns(); c++) {
            ColumnRows column = forms.column(c);
            ColumnWriter.Place place = forms.isRaw(c) ? ColumnWriter.Place.RAW : ColumnWriter.Place.COLUMN;
            sink.skippable(() -> columns.write(column, place));
        }
    }

    private void writeTimes(int rows, int where) {
        sink.skippable(() -> columns.integers().write(ids, rows));
        sink.skippable(() -> columns.integers().write(receivedAt, rows));
        if (where == TIMES_OWN) sink.skippable(() -> columns.integers().write(times, rows));
        // They are read without a chance to report errors, so they are checked when the block is opened.
        BlockSink frames = sink.frames();
        sink.head().number(frames.size());
        sink.head().int32(sink.checksum(frames.array(), 0, frames.size()));
    }

    private byte[] assemble(ZstdCompressCtx zstd) {
        BlockSink head = sink.head();
        BlockSink frames = sink.frames();
        byte[] packed = zstd.compress(Arrays.copyOf(head.array(), head.size()));
        BlockSink block = new BlockSink(packed.length + frames.size() + 32);
        block.octet(VERSION);
        block.number(head.size());
        block.number(packed.length);
        block.number(frames.size());
        block.raw(packed, 0, packed.length);
        block.int32(sink.checksum(block.array(), 0, block.size()));
        block.raw(frames.array(), 0, frames.size());
        return block.toBytes();
    }
}
