package io.tocsin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.journal.Damage;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.server.api.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decisions and answers on the disk: a journal of their own, in segments that are dropped whole, so that keeping them never
 * weighs on the memory of alerts. A record is an array of lines: {@code {"decided": …}}, {@code {"answered": …}}, or {@code
 * {"again": id, "times": n, "until": t}} for an earlier one that was seen again.
 */
final class DecisionLog implements AutoCloseable {
    /** After a month an incident is history too. */
    static final Duration KEPT_FOR = Duration.ofDays(30);

    /** Small segments are dropped in small steps. */
    private static final long SEGMENT_BYTES = 8L << 20;

    /** 128 MiB: some hundred thousand decisions, which one question may have to read. */
    static final int SEGMENTS_MAX = 16;

    /** More than the memory holds; reading them takes a second, beside the start. */
    private static final int SEGMENTS_LOADED = 4;

    private static final int RECORD_BYTES = 1 << 20;
    private static final int RECORD_BYTES_MAX = 8 << 20;
    private static final long WAITING_BYTES_MAX = 32L << 20;

    private static final ObjectMapper JSON = StateJson.mapper();

    private final Journal journal;

    private DecisionLog(Journal journal) {
        this.journal = journal;
    }

    static DecisionLog open(Path folder) throws IOException {
        return open(folder, SEGMENT_BYTES);
    }

    static DecisionLog open(Path folder, long segmentBytes) throws IOException {
        return new DecisionLog(Journal.open(
                folder, new JournalSettings("decisions", segmentBytes, RECORD_BYTES_MAX, WAITING_BYTES_MAX, 0)));
    }

    /** Told of each line as it was written. */
    interface Reader {
        void kept(Kept kept);

        void again(long id, int times, Instant until);
    }

    /** Reads what was written last, as much as fits into memory. */
    void readNewest(Reader reader) throws IOException {
        List<Long> segments = journal.segmentPositions();
        long from = segments.isEmpty()
                ? journal.firstPosition()
                : segments.get(Math.max(0, segments.size() - SEGMENTS_LOADED));
        journal.replay(from, (position, record) -> read(record, reader));
    }

    /** Reads everything. */
    void readAll(Reader reader) throws IOException {
        journal.replay(journal.firstPosition(), (position, record) -> read(record, reader));
    }

    private static void read(byte[] record, Reader reader) throws IOException {
        for (JsonNode line : JSON.readTree(record)) {
            if (line.has("decided")) reader.kept(JSON.treeToValue(line.get("decided"), Kept.Decided.class));
            if (line.has("answered")) reader.kept(JSON.treeToValue(line.get("answered"), Kept.Answered.class));
            if (line.has("again")) {
                reader.again(
                        line.get("again").asLong(),
                        line.path("times").asInt(),
                        Instant.parse(line.path("until").asText()));
            }
        }
    }

    /** Writes lines, in records of a moderate size. The stages complete, on the journal's thread, once they are durable. */
    List<CompletionStage<Long>> write(List<Kept> lines) throws IOException {
        List<CompletionStage<Long>> written = new ArrayList<>();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        for (Kept line : lines) {
            record.write(record.size() == 0 ? '[' : ',');
            record.write(bytes(line));
            if (record.size() > RECORD_BYTES) written.add(append(record));
        }
        if (record.size() > 0) written.add(append(record));
        return written;
    }

    private CompletionStage<Long> append(ByteArrayOutputStream record) {
        record.write(']');
        byte[] bytes = record.toByteArray();
        record.reset();
        return journal.append(bytes);
    }

    private static byte[] bytes(Kept line) throws IOException {
        return JSON.writeValueAsBytes(
                switch (line) {
                    case Kept.Decided decided when decided.times() == 1 -> new NewDecision(decided);
                    case Kept.Decided again -> new Again(again.id(), again.times(), again.until());
                    case Kept.Answered answered -> new NewAnswer(answered);
                });
    }

    private record NewDecision(Kept.Decided decided) {}

    private record NewAnswer(Kept.Answered answered) {}

    private record Again(long again, int times, Instant until) {}

    /** Drops the oldest segments: those beyond {@link #SEGMENTS_MAX}, and those whose lines are all too old. Blocks. */
    void tidy(Instant now) throws IOException {
        List<Long> segments = journal.segmentPositions();
        int keep = Math.max(0, segments.size() - SEGMENTS_MAX);
        while (keep + 1 < segments.size()
                && firstTime(segments.get(keep + 1), now).isBefore(now.minus(KEPT_FOR))) keep++;
        if (keep > 0) journal.dropBefore(segments.get(keep));
    }

    /** When the first line behind a position was written; now when there is none. */
    private Instant firstTime(long position, Instant now) throws IOException {
        Instant[] first = {now};
        try {
            journal.replay(position, (at, record) -> {
                for (JsonNode line : JSON.readTree(record)) {
                    String time = line.has("answered")
                            ? line.path("answered").path("at").asText()
                            : line.path("decided")
                                    .path("until")
                                    .asText(line.path("until").asText());
                    first[0] = Instant.parse(time);
                    throw new FoundException();
                }
            });
        } catch (FoundException found) {
            return first[0];
        }
        return now;
    }

    private static final class FoundException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Why the disk does not take lines now; null when it does. */
    @Nullable
    String failing() {
        return journal.failing();
    }

    /** What could not be read so far. Any thread. */
    List<Damage> damages() {
        return journal.damages();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
