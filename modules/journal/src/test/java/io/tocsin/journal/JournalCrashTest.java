package io.tocsin.journal;

import static io.tocsin.journal.Journals.append;
import static io.tocsin.journal.Journals.bytes;
import static io.tocsin.journal.Journals.replay;
import static io.tocsin.journal.Journals.segments;
import static io.tocsin.journal.Journals.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What survives when the machine stops at any moment. */
class JournalCrashTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 101, 102, 103, 104})
    void everythingAcknowledgedSurvivesStormsOfCrashesFailuresAndDrops(long seed) throws IOException {
        Random random = new Random(seed);
        survivesStorms(new MemoryDisk(random), random, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 101, 102, 103, 104})
    void theSameOfADiskThatTakesWholeBlocks(long seed) throws IOException {
        Random random = new Random(seed);
        survivesStorms(new MemoryDisk(random, 64), random, seed);
    }

    private static void survivesStorms(MemoryDisk calm, Random random, long seed) throws IOException {
        MemoryDisk disk = calm;
        TreeMap<Long, String> acknowledged = new TreeMap<>();
        Set<String> sent = new HashSet<>();
        long highest = -1;
        long dropped = 0;
        for (int life = 0; life < 60; life++) {
            Journal journal = Journals.open(disk);
            assertThat(journal.nextPosition()).as("seed %s life %s", seed, life).isGreaterThan(highest);
            Map<Long, String> replayed = replay(journal, 0);
            assertThat(replayed).as("seed %s life %s", seed, life).containsAllEntriesOf(acknowledged);
            assertThat(sent).containsAll(replayed.values());
            assertThat(replayed.values()).as("replayed once").doesNotHaveDuplicates();
            assertThat(journal.damages())
                    .allSatisfy(damage -> assertThat(damage.kind()).isEqualTo(Damage.Kind.TORN_TAIL));

            Map<String, CompletableFuture<Long>> answers = live(journal, disk, random, sent, life);
            if (random.nextInt(4) == 0 && !acknowledged.isEmpty()) {
                dropped = Math.max(dropped, acknowledged.firstKey() + random.nextInt(40));
                drop(journal, dropped);
            }
            if (random.nextInt(4) > 0) disk = disk.crash();
            journal.close();
            disk.failSyncs(0);
            answers.forEach((text, answer) -> {
                if (!answer.isCompletedExceptionally()) acknowledged.put(answer.join(), text);
            });
            acknowledged.headMap(dropped).clear();
            if (!acknowledged.isEmpty()) highest = Math.max(highest, acknowledged.lastKey());
        }
    }

    private static Map<String, CompletableFuture<Long>> live(
            Journal journal, MemoryDisk disk, Random random, Set<String> sent, int life) {
        Map<String, CompletableFuture<Long>> answers = new HashMap<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            if (random.nextInt(15) == 0) disk.failSyncs(random.nextInt(3));
            String text = life + "/" + i + "x".repeat(random.nextInt(100));
            sent.add(text);
            boolean patient = random.nextInt(3) == 0;
            CompletableFuture<Long> answer =
                    (patient ? journal.appendSoon(bytes(text)) : journal.append(bytes(text))).toCompletableFuture();
            answers.put(text, answer);
            // Who waits for a patient one waits for the next that is not, and here for nothing but time.
            if (!patient && random.nextInt(3) == 0)
                answer.handle((position, failed) -> true).join();
        }
        return answers;
    }

    private static void drop(Journal journal, long before) {
        try {
            journal.dropBefore(before);
        } catch (IOException diskFailed) {
            assertThat(diskFailed).hasMessageContaining("cannot drop segments of journal test");
        }
    }

    @Test
    void aFileCutAnywhereKeepsEveryRecordBeforeTheCut() throws IOException {
        List<String> texts = List.of("first", "second", "", "third, somewhat longer", "last");
        int size = 1_000;
        for (int cut = 0; cut <= size; cut++) {
            MemoryDisk disk = new MemoryDisk(new Random(cut));
            try (Journal journal = Journals.open(disk)) {
                for (String text : texts) append(journal, text);
            }
            String segment = segments(disk).getFirst();
            size = disk.size(segment);
            if (cut > size) break;
            disk.cut(segment, cut);

            try (Journal journal = Journals.open(disk)) {
                List<String> kept = texts(journal);
                assertThat(kept).isEqualTo(texts.subList(0, recordsWithin(texts, cut)));
                append(journal, "after");
                assertThat(texts(journal)).hasSize(kept.size() + 1).endsWith("after");
            }
            try (Journal journal = Journals.open(disk)) {
                assertThat(journal.damages())
                        .as("cut at %s: reported once only", cut)
                        .isEmpty();
                assertThat(texts(journal)).endsWith("after");
            }
        }
    }

    private static int recordsWithin(List<String> texts, int cut) {
        int end = Segment.HEADER_BYTES;
        int count = 0;
        for (String text : texts) {
            end += Segment.RECORD_HEADER_BYTES + bytes(text).length;
            if (end > cut) break;
            count++;
        }
        return count;
    }
}
