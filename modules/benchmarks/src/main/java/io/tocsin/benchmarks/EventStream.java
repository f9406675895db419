package io.tocsin.benchmarks;

import io.tocsin.ingest.BodyDecoder;
import io.tocsin.model.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The events of a file of lines in bodies of a hundred, as if each body had been received when its last event happened. */
final class EventStream implements Closeable {
    static final int PER_BODY = 100;

    private static final String TIME = "\"timestamp\":\"";

    private final Bodies bodies;
    private final BodyDecoder decoder = Stores.bodies();
    private long bytes;

    EventStream(Bodies bodies) {
        this.bodies = bodies;
    }

    static EventStream of(Path file) throws IOException {
        return new EventStream(Bodies.of(file));
    }

    /** The next body's events; none at the end. */
    List<LogEvent> next() throws IOException {
        byte[] body = bodies.next(PER_BODY);
        if (body.length == 0) return List.of();
        bytes += body.length;
        return decoder.decode(body, receivedAt(body)).events();
    }

    /** Bytes read so far. */
    long bytes() {
        return bytes;
    }

    private static Instant receivedAt(byte[] body) {
        String lines = new String(body, StandardCharsets.ISO_8859_1);
        int from = lines.lastIndexOf(TIME) + TIME.length();
        int to = lines.indexOf('"', from);
        try {
            return Instant.parse(lines.substring(from, Math.max(from, to)));
        } catch (DateTimeParseException none) {
            return Samples.RECEIVED_AT;
        }
    }

    @Override
    public void close() throws IOException {
        bodies.close();
    }
}
