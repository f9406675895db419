package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file that says up to which journal position everything lies in committed blocks. */
final class Manifest {
    static final String FILE = "manifest";

    private static final String FIRST_LINE = "tocsin-store 2";
    private static final String POSITION = "position ";

    private final SmallFile file;
    private long position;

    private Manifest(SmallFile file, long position) {
        this.file = file;
        this.position = position;
    }

    static Manifest open(Path folder) throws IOException {
        SmallFile file = new SmallFile(folder.resolve(FILE));
        List<String> lines = file.lines();
        if (lines.isEmpty()) return new Manifest(file, -1);
        if (lines.size() < 2
                || !lines.get(0).equals(FIRST_LINE)
                || !lines.get(1).startsWith(POSITION)) {
            throw new IOException("cannot open the store in " + folder + ": its manifest begins with '"
                    + lines.getFirst() + "', this build reads '" + FIRST_LINE + "'");
        }
        return new Manifest(file, Long.parseLong(lines.get(1).substring(POSITION.length())));
    }

    /** -1 when nothing does. */
    long position() {
        return position;
    }

    void write(long next) throws IOException {
        file.write(List.of(FIRST_LINE, POSITION + next));
        position = next;
    }
}
