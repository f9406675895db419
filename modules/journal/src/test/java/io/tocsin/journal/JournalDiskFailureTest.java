package io.tocsin.journal;

import static io.tocsin.journal.Journals.append;
import static io.tocsin.journal.Journals.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Disks that say no. */
class JournalDiskFailureTest {
    private final MemoryDisk disk = disk();

    MemoryDisk disk() {
        return new MemoryDisk(new Random(5));
    }

    @Test
    void whyTheDiskRefusesIsKnownUntilItNoLongerDoes() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            assertThat(journal.failing()).isNull();
            disk.failSyncs(1);
            assertThatThrownBy(() -> append(journal, "lost")).isInstanceOf(CompletionException.class);
            assertThat(journal.failing()).isEqualTo("input/output error");

            append(journal, "after");

            assertThat(journal.failing()).isNull();
        }
    }

    @Test
    void aHeadThatCannotBeWrittenFailsTheAppendAndComesAgainWithTheNext() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            journal.beginSegmentsWith(() -> Journals.bytes("head"));
            disk.freeBytes(100);
            assertThatThrownBy(() -> append(journal, "lost")).isInstanceOf(CompletionException.class);
            disk.freeBytes(Long.MAX_VALUE);

            append(journal, "after");

            assertThat(texts(journal)).containsExactly("head", "after");
            assertThat(journal.stats().failedRecords()).isEqualTo(1);
            assertThat(journal.stats().waitingBytes()).isZero();
        }
    }

    @Test
    void aFailedSyncFailsTheAppendAndTheNextOneGoesToAFreshSegment() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            append(journal, "before");
            disk.failSyncs(1);

            assertThatThrownBy(() -> append(journal, "lost"))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("input/output error");

            append(journal, "after");
            assertThat(texts(journal)).containsExactly("before", "after");
            assertThat(Journals.segments(disk)).hasSize(2);
            assertThat(journal.stats().failedRecords()).isEqualTo(1);
        }
        try (Journal journal = Journals.open(disk)) {
            assertThat(texts(journal)).containsExactly("before", "after");
            assertThat(journal.damages()).isEmpty();
        }
    }

    @Test
    void aFullDiskFailsAppendsUntilThereIsRoomAndLeavesNoRubbish() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            append(journal, "before");
            disk.freeBytes(10);
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> append(journal, "does not fit in there"))
                        .hasMessageContaining("no space left on device");
            }
            assertThat(Journals.segments(disk)).hasSize(1);

            disk.freeBytes(Long.MAX_VALUE);

            append(journal, "after");
            assertThat(texts(journal)).containsExactly("before", "after");
            assertThat(journal.damages()).isEmpty();
        }
    }

    @Test
    void aDropThatFailsIsToldAndCanBeRepeated() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            append(journal, "old");
            long end = journal.nextPosition();
            disk.failSyncs(1);
            assertThatThrownBy(() -> journal.dropBefore(end)).isInstanceOf(IOException.class);

            journal.dropBefore(end);

            append(journal, "new");
            assertThat(texts(journal)).containsExactly("new");
        }
    }

    @Test
    void appendsAreRefusedAtOnceWhenTooMuchWaits() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            List<CompletableFuture<Long>> answers = new ArrayList<>();

            disk.whileStuck(() -> {
                for (int i = 0; i < 5; i++) {
                    answers.add(journal.append(new byte[4_096]).toCompletableFuture());
                }
                assertThat(answers.getLast()).isCompletedExceptionally();
                assertThat(journal.stats().refusedRecords()).isEqualTo(1);
                assertThat(journal.stats().waitingBytes()).isEqualTo(16_384);
            });

            assertThatThrownBy(() -> answers.getLast().join())
                    .cause()
                    .isInstanceOf(JournalFullException.class)
                    .hasMessage("cannot append to journal test: 16384 bytes already wait for the disk, limit 16384");
            for (CompletableFuture<Long> taken : answers.subList(0, 4)) taken.join();
            append(journal, "room again");
        }
    }

    @Test
    void closingFromTheWriterThreadIsRefusedInsteadOfHanging() throws IOException {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        Journal journal = Journals.open(disk);
        AutoCloseable same = journal;

        // The stage cannot complete before the callback is there, so the callback runs on the writer thread.
        disk.whileStuck(() -> journal.append(new byte[1]).thenRun(() -> {
            try {
                same.close();
                closing.complete(null);
            } catch (Exception refused) {
                closing.completeExceptionally(refused);
            }
        }));

        assertThatThrownBy(closing::join)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on its writer thread");
        journal.close();
    }
}
