package io.tocsin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.journal.Damage;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that are over, on the disk: a journal of their own, in segments that are dropped whole. A record is {@code {"at": …,
 * "closed": …}}, what is counted, or {@code {"at": …, "story": …}}, an incident with its timeline; the last word on an incident counts.
 */
final class IncidentArchive implements AutoCloseable {
    /** A year can be compared with the one before it, up to a month after it has ended. */
    static final Duration KEPT_FOR = Duration.ofDays(400);

    /** Small segments are dropped in small steps. */
    private static final long SEGMENT_BYTES = 8L << 20;

    /** 512 MiB: some ten thousand incidents with long timelines, or a hundred thousand of a usual length. */
    static final int SEGMENTS_MAX = 64;

    private static final int RECORD_BYTES_MAX = 8 << 20;
    private static final long WAITING_BYTES_MAX = 32L << 20;

    private static final ObjectMapper JSON = StateJson.mapper();

    /** What a record of each kind begins with behind its time: most of the bytes are stories, which a report need not read. */
    private static final byte[] CLOSED = "\"closed\"".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] STORY = "\"story\"".getBytes(StandardCharsets.US_ASCII);

    private final Journal journal;

    private IncidentArchive(Journal journal) {
        this.journal = journal;
    }

    static IncidentArchive open(Path folder) throws IOException {
        return open(folder, SEGMENT_BYTES);
    }

    static IncidentArchive open(Path folder, long segmentBytes) throws IOException {
        return new IncidentArchive(Journal.open(
                folder, new JournalSettings("incidents", segmentBytes, RECORD_BYTES_MAX, WAITING_BYTES_MAX, 0)));
    }

    private record Facts(Instant at, ClosedIncident closed) {}

    private record Told(Instant at, ArchivedIncident story) {}

    /** Adds what is counted; durable once the stage completes. */
    CompletionStage<Long> add(ClosedIncident closed) throws IOException {
        return journal.append(JSON.writeValueAsBytes(new Facts(closed.resolvedAt(), closed)));
    }

    /** Adds an incident with its timeline; durable once the stage completes. */
    CompletionStage<Long> add(ArchivedIncident story, Instant now) throws IOException {
        return journal.append(JSON.writeValueAsBytes(new Told(now, story)));
    }

    /** Gives all that is counted, in the order written. */
    void readClosed(Consumer<ClosedIncident> reader) throws IOException {
        journal.replay(journal.firstPosition(), (position, record) -> {
            if (isOf(CLOSED, record))
                reader.accept(JSON.treeToValue(JSON.readTree(record).get("closed"), ClosedIncident.class));
        });
    }

    /** The last word on an incident. */
    Optional<ArchivedIncident> find(String id) throws IOException {
        byte[] wanted = ("\"id\":" + JSON.writeValueAsString(id)).getBytes(StandardCharsets.UTF_8);
        @Nullable ArchivedIncident[] found = new @Nullable ArchivedIncident[1];
        journal.replay(journal.firstPosition(), (position, record) -> {
            if (!isOf(STORY, record) || !follows(wanted, record, indexOf(STORY, record) + STORY.length)) return;
            found[0] = JSON.treeToValue(JSON.readTree(record).get("story"), ArchivedIncident.class);
        });
        return Optional.ofNullable(found[0]);
    }

    /** Both are written by ourselves, the kind behind a time of some forty letters. */
    private static boolean isOf(byte[] kind, byte[] record) {
        return indexOf(kind, record) >= 0;
    }

    private static int indexOf(byte[] kind, byte[] record) {
        int end = Math.min(64, record.length - kind.length);
        for (int at = 0; at <= end; at++) if (matches(kind, record, at)) return at;
        return -1;
    }

    private static boolean follows(byte[] text, byte[] record, int from) {
        int end = Math.min(from + 2, record.length - text.length);
        for (int at = from; at <= end; at++) if (matches(text, record, at)) return true;
        return false;
    }

    private static boolean matches(byte[] text, byte[] record, int at) {
        for (int i = 0; i < text.length; i++) if (record[at + i] != text[i]) return false;
        return true;
    }

    /** Drops the oldest segments: those beyond {@link #SEGMENTS_MAX}, and those whose records are all too old. Blocks. */
    void tidy(Instant now) throws IOException {
        List<Long> segments = journal.segmentPositions();
        int keep = Math.max(0, segments.size() - SEGMENTS_MAX);
        while (keep + 1 < segments.size()
                && firstTime(segments.get(keep + 1), now).isBefore(now.minus(KEPT_FOR))) keep++;
        if (keep > 0) journal.dropBefore(segments.get(keep));
    }

    private Instant firstTime(long position, Instant now) throws IOException {
        Instant[] first = {now};
        try {
            journal.replay(position, (at, record) -> {
                JsonNode time = JSON.readTree(record).path("at");
                first[0] = Instant.parse(time.asText());
                throw new FoundException();
            });
        } catch (FoundException found) {
            return first[0];
        }
        return now;
    }

    private static final class FoundException extends IOException {
        private static final long serialVersionUID = 1;
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
