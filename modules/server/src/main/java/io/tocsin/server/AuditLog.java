package io.tocsin.server;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people did that cannot be undone: a file to which lines are only added. Each line is a JSON object and carries the
 * SHA-256 of the line before, so that a line that was changed or taken out is found; cutting off the end is found only by
 * whoever has kept the last hash elsewhere. Not thread-safe.
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
     * @param problem where the chain is broken first; null when it is not
     */
    record Verdict(long lines, String lastHash, @Nullable String problem) {}

    /** Opens the log, which is made where it is missing; a last line that a crash cut off was never answered, and goes. */
    static AuditLog open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long end = endOfLastLine(path);
            if (end < file.size()) {
                log.warn("cutting {} bytes of an unfinished line off {}", file.size() - end, path);
                file.truncate(end);
            }
            file.position(end);
            Verdict found = verify(path);
            if (found.problem() != null) log.error("the audit log is not what was written: {}", found.problem());
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
        String line = entry.encode();
        long before = file.position();
        try {
            write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        } catch (IOException e) {
            // Half a line must not stand before the next one.
            file.truncate(before);
            file.position(before);
            throw new IOException("cannot write the audit log " + path + ": " + e.getMessage(), e);
        }
        lines++;
        previous = hash(line);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) file.write(bytes);
    }

    /** The newest entries first, at most so many. */
    List<JsonObject> newest(int limit) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last.addFirst(line);
                if (last.size() > limit) last.removeLast();
            }
        }
        return last.stream().map(AuditLog::entry).toList();
    }

    /** A line that somebody broke is shown as it is. */
    private static JsonObject entry(String line) {
        try {
            return new JsonObject(line);
        } catch (DecodeException e) {
            return new JsonObject().put("unreadable", line);
        }
    }

    /** Reads a whole log, and follows its chain. */
    static Verdict verify(Path path) throws IOException {
        long lines = 0;
        String previous = BEGINNING;
        String problem = null;
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                if (problem == null && !previous.equals(entry(line).getValue("previous"))) {
                    problem = "line " + lines
                            + " does not follow the one before it: either was changed, or one is missing";
                }
                previous = hash(line);
            }
        }
        return new Verdict(lines, previous, problem);
    }

    Verdict verify() throws IOException {
        Verdict found = verify(path);
        if (found.problem() != null || found.lastHash().equals(previous)) return found;
        return new Verdict(found.lines(), found.lastHash(), "the end is not what was written since the start");
    }

    private static String hash(String line) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
