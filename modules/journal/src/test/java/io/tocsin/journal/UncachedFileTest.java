package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the file system of the machine, whether it lets the page cache be passed by or not. */
class UncachedFileTest {
    private static final int BLOCK = UncachedFile.BLOCK_BYTES_MAX;

    @TempDir
    Path home;

    private Path path;
    private final byte[] blocks = new byte[3 * BLOCK];

    @BeforeEach
    void make() throws IOException {
        path = Files.createFile(home.resolve("file"));
        new Random(1).nextBytes(blocks);
    }

    private Disk.File usual() throws IOException {
        return new FileDisk.OpenFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private ByteBuffer block(int number) {
        ByteBuffer aligned = ByteBuffer.allocateDirect(2 * BLOCK).alignedSlice(BLOCK);
        return aligned.put(blocks, number * BLOCK, BLOCK).flip();
    }

    private void write(Disk.File file) throws IOException {
        for (int i = 0; i < 3; i++)
            assertThat(file.write(block(i), (long) i * BLOCK)).isEqualTo(BLOCK);
        file.sync();
    }

    @Test
    void whatIsWrittenIsThereForEveryReader() throws IOException {
        try (Disk.File file = UncachedFile.of(path, usual())) {
            assertThat(BLOCK % file.blockBytes()).isZero();
            write(file);

            assertThat(Files.readAllBytes(path)).isEqualTo(blocks);
            ByteBuffer read = ByteBuffer.allocate(BLOCK);
            assertThat(file.read(read, BLOCK)).isEqualTo(BLOCK);
            assertThat(read.flip()).isEqualTo(block(1));
        }
    }

    @Test
    void blocksThatWereReadAreReadAnewWhenTheyWereOverwritten() throws IOException {
        try (Disk.File file = UncachedFile.of(path, usual())) {
            write(file);
            assertThat(Files.readAllBytes(path)).hasSize(3 * BLOCK);
            file.write(block(2), 0);

            assertThat(ByteBuffer.wrap(Files.readAllBytes(path), 0, BLOCK)).isEqualTo(block(2));
        }
    }

    @Test
    void itIsCutToTheByte() throws IOException {
        try (Disk.File file = UncachedFile.of(path, usual())) {
            write(file);
            file.truncate(5);

            assertThat(file.size()).isEqualTo(5);
        }
        assertThat(Files.size(path)).isEqualTo(5);
    }

    @Test
    void whereTheFirstWriteIsRefusedAllTakeTheUsualWay() throws IOException {
        FileChannel refusing = FileChannel.open(path, StandardOpenOption.WRITE);
        refusing.close();
        try (Disk.File file = new UncachedFile(refusing, usual(), BLOCK)) {
            write(file);
        }

        assertThat(Files.readAllBytes(path)).isEqualTo(blocks);
    }
}
