package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of a file in memory, moved forward as it is read. */
final class FileWindow {
    /** Large enough that reading is sequential; grown only for a larger record. */
    private static final int WINDOW_BYTES = 1 << 18;

    private final String name;
    private final Disk.File file;
    private final long size;
    private ByteBuffer bytes = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long start;

    FileWindow(String name, Disk.File file, long size) {
        this.name = name;
        this.file = file;
        this.size = size;
    }

    /** The window, positioned at a file offset, with at least {@code length} bytes behind it; the file must have them. */
    ByteBuffer at(long offset, int length) throws IOException {
        boolean inside = offset >= start && offset + length <= start + bytes.limit();
        if (!inside) fill(offset, length);
        return bytes.position((int) (offset - start));
    }

    private void fill(long offset, int length) throws IOException {
        if (length > bytes.capacity()) bytes = ByteBuffer.allocate(length);
        bytes.clear().limit((int) Math.min(bytes.capacity(), size - offset));
        start = offset;
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("cannot read segment " + name + ": it ends at " + (offset + bytes.position())
                        + " and was " + size + " bytes long");
            }
        }
        bytes.flip();
    }
}
