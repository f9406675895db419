package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written past the page cache ({@code O_DIRECT}): what a journal writes is read again after a restart at most, so
 * copying it into pages costs processor time and pushes out of memory what searches read. Not every file system can; where the
 * first write is refused, this and all later ones take the usual way.
 */
final class UncachedFile implements Disk.File {
    /** Small records are filled up to a block; where blocks are larger than a page of memory that would be too dear. */
    static final int BLOCK_BYTES_MAX = 1 << 14;

    private final FileChannel direct;
    private final Disk.File usual;
    private final int blockBytes;
    private Way way = Way.UNTRIED;

    private enum Way {
        UNTRIED,
        DIRECT,
        USUAL
    }

    /** One whose direct channel has not shown yet that it takes anything. */
    UncachedFile(FileChannel direct, Disk.File usual, int blockBytes) {
        this.direct = direct;
        this.usual = usual;
        this.blockBytes = blockBytes;
    }

    /**
     * The best way to write a file that was just created.
     *
     * @param usual the same file, open for writing; closed with the result
     */
    static Disk.File of(Path path, Disk.File usual) {
        try {
            long blockBytes = Files.getFileStore(path).getBlockSize();
            if (blockBytes > BLOCK_BYTES_MAX || Long.bitCount(blockBytes) != 1) return usual;
            return new UncachedFile(direct(path), usual, (int) blockBytes);
        } catch (IOException | ReflectiveOperationException | UnsupportedOperationException cannot) {
            return usual;
        }
    }

    /** By its name: the option is the JDK's and exported, but the compiler warns of all that begins with com.sun. */
    static FileChannel direct(Path path) throws IOException, ReflectiveOperationException {
        Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
        OpenOption pastTheCache = (OpenOption) options.getField("DIRECT").get(null);
        return FileChannel.open(path, StandardOpenOption.WRITE, pastTheCache);
    }

    @Override
    public int blockBytes() {
        return blockBytes;
    }

    @Override
    public int write(ByteBuffer bytes, long offset) throws IOException {
        return switch (way) {
            case DIRECT -> direct.write(bytes, offset);
            case USUAL -> usual.write(bytes, offset);
            case UNTRIED -> first(bytes, offset);
        };
    }

    private int first(ByteBuffer bytes, long offset) throws IOException {
        try {
            int count = direct.write(bytes, offset);
            way = Way.DIRECT;
            return count;
        } catch (IOException refused) {
            way = Way.USUAL;
            return usual.write(bytes, offset);
        }
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
        return usual.read(into, offset);
    }

    @Override
    public long size() throws IOException {
        return usual.size();
    }

    @Override
    public void truncate(long size) throws IOException {
        usual.truncate(size);
    }

    /** Past the page cache is not yet on the disk: its own memory and the file's length must get there, too. */
    @Override
    public void sync() throws IOException {
        usual.sync();
    }

    @Override
    public void close() throws IOException {
        try (usual) {
            direct.close();
        }
    }
}
