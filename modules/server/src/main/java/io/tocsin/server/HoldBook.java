package io.tocsin.server;

import io.tocsin.server.api.Hold;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The holds there are, in a small file that is replaced as a whole. One thread changes it, any thread reads. */
final class HoldBook {
    private final Path path;
    private volatile List<Hold> holds;

    private HoldBook(Path path, List<Hold> holds) {
        this.path = path;
        this.holds = holds;
    }

    /**
     * Reads the book, which is empty where there is none.
     *
     * @throws IOException when it cannot be read: starting without it would let go of what must stay
     */
    static HoldBook open(Path path) throws IOException {
        if (!Files.exists(path)) return new HoldBook(path, List.of());
        try {
            List<Hold> read = new JsonArray(Files.readString(path))
                    .stream().map(JsonObject.class::cast).map(HoldBook::hold).toList();
            return new HoldBook(path, read);
        } catch (DecodeException | ClassCastException | NullPointerException | DateTimeException e) {
            throw new IOException("cannot read the holds in " + path + ": " + e.getMessage(), e);
        }
    }

    List<Hold> all() {
        return holds;
    }

    /** Adds a hold, which is on disk when this returns. */
    void add(Hold hold) throws IOException {
        List<Hold> more = new ArrayList<>(holds);
        more.add(hold);
        write(more);
    }

    void remove(Hold hold) throws IOException {
        write(holds.stream().filter(each -> !each.equals(hold)).toList());
    }

    private void write(List<Hold> changed) throws IOException {
        JsonArray json = new JsonArray();
        changed.forEach(hold -> json.add(json(hold)));
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.toBuffer().getBytes());
            while (bytes.hasRemaining()) file.write(bytes);
            file.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The name is durable once its folder is.
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        holds = List.copyOf(changed);
    }

    private static JsonObject json(Hold hold) {
        return new JsonObject()
                .put("id", hold.id())
                .put("from", text(hold.from()))
                .put("to", text(hold.to()))
                .put("class", hold.keepClass())
                .put("at", hold.at().toString())
                .put("by", hold.by())
                .put("reason", hold.reason());
    }

    private static Hold hold(JsonObject json) {
        return new Hold(
                json.getString("id"),
                time(json.getString("from"), Instant.MIN),
                time(json.getString("to"), Instant.MAX),
                json.getString("class"),
                Instant.parse(json.getString("at")),
                json.getString("by"),
                json.getString("reason"));
    }

    private static @Nullable String text(Instant time) {
        return time.equals(Instant.MIN) || time.equals(Instant.MAX) ? null : time.toString();
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        return text == null ? otherwise : Instant.parse(text);
    }
}
