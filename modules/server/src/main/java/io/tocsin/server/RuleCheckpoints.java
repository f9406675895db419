package io.tocsin.server;

import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on disk what the windows of the rules have seen, and up to which batch of the journal: a start then reads the little
 * that came after it. The whole state is one file that is replaced at once; without it, or when it is damaged, windows are
 * filled from the journal and from the index.
 */
final class RuleCheckpoints {
    private static final Logger log = LoggerFactory.getLogger(RuleCheckpoints.class);

    private static final String NAME = "windows";

    private final Path file;

    /** @param folder is made when it is missing */
    RuleCheckpoints(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.file = folder.resolve(NAME);
    }

    /**
     * What the rules had seen at some moment.
     *
     * @param position the last batch they had seen
     */
    // An array because it is written as it is; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Shot(long position, byte[] state, Instant at) {}

    /**
     * Where the rules go on.
     *
     * @param next the first batch that they have not seen
     */
    record Saved(RuleEngine engine, long next) {}

    /** @param nextPosition of the journal: a state from behind it belongs to a journal that is gone */
    Saved load(RuleSet rules, long nextPosition) {
        try (DataInputStream in = open(file)) {
            long position = position(in);
            if (position >= nextPosition) throw new IOException("it is of another journal, at batch " + position);
            return new Saved(RuleEngine.restored(rules, in), position + 1);
        } catch (NoSuchFileException e) {
            return nothing(rules);
        } catch (IOException | RuntimeException e) {
            // Whatever a damaged file makes of the reading: the past is still in the journal and in the index.
            log.warn("what the rules had seen cannot be read, reading it again from the logs: {}", e.getMessage());
            return nothing(rules);
        }
    }

    private static Saved nothing(RuleSet rules) {
        return new Saved(new RuleEngine(rules), 0);
    }

    /**
     * Reads all of a file as a start does, for no rules.
     *
     * @throws IOException when it is damaged, or of a version that this one cannot read
     */
    static void verify(Path folder) throws IOException {
        try (DataInputStream in = open(folder.resolve(NAME))) {
            position(in);
            RuleEngine unused = RuleEngine.restored(new RuleSet(List.of(), List.of()), in);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    private static long position(DataInputStream in) throws IOException {
        long position = in.readLong();
        if (in.readLong() != ~position) throw new IOException("its position is damaged");
        return position;
    }

    /** Blocks until it is durable. */
    void write(Shot shot) throws IOException {
        Path fresh = file.resolveSibling("windows.new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES + shot.state().length);
            bytes.putLong(shot.position())
                    .putLong(~shot.position())
                    .put(shot.state())
                    .flip();
            while (bytes.hasRemaining()) out.write(bytes);
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
