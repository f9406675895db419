package io.tocsin.server;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people did that cannot be undone: a file to which lines are only added. Each line is a JSON object and carries the
 * SHA-256 of the line before, so that a line that was changed or taken out is found; cutting off the end is found only by
 * whoever has kept the last hash elsewhere. It ends with a checksum of its own, or a broken byte of the last line would be
 * found by nobody. Not thread-safe.
 */
final class AuditLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    /** What the first line carries. */
    static final String BEGINNING = "0".repeat(64);

    private final Path path;
    private final FileChannel file;
    private long lines;
    private String previous;

    private AuditLog(Path path, FileChannel file, Verdict found) {
        this.path = path;
        this.file = file;
        this.lines = found.lines();
        this.previous = found.lastHash();
    }

    /**
     * What was found in a file.
     *
     * @param lines how many there are
     * @param lastHash of the last line
     * @param unfinished whether a line follows that a crash cut off: it was never answered, and is not among them
     * @param problem where the chain is broken first; null when it is not
     */
    record Verdict(
            long lines,
            String lastHash,
            boolean unfinished,
            @Nullable String problem) {}

    /**
     * Opens the log, which is made where it is missing. A last line that a crash cut off was never answered, and goes; one that
     * lacks nothing but its end of line stays, for it may have been answered.
     */
    static AuditLog open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long end = endOfLastLine(path);
            if (end < file.size()) finish(path, file, end);
            file.position(file.size());
            Verdict found = verify(path);
            if (found.problem() != null)
                log.error("the audit log {} is not what was written: {}", path, found.problem());
            return new AuditLog(path, file, found);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static long endOfLastLine(Path path) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "r")) {
            for (long end = bytes.length(); end > 0; end--) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') return end;
            }
            return 0;
        }
    }

    /** Cuts an unfinished line off; or ends it, when all of it is there and only its end of line is missing or broken. */
    private static void finish(Path path, FileChannel file, long end) throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(file.size() - end));
        while (rest.hasRemaining() && file.read(rest, end + rest.position()) >= 0) {}
        if (AuditLine.wasSealed(new String(rest.array(), StandardCharsets.ISO_8859_1))) {
            log.error("the last line of {} does not end as it was written, at byte {}: it stays", path, file.size());
            file.position(file.size());
            write(file, "\n");
        } else {
            log.warn("cutting {} bytes of an unfinished line off {}, from byte {} on", rest.capacity(), path, end);
            file.truncate(end);
        }
        file.force(true);
    }

    /**
     * Adds a line, which is on disk when this returns.
     *
     * @param details what exactly; its members are added to the line
     * @throws IOException when it cannot be written; nothing must be done then
     */
    void append(Instant at, String who, String address, String action, String reason, JsonObject details)
            throws IOException {
        JsonObject entry = new JsonObject()
                .put("n", lines + 1)
                .put("at", at.toString())
                .put("who", who)
                .put("address", address)
                .put("action", action)
                .put("reason", reason)
                .mergeIn(details)
                .put("previous", previous);
        String line = AuditLine.sealed(entry.encode());
        long before = file.position();
        try {
            write(file, line + "\n");
            file.force(true);
        } catch (IOException e) {
            // Half a line must not stand before the next one.
            file.truncate(before);
            file.position(before);
            throw new IOException("cannot write the audit log " + path + ": " + e.getMessage(), e);
        }
        lines++;
        previous = AuditLine.hash(AuditLine.bytes(line));
    }

    private static void write(FileChannel file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) file.write(bytes);
    }

    /** The newest entries first, at most so many. */
    List<JsonObject> newest(int limit) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (AuditLine.Reader reader = AuditLine.read(path)) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                last.addFirst(line);
                if (last.size() > limit) last.removeLast();
            }
        }
        return last.stream().map(AuditLine::entry).toList();
    }

    /** Reads a whole log, and follows its chain. */
    static Verdict verify(Path path) throws IOException {
        long lines = 0;
        String previous = BEGINNING;
        String problem = null;
        boolean unfinished = false;
        try (AuditLine.Reader reader = AuditLine.read(path)) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                unfinished = !reader.ended() && !AuditLine.wasSealed(line);
                if (unfinished) break;
                lines++;
                if (problem == null) problem = AuditLine.problem(line, lines, previous);
                previous = AuditLine.hash(line);
            }
        }
        return new Verdict(lines, previous, unfinished, problem);
    }

    Verdict verify() throws IOException {
        Verdict found = verify(path);
        if (found.problem() != null || found.lastHash().equals(previous)) return found;
        return new Verdict(
                found.lines(), found.lastHash(), found.unfinished(), "the end is not what was written since the start");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
