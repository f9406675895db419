package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final JournalSettings SETTINGS = new JournalSettings("events", 2_000, 1 << 20, 1 << 20, 0);

    @TempDir
    Path folder;

    private final RandomEvents events = new RandomEvents(new Random(9));

    private EventLog open() throws IOException {
        return EventLog.open(folder, new TinyJson(), SETTINGS);
    }

    private static long append(EventLog log, EventBatch batch) {
        return log.append(batch).toCompletableFuture().join();
    }

    private static List<EventBatch> replay(EventLog log, long from) throws IOException {
        List<EventBatch> batches = new ArrayList<>();
        log.replay(from, (position, batch) -> batches.add(batch));
        return batches;
    }

    @Test
    void positionsAreToldInTheirOrderAndBeforeTheAnswers() throws IOException {
        List<Long> told = new CopyOnWriteArrayList<>();
        try (EventLog log = open()) {
            List<CompletableFuture<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                EventBatch batch = new EventBatch("http", Map.of(), events.batch(1));
                answers.add(log.append(batch, told::add).toCompletableFuture());
            }
            for (CompletableFuture<Long> answer : answers) assertThat(told).contains(answer.join());
        }
        assertThat(told).hasSize(100).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void batchesComeBackAsTheyWere() throws IOException {
        List<EventBatch> written = new ArrayList<>();
        try (EventLog log = open()) {
            for (int i = 0; i < 50; i++) {
                written.add(new EventBatch(
                        "kafka " + i, Map.of("logs-0", (long) i, "logs-1", -1L), events.batch(i % 7 + 1)));
                append(log, written.getLast());
            }
        }
        try (EventLog log = open()) {
            List<EventBatch> read = replay(log, 0);

            assertThat(read).isEqualTo(written);
            for (int i = 0; i < read.size(); i++) {
                for (int j = 0; j < read.get(i).events().size(); j++) {
                    LogEvent one = read.get(i).events().get(j);
                    LogEvent other = written.get(i).events().get(j);
                    assertThat(one.json()).isEqualTo(other.json());
                    assertThat(one.toString()).isEqualTo(other.toString());
                    assertThat(one.receivedAt()).isEqualTo(other.receivedAt());
                    assertThat(one.correlationIds()).isEqualTo(other.correlationIds());
                }
            }
        }
    }

    @Test
    void batchesThatAreWrittenTogetherKeepTheirBytesApart() throws IOException {
        Map<Long, byte[]> written = new HashMap<>();
        try (EventLog log = open()) {
            for (int burst = 0; burst < 20; burst++) {
                List<CompletableFuture<Long>> answers = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    // Each takes an array that others had before it.
                    EventBatch batch = new EventBatch("http", Map.of(), events.batch(80 - 7 * i));
                    batch.events().forEach(event -> written.put(event.id(), event.json()));
                    answers.add(log.append(batch).toCompletableFuture());
                }
                answers.forEach(CompletableFuture::join);
            }
        }
        try (EventLog log = open()) {
            Map<Long, byte[]> read = new HashMap<>();
            replay(log, 0).forEach(batch -> batch.events().forEach(event -> read.put(event.id(), event.json())));
            assertThat(read).hasSameSizeAs(written);
            read.forEach((id, json) -> assertThat(json).isEqualTo(written.get(id)));
        }
    }

    @Test
    void offsetsAndLastIdSurviveReopeningAndDropping() throws IOException {
        long last = 0;
        try (EventLog log = open()) {
            assertThat(log.offsets()).isEmpty();
            assertThat(log.lastEventId()).isZero();
            append(log, new EventBatch("k", Map.of("logs-0", 10L), events.batch(3)));
            for (int i = 0; i < 40; i++) append(log, new EventBatch("http", Map.of(), events.batch(5)));
            append(log, new EventBatch("k", Map.of("logs-1", 20L), events.batch(3)));
            last = log.lastEventId();
            assertThat(last).isEqualTo(206);

            log.dropBefore(log.nextPosition());

            assertThat(replay(log, 0)).hasSizeLessThan(20);
        }
        try (EventLog log = open()) {
            assertThat(log.offsets()).isEqualTo(Map.of("logs-0", 10L, "logs-1", 20L));
            assertThat(log.lastEventId()).isEqualTo(last);
            assertThat(log.damages()).isEmpty();
        }
    }

    @Test
    void aFailedAppendMovesNoOffset() throws IOException {
        try (EventLog log = open()) {
            LogEvent huge = events.event("{\"a\":\"" + "x".repeat(1 << 20) + "\"}");

            assertThatThrownBy(() -> append(log, new EventBatch("k", Map.of("logs-0", 5L), List.of(huge))))
                    .hasCauseInstanceOf(IllegalArgumentException.class);

            assertThat(log.offsets()).isEmpty();
            assertThat(log.lastEventId()).isZero();
        }
    }

    @Test
    void anEventThatTodaysParserRefusesIsKeptAsAReject() throws IOException {
        LogEvent event = events.event("{\"a\":1}");
        try (EventLog log = open()) {
            append(log, new EventBatch("http", Map.of(), List.of(event)));
        }
        try (EventLog log = EventLog.open(
                folder,
                (id, receivedAt, json) -> {
                    throw new IllegalArgumentException("too strict");
                },
                SETTINGS)) {
            LogEvent read = replay(log, 0).getFirst().events().getFirst();

            assertThat(read.id()).isEqualTo(event.id());
            assertThat(new String(read.json(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
            assertThat(read.fields().first(FieldNames.REJECT)).isEqualTo("true");
        }
    }

    @Test
    void aRecordOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> BatchCodec.decode(new byte[] {9}))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read batch: format version 9, this build reads up to 2");
    }

    @Test
    void anyCutRecordIsRefusedAndNeverMisread() throws IOException {
        byte[] record = BatchCodec.encode(
                        new EventBatch("k", Map.of("logs-0", 5L), events.batch(3)), 3, new ByteSink(0))
                .toBytes();
        assertThat(BatchCodec.decode(record).events()).hasSize(3);
        for (int cut = 0; cut < record.length; cut++) {
            byte[] part = Arrays.copyOf(record, cut);
            assertThatThrownBy(() -> BatchCodec.decode(part)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCheckpointDoesNotUndoABatchThatWasOnItsWayMeanwhile() throws IOException {
        try (Journal journal = Journal.open(folder, SETTINGS)) {
            for (byte[] record : List.of(
                    BatchCodec.checkpoint(Map.of("logs-0", 10L, "logs-1", 7L), 1),
                    BatchCodec.encode(new EventBatch("k", Map.of("logs-0", 30L), List.of()), 1, new ByteSink(0))
                            .toBytes(),
                    BatchCodec.checkpoint(Map.of("logs-0", 20L, "logs-1", 8L), 1))) {
                journal.append(record).toCompletableFuture().join();
            }
        }
        try (EventLog log = open()) {
            assertThat(log.offsets()).isEqualTo(Map.of("logs-0", 30L, "logs-1", 8L));
        }
    }

    @Test
    void anEmptiedFolderDoesNotMakeNewEventsLookLikeIndexedOnes() throws IOException {
        long indexed = 41;
        try (EventLog log = EventLog.open(folder, new TinyJson(), SETTINGS.positionsFrom(indexed + 1))) {
            assertThat(append(log, new EventBatch("http", Map.of(), events.batch(1))))
                    .isGreaterThan(indexed);
        }
    }

    private EventBatch named(String name, long... keys) {
        Delivered delivered = new Delivered(name, Instant.parse("2026-03-02T12:00:00Z"), 2, 1, 0);
        return new EventBatch(
                "http",
                Map.of(),
                events.batch(1),
                delivered,
                java.util.Arrays.stream(keys).boxed().toList());
    }

    private static void assertKnown(EventLog log) {
        Instant now = Instant.parse("2026-03-02T12:00:01Z");
        for (int i = 0; i < 60; i++) {
            assertThat(log.recognised().batch("b" + i, now)).isNotNull();
            assertThat(log.recognised().event(1_000 + i)).isTrue();
        }
        assertThat(log.recognised().batch("b60", now)).isNull();
        assertThat(log.recognised().event(999)).isFalse();
    }

    @Test
    void batchesAndEventsAreRecognisedAfterReopeningDroppingAndDamage() throws IOException {
        try (EventLog log = open()) {
            for (int i = 0; i < 60; i++) append(log, named("b" + i, 1_000 + i));
            assertKnown(log);
            log.dropBefore(log.nextPosition() - 3);
        }
        try (EventLog log = open()) {
            assertKnown(log);
            log.dropBefore(log.nextPosition());
        }
        try (EventLog log = open()) {
            assertKnown(log);
            assertThat(EventLog.verify(folder).whole()).isTrue();
        }
    }

    @Test
    void aBatchThatCouldNotBeWrittenIsNotRecognised() throws IOException {
        try (EventLog log = open()) {
            LogEvent huge = events.event("{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
            EventBatch batch = new EventBatch(
                    "http", Map.of(), List.of(huge), named("b", 7).delivered(), List.of(7L));

            assertThatThrownBy(() -> append(log, batch)).hasCauseInstanceOf(IllegalArgumentException.class);

            assertThat(log.recognised().batch("b", Instant.EPOCH)).isNull();
            assertThat(log.recognised().event(7)).isFalse();
        }
    }
}
