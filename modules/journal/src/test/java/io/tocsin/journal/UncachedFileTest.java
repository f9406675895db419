package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the file system of the machine, whether it lets the page cache be passed by or not. */
class UncachedFileTest {
    private static final int BLOCK = UncachedFile.BLOCK_BYTES_MAX;
    private static final int O_DIRECT = 0x4000;
    private static final Pattern FLAGS = Pattern.compile("flags:\\s*([0-7]+)");

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

    /** Nothing else could tell: the bytes are the same either way. */
    @Test
    void thePageCacheIsPassedByWhereTheFileSystemLetsIt() throws IOException {
        assumeThat(canPassBy()).as("no O_DIRECT on " + Files.getFileStore(home)).isTrue();
        FileChannel notToBeWritten = FileChannel.open(path, StandardOpenOption.READ);
        try (Disk.File file = UncachedFile.of(path, new FileDisk.OpenFile(notToBeWritten))) {
            write(file);
        }

        assertThat(Files.readAllBytes(path)).isEqualTo(blocks);
    }

    @Test
    void soAreTheRecordsOfAJournal() throws IOException {
        assumeThat(System.getProperty("os.name") + " on " + System.getProperty("os.arch"))
                .isEqualTo("Linux on amd64");
        assumeThat(canPassBy()).as("no O_DIRECT on " + Files.getFileStore(home)).isTrue();
        Path folder = home.resolve("journal");
        try (Journal journal = Journal.open(folder, JournalSettings.named("events"))) {
            journal.append(new byte[BLOCK]).toCompletableFuture().join();

            assertThat(flagsOfOpenFiles(folder)).anyMatch(flags -> (flags & O_DIRECT) != 0);
        }
    }

    private boolean canPassBy() throws IOException {
        Path probe = Files.createFile(home.resolve("probe"));
        try (FileChannel direct = UncachedFile.direct(probe)) {
            return direct.write(block(0), 0) == BLOCK;
        } catch (IOException | ReflectiveOperationException | UnsupportedOperationException cannot) {
            return false;
        }
    }

    /** As the system knows them, in octal. */
    private static List<Integer> flagsOfOpenFiles(Path folder) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : open.toList()) {
                if (!Files.isSymbolicLink(each) || !Files.readSymbolicLink(each).startsWith(folder.toRealPath()))
                    continue;
                String info = Files.readString(Path.of("/proc/self/fdinfo").resolve(each.getFileName()));
                Matcher flags = FLAGS.matcher(info);
                if (flags.find()) found.add(Integer.parseInt(flags.group(1), 8));
            }
        }
        return found;
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
