package io.tocsin.server.cli;

import io.tocsin.model.EventParser;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import io.tocsin.server.rehearse.Backtest;
import io.tocsin.server.rehearse.Facts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Events of a file, a JSON object a line, gzipped or not, in the order in which they arrived. It is read twice: to learn its
 * stretch of time, and to show it to the rules.
 */
final class LinesPast {
    /** Later than any time that a line says: what has no time of its own is found out by it. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final int BUFFER = 1 << 16;
    private static final int LINE_MAX = 1 << 20;

    private final Path file;
    private final EventParser parser;
    private final Set<Layout> layouts = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> fields = new HashSet<>();
    private @Nullable Instant oldest;
    private @Nullable Instant newest;
    private long unreadable;
    private long untimed;

    private LinesPast(Path file, EventParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Reads the file once.
     *
     * @throws IOException when it cannot be read, or has no event with a time
     */
    static LinesPast open(Path file, EventParser parser) throws IOException {
        LinesPast past = new LinesPast(file, parser);
        past.each(past::learn);
        if (past.oldest == null)
            throw new IOException("cannot use " + file + ": no line of it is an event with a time");
        return past;
    }

    private interface Line {
        void take(byte[] json);
    }

    private void learn(byte[] json) {
        LogEvent event = parsed(json);
        if (event == null) {
            unreadable++;
            return;
        }
        learnFields(event);
        if (event.time().equals(NEVER)) {
            untimed++;
            return;
        }
        if (oldest == null || event.time().isBefore(oldest)) oldest = event.time();
        if (newest == null || event.time().isAfter(newest)) newest = event.time();
    }

    private void learnFields(LogEvent event) {
        Layout layout = event.fields().layout();
        if (layout != null && !layouts.add(layout)) return;
        fields.addAll(event.fields().names());
    }

    private @Nullable LogEvent parsed(byte[] json) {
        try {
            return parser.parse(0, NEVER, json);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** When the oldest event happened. */
    Instant from() {
        return oldest == null ? Instant.EPOCH : oldest;
    }

    /** Just after the newest event happened. */
    Instant to() {
        return newest == null ? Instant.EPOCH : newest.plusMillis(1);
    }

    /** Shows every event that the backtest wants, from this instant to that. */
    Facts show(Backtest backtest, Instant from, Instant to) throws IOException {
        Feed feed = new Feed(backtest, from, to);
        each(feed::take);
        List<String> notes = new ArrayList<>();
        if (unreadable > 0) notes.add(String.format("%,d lines are no events", unreadable));
        if (untimed > 0) notes.add(String.format("%,d events say no time, and count as of the line before", untimed));
        return new Facts(feed.scanned, oldest, fields, false, notes);
    }

    private final class Feed {
        private final Backtest backtest;
        private final Instant from;
        private final Instant to;
        private Instant now;
        private long id;
        private long scanned;

        Feed(Backtest backtest, Instant from, Instant to) {
            this.backtest = backtest;
            this.from = from;
            this.to = to;
            this.now = from();
        }

        void take(byte[] json) {
            LogEvent event = parsed(json);
            if (event == null) return;
            boolean timed = !event.time().equals(NEVER);
            LogEvent numbered = timed
                    ? new LogEvent(++id, event.time(), event.time(), json, event.fields(), event.correlationIds())
                    : parser.parse(++id, now, json);
            if (numbered.time().isAfter(now)) now = numbered.time();
            if (numbered.time().isBefore(backtest.since()) || !numbered.time().isBefore(to)) return;
            if (!numbered.time().isBefore(from)) scanned++;
            backtest.observe(numbered);
        }
    }

    private void each(Line line) throws IOException {
        try (InputStream in = open()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) split(buffer, read, bytes, line);
            end(bytes, line);
        }
    }

    private static void split(byte[] buffer, int length, ByteArrayOutputStream bytes, Line line) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] != '\n') continue;
            bytes.write(buffer, start, i - start);
            end(bytes, line);
            start = i + 1;
        }
        // A line without an end is no event, and must not take all memory.
        if (bytes.size() <= LINE_MAX) bytes.write(buffer, start, length - start);
    }

    private static void end(ByteArrayOutputStream bytes, Line line) {
        byte[] json = bytes.toByteArray();
        bytes.reset();
        for (byte b : json) {
            if (b > ' ') {
                line.take(json);
                return;
            }
        }
    }

    private InputStream open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
    }
}
