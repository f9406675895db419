package io.tocsin.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What is held back, on disk: one text file, replaced as a whole with each change. Changes are durable when their method
 * returns. Changed by one thread; any thread may list.
 *
 * <p>The first line is the version of the format and a checksum of the others, one hold each. A file that cannot be read
 * whole is never taken for an empty one: that would let go of evidence.
 */
public final class Holds {
    private static final String VERSION = "tocsin-holds 1 ";

    private final Path file;
    private volatile List<Hold> holds;

    private Holds(Path file, List<Hold> holds) {
        this.file = file;
        this.holds = List.copyOf(holds);
    }

    /**
     * Reads the holds of a file; there are none when it does not exist.
     *
     * @throws IOException when the file cannot be read, is damaged, or was written by a later version
     */
    public static Holds open(Path file) throws IOException {
        return new Holds(file, Files.exists(file) ? read(file) : List.of());
    }

    private static List<Hold> read(Path file) throws IOException {
        // A byte that is no text becomes a sign that no checksum fits.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String rest = end < 0 ? "" : text.substring(end + 1);
        if (end < 0 || !text.startsWith(VERSION))
            throw damaged(file, "it does not begin with '" + VERSION.strip() + "'");
        if (!text.substring(VERSION.length(), end).equals(checksum(rest))) {
            throw damaged(file, "its checksum is not that of its content");
        }
        List<Hold> holds = new ArrayList<>();
        for (String line : rest.split("\n", -1)) {
            if (line.isEmpty()) continue;
            try {
                holds.add(HoldLine.read(line));
            } catch (IllegalArgumentException bad) {
                throw damaged(file, bad.getMessage() + ": " + line);
            }
        }
        return holds;
    }

    private static IOException damaged(Path file, String cause) {
        return new IOException("cannot read what is held back in " + file + ": " + cause);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    /** Everything that is held, the oldest order first. */
    public List<Hold> list() {
        return holds;
    }

    /**
     * Holds events back from now on.
     *
     * @throws IllegalArgumentException when there is a hold of that id
     */
    public void add(Hold hold) throws IOException {
        if (holds.stream().anyMatch(one -> one.id().equals(hold.id()))) {
            throw new IllegalArgumentException(
                    "cannot hold events as '" + hold.id() + "': there is a hold of that name");
        }
        List<Hold> more = new ArrayList<>(holds);
        more.add(hold);
        replace(more);
    }

    /**
     * Gives free what a hold held.
     *
     * @return whether there was one of that id
     */
    public boolean release(String id) throws IOException {
        List<Hold> left = holds.stream().filter(one -> !one.id().equals(id)).toList();
        if (left.size() == holds.size()) return false;
        replace(left);
        return true;
    }

    private void replace(List<Hold> next) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Hold hold : next) lines.append(HoldLine.write(hold)).append('\n');
        WholeFile.replace(file, VERSION + checksum(lines.toString()) + "\n" + lines);
        holds = List.copyOf(next);
    }
}
