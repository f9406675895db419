package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that says up to which journal position everything lies in committed blocks. Without it the whole journal is
 * replayed, of which the partitions take what they lack.
 */
final class Manifest {
    static final String FILE = "manifest";

    private static final String VERSION = "tocsin-store 2";
    private static final String POSITION = "position ";

    private final SmallFile file;
    private long position;

    private Manifest(SmallFile file, long position) {
        this.file = file;
        this.position = position;
    }

    static Manifest open(Path folder) throws IOException {
        SmallFile file = new SmallFile(folder.resolve(FILE), VERSION);
        if (!file.isThere()) return new Manifest(file, -1);
        List<String> lines = file.lines();
        if (lines.size() != 1 || !lines.getFirst().startsWith(POSITION)) {
            throw new SmallFile.Damaged("cannot read " + file.path() + ": it has no line '" + POSITION + "'");
        }
        return new Manifest(file, Long.parseLong(lines.getFirst().substring(POSITION.length())));
    }

    /** -1 when nothing does. */
    long position() {
        return position;
    }

    void write(long next) throws IOException {
        file.write(List.of(POSITION + next));
        position = next;
    }
}
