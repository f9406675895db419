package io.tocsin.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Cuts a stream of lines into bodies of so many lines, without making a text of any. */
final class Bodies implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;

    Bodies(InputStream in) {
        this.in = in;
    }

    static Bodies of(Path file) throws IOException {
        return new Bodies(Files.newInputStream(file));
    }

    /** The next lines, each with its line end; fewer at the end of the stream, and none after it. */
    byte[] next(int lines) throws IOException {
        int at = start;
        for (int found = 0; found < lines; at++) {
            if (at == end) {
                int read = at - start;
                boolean more = more();
                at = start + read;
                if (!more) break;
            }
            if (buffer[at] == '\n') found++;
        }
        byte[] body = Arrays.copyOfRange(buffer, start, at);
        start = at;
        return body;
    }

    /** Moves what is not used yet to the front, and reads on behind it. */
    private boolean more() throws IOException {
        int kept = end - start;
        byte[] target = kept == buffer.length ? new byte[2 * kept] : buffer;
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        start = 0;
        end = kept;
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) return false;
        end += read;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
