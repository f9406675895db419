package io.tocsin.store;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The blocks of one segment: what a search must know of each before it reads any, in arrays. Immutable, for any thread. */
final class SegmentBlocks {
    private final LeafReader segment;
    private final @Nullable Bits live;
    private final long[] minTimes;
    private final long[] maxTimes;
    private final int[] counts;
    private final long events;

    SegmentBlocks(LeafReader segment) throws IOException {
        this.segment = segment;
        this.live = segment.getLiveDocs();
        int blocks = segment.maxDoc();
        this.minTimes = numbers(segment, BlockDocument.MIN_TIME, blocks);
        this.maxTimes = numbers(segment, BlockDocument.MAX_TIME, blocks);
        this.counts = new int[blocks];
        long[] sizes = numbers(segment, BlockDocument.EVENTS, blocks);
        long sum = 0;
        for (int block = 0; block < blocks; block++) {
            counts[block] = (int) sizes[block];
            if (isLive(block)) sum += counts[block];
        }
        this.events = sum;
    }

    private static long[] numbers(LeafReader segment, String field, int blocks) throws IOException {
        NumericDocValues values = DocValues.getNumeric(segment, field);
        long[] numbers = new long[blocks];
        for (int block = 0; block < blocks; block++) {
            if (values.advanceExact(block)) numbers[block] = values.longValue();
        }
        return numbers;
    }

    // Lucene keeps the reader of a segment that has not changed: the very object.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(LeafReader reader) {
        return segment == reader;
    }

    /** Runs something when its reader is closed; it is open while somebody has a view. */
    private void onceClosed(Runnable action) {
        segment.getReaderCacheHelper().addClosedListener(key -> action.run());
    }

    /** How many blocks, deleted ones included. */
    int blocks() {
        return counts.length;
    }

    /** Events in blocks that are not deleted. */
    long events() {
        return events;
    }

    boolean isLive(int block) {
        return live == null || live.get(block);
    }

    boolean overlaps(int block, long from, long to) {
        return maxTimes[block] >= from && minTimes[block] <= to;
    }

    long minTime(int block) {
        return minTimes[block];
    }

    long maxTime(int block) {
        return maxTimes[block];
    }

    int events(int block) {
        return counts[block];
    }

    /** The blocks that can hold a match, ascending; null for all of them. */
    int @Nullable [] candidates(Condition condition) throws IOException {
        return reading(() -> new TermIndex(segment).candidates(condition));
    }

    Chunk chunk(int block) {
        return new Stored(this, block);
    }

    Block read(int block) throws IOException {
        BytesRef bytes = reading(() -> value(BlockDocument.BLOCK, block));
        // Lucene makes room for the largest block of the segment, and blocks may be kept.
        boolean roomy = bytes.bytes.length > 2 * bytes.length;
        BytesRef exact = roomy ? BytesRef.deepCopyOf(bytes) : bytes;
        return Block.read(exact.bytes, exact.offset, exact.length);
    }

    /** The name that tells this block from every other of its partition. */
    String name(int block) throws IOException {
        return reading(() -> value(BlockDocument.NAME, block)).utf8ToString();
    }

    private BytesRef value(String field, int block) throws IOException {
        BinaryDocValues values = DocValues.getBinary(segment, field);
        if (!values.advanceExact(block)) throw new IOException("cannot read block " + block + ": it has no " + field);
        return values.binaryValue();
    }

    /** Reads all of its files and compares their checksums. */
    void verify() throws IOException {
        reading(() -> {
            segment.checkIntegrity();
            return segment;
        });
    }

    /** The index checks few of its bytes before it believes them. */
    private static <T extends @Nullable Object> T reading(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (RuntimeException broken) {
            throw new IOException("its bytes make no sense: " + broken, broken);
        }
    }

    @FunctionalInterface
    private interface Reading<T extends @Nullable Object> {
        T read() throws IOException;
    }

    @Override
    public String toString() {
        if (!(segment instanceof SegmentReader reader)) return segment.toString();
        Directory directory = FilterDirectory.unwrap(reader.directory());
        String name = "segment " + reader.getSegmentName();
        return directory instanceof FSDirectory folder
                ? name + " of partition " + folder.getDirectory().getFileName()
                : name;
    }

    private record Stored(SegmentBlocks segment, int block) implements Chunk {
        @Override
        public long minTime() {
            return segment.minTime(block);
        }

        @Override
        public long maxTime() {
            return segment.maxTime(block);
        }

        @Override
        public int events() {
            return segment.events(block);
        }

        @Override
        public Block read() throws IOException {
            return segment.read(block);
        }

        @Override
        public Object owner() {
            return segment;
        }

        @Override
        public void onceGone(Runnable action) {
            segment.onceClosed(action);
        }

        @Override
        public String toString() {
            return "block " + block + " of " + segment + ", with " + events() + " events";
        }
    }
}
