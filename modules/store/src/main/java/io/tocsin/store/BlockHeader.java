package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the parts of a block's header. */
final class BlockHeader {
    /** A header is some kilobytes; one of more than this is none. */
    private static final int MAX_HEADER = 1 << 28;

    /** Rows of one column, all its events together: a value has a byte at least beside it. */
    private static final int MAX_ROWS = BlockWriter.MAX_BYTES;

    private BlockHeader() {}

    /** Checks and unpacks the header. */
    static ColumnSource open(byte[] bytes, int offset, int length) throws IOException {
        BlockSource source = new BlockSource(bytes, offset, offset + length);
        int version = source.octet();
        if (version != BlockWriter.VERSION) {
            throw new IOException(
                    "cannot read block: format version " + version + ", this release reads " + BlockWriter.VERSION);
        }
        int unpackedLength = source.count(MAX_HEADER);
        int packed = source.count(source.left());
        int frames = source.count(source.left());
        if ((long) packed + frames + Integer.BYTES != source.left()) {
            throw new IOException("cannot read block: " + source.left() + " bytes left, "
                    + ((long) packed + frames + Integer.BYTES) + " announced");
        }
        int start = source.position();
        source.slice(packed);
        ColumnSource.check(bytes, offset, start + packed - offset, source.int32());
        byte[] header = new byte[unpackedLength];
        ZstdFrames.unpack(bytes, start, packed, header);
        int framesStart = source.position();
        return new ColumnSource(
                new BlockSource(header, 0, header.length),
                bytes,
                framesStart,
                framesStart + frames,
                new AtomicLong(header.length));
    }

    static Form[] forms(BlockSource head, int columns) throws IOException {
        Form[] forms = new Form[head.count(head.left())];
        for (int f = 0; f < forms.length; f++) {
            int kind = head.count(head.left());
            boolean raw = (kind & 1) == 1;
            int leaves = kind >> 1;
            byte[][] gaps = new byte[leaves + 1][];
            int[] columnOf = new int[leaves];
            if (raw) Arrays.fill(gaps, new byte[0]);
            for (int leaf = 0; leaf < leaves; leaf++) {
                if (!raw) gaps[leaf] = head.bytes();
                columnOf[leaf] = head.count(columns - 1);
            }
            if (!raw) gaps[leaves] = head.bytes();
            forms[f] = new Form(raw, gaps, columnOf);
        }
        return forms;
    }

    static Codes formOf(ColumnSource source, int events, int forms) throws IOException {
        return Integers.read(source, events).codes(forms, "form");
    }

    /**
     * How many rows each column has.
     *
     * @param events of each form
     */
    static int[] rows(Form[] forms, int[] events, int columns) throws IOException {
        long[] sums = new long[columns];
        for (int f = 0; f < forms.length; f++) {
            for (int leaf = 0; leaf < forms[f].leaves(); leaf++) sums[forms[f].column(leaf)] += events[f];
        }
        int[] rows = new int[columns];
        for (int c = 0; c < columns; c++) {
            if (sums[c] > MAX_ROWS) throw new IOException("cannot read block: " + sums[c] + " values in a column");
            rows[c] = (int) sums[c];
        }
        return rows;
    }
}
