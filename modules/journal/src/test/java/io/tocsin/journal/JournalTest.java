package io.tocsin.journal;

import static io.tocsin.journal.Journals.append;
import static io.tocsin.journal.Journals.replay;
import static io.tocsin.journal.Journals.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal on a real file system. */
class JournalTest {
    private static final JournalSettings SETTINGS = new JournalSettings("test", 1_000, 100_000, 200_000, 0);

    @TempDir
    Path folder;

    private Journal open() throws IOException {
        return Journal.open(folder, SETTINGS);
    }

    @Test
    void everySegmentBeginsWithWhatIsKnownOfThoseBefore() throws IOException {
        MemoryDisk disk = new MemoryDisk(new java.util.Random(3));
        java.util.List<Long> known = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Journal journal = Journals.open(disk)) {
            journal.beginSegmentsWith(() -> Journals.bytes("known " + known));
            for (int i = 0; i < 12; i++) {
                byte[] record = Journals.bytes("record number " + i);
                journal.append(record, record.length, known::add)
                        .toCompletableFuture()
                        .join();
            }
            assertThat(journal.stats().appendedRecords())
                    .as("nobody asked for the heads")
                    .isEqualTo(12);
            assertThat(journal.stats().waitingRecords()).isZero();
            assertThat(journal.segmentPositions()).hasSizeGreaterThan(2);
            for (long position : journal.segmentPositions()) {
                var first = Journals.replay(journal, position).firstEntry();
                assertThat(first.getKey()).isEqualTo(position);
                assertThat(first.getValue())
                        .isEqualTo("known "
                                + known.stream().filter(each -> each < position).toList());
            }
        }
    }

    @Test
    void whatWasAppendedIsReplayedAfterAReopenInOrder() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 100; i++) append(journal, "record " + i);
        }

        try (Journal journal = open()) {
            assertThat(texts(journal))
                    .isEqualTo(
                            IntStream.range(0, 100).mapToObj(i -> "record " + i).toList());
            assertThat(journal.damages()).isEmpty();
            assertThat(journal.stats().segments()).isGreaterThan(2);
        }
    }

    @Test
    void aReplaySeesWhatWasAcknowledgedBeforeIt() throws IOException {
        try (Journal journal = open()) {
            append(journal, "one");
            long second = append(journal, "two");

            assertThat(replay(journal, second).values()).containsExactly("two");
            assertThat(replay(journal, second + 1)).isEmpty();
        }
    }

    @Test
    void anEmptyRecordIsARecord() throws IOException {
        try (Journal journal = open()) {
            append(journal, "");

            assertThat(texts(journal)).containsExactly("");
        }
    }

    @Test
    void aRecordLargerThanSegmentAndBufferIsKept() throws IOException {
        String large = "x".repeat(99_999);
        try (Journal journal = Journal.open(folder, JournalSettings.named("large"))) {
            append(journal, large.repeat(5));
            append(journal, "small");

            assertThat(texts(journal)).containsExactly(large.repeat(5), "small");
        }
    }

    @Test
    void manyAppendersAreAnsweredByFewSyncs() throws IOException {
        try (Journal journal = open()) {
            List<Thread> threads = new ArrayList<>();
            List<CompletableFuture<Long>> answers = Collections.synchronizedList(new ArrayList<>());
            for (int t = 0; t < 4; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 500; i++) {
                        answers.add(journal.append(new byte[20]).toCompletableFuture());
                    }
                }));
            }
            for (Thread thread : threads) joined(thread);

            TreeSet<Long> positions = new TreeSet<>();
            for (CompletableFuture<Long> answer : answers) positions.add(answer.join());

            assertThat(positions).hasSize(2_000);
            assertThat(replay(journal, 0).keySet()).isEqualTo(positions);
            assertThat(journal.stats().appendedRecords()).isEqualTo(2_000);
            assertThat(journal.stats().waitingRecords()).isZero();
            assertThat(journal.stats().waitingBytes()).isZero();
            assertThat(journal.stats().fsyncs()).isLessThan(2_000);
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoOpenersCannotShareAFolder() throws IOException {
        try (Journal first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("in use");
            append(first, "still works");
        }
        open().close();
    }

    @Test
    void droppingKeepsEverySegmentThatHoldsAWantedRecord() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 100; i++) append(journal, "record " + i);

            journal.dropBefore(50);

            assertThat(replay(journal, 50)).hasSize(50);
            assertThat(journal.firstPosition()).isBetween(1L, 50L);
        }
    }

    @Test
    void positionsGrowOnAfterEverythingWasDropped() throws IOException {
        long last = 0;
        for (int round = 0; round < 5; round++) {
            try (Journal journal = open()) {
                long position = append(journal, "round " + round);
                assertThat(position).isGreaterThanOrEqualTo(last);
                last = journal.nextPosition();

                journal.dropBefore(last);

                assertThat(replay(journal, 0)).isEmpty();
                assertThat(journal.firstPosition()).isEqualTo(last);
                assertThat(journal.stats().segments()).isEqualTo(1);
            }
        }
        try (Journal journal = open()) {
            assertThat(journal.nextPosition()).isGreaterThanOrEqualTo(last);
            assertThat(journal.damages()).isEmpty();
        }
    }

    @Test
    void aRecordOverTheLimitIsRefusedAlone() throws IOException {
        try (Journal journal = open()) {
            assertThatThrownBy(() -> append(journal, "x".repeat(100_001)))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("100001 bytes, limit 100000");
            append(journal, "fine");
        }
    }

    @Test
    void aClosedJournalTakesNothing() throws IOException {
        Journal journal = open();
        journal.close();
        journal.close();

        assertThat(journal.append(new byte[1]).toCompletableFuture()).isCompletedExceptionally();
        assertThatThrownBy(() -> journal.dropBefore(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void positionsBeginWhereTheOneWhoRemembersThemSays() throws IOException {
        try (Journal journal = Journal.open(folder, SETTINGS.positionsFrom(500))) {
            assertThat(append(journal, "first")).isEqualTo(500);
        }
        try (Journal journal = Journal.open(folder, SETTINGS.positionsFrom(900))) {
            assertThat(append(journal, "second")).isEqualTo(900);
            assertThat(texts(journal)).containsExactly("first", "second");
            assertThat(journal.damages()).isEmpty();
        }
    }
}
