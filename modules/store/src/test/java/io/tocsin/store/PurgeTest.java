package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a purge the disk knows nothing of what was deleted. */
class PurgeTest {
    private static final String SECRET = "hunter2hunter2";
    private static final StoreSettings SETTINGS = StoreSettings.defaults().withBlocksOf(10);

    @TempDir
    Path temporary;

    private final LayoutJson parser = new LayoutJson();
    private final List<LogEvent> sent = new ArrayList<>();

    /** Two days, all others of 95 events with a secret: in segments, pending, and in no block yet. */
    private void fill(BlockStore store) throws IOException {
        for (int i = 0; i < 95; i++) {
            Instant time = RandomEvents.START.plusSeconds(i % 2 * 86_400L + i);
            String json = "{\"n\":%d,\"message\":\"%s\"}".formatted(i, i % 4 == 0 ? "password " + SECRET : "fine");
            sent.add(parser.parse(i + 1, time, json.getBytes(StandardCharsets.UTF_8)));
            store.add(List.of(sent.getLast()), i);
            if (i == 50) store.commit();
        }
    }

    private BlockStore open() throws IOException {
        return BlockStore.open(temporary.resolve("index"), parser, SETTINGS);
    }

    private static void delete(EventStore store) throws IOException {
        store.delete(Asked.deletion("d", Query.parse(SECRET), 95));
    }

    /** How many blocks have the term, how many events have the text. */
    private List<Long> traces() throws IOException {
        long blocks = 0;
        long texts = 0;
        try (Stream<Path> folders = Files.list(temporary.resolve("index"))) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                try (FSDirectory directory = FSDirectory.open(folder);
                        DirectoryReader reader = DirectoryReader.open(directory)) {
                    for (LeafReaderContext leaf : reader.leaves()) {
                        SegmentBlocks segment = new SegmentBlocks(leaf.reader());
                        int[] candidates = segment.candidates(Condition.of(Query.parse(SECRET)));
                        blocks += candidates == null ? 1_000 : candidates.length;
                        // Those that are only marked as deleted, too: their bytes are there.
                        for (int block = 0; block < segment.blocks(); block++) texts += texts(segment.read(block));
                    }
                }
            }
        }
        return List.of(blocks, texts);
    }

    private static long texts(Block block) throws IOException {
        long texts = 0;
        for (int event = 0; event < block.events(); event++) {
            if (new String(block.json(event), StandardCharsets.UTF_8).contains(SECRET)) texts++;
        }
        return texts;
    }

    @Test
    void nothingOfWhatWasDeletedIsLeftOnTheDisk() throws IOException {
        try (BlockStore store = open()) {
            fill(store);
        }
        assertThat(traces()).allMatch(count -> count > 4);
        try (BlockStore store = open()) {
            delete(store);
            Asked.maintainToTheEnd(store);
        }
        assertThat(traces()).containsExactly(0L, 0L);
    }

    @Test
    void norOfWhatWasInNoBlockAndInNoSegmentThen() throws IOException {
        try (BlockStore store = open()) {
            fill(store);
            delete(store);
            Asked.maintainToTheEnd(store);
            assertThat(Asked.total(store, "*")).isEqualTo(71);
        }
        assertThat(traces()).containsExactly(0L, 0L);
    }

    @Test
    void aReplayWritesNoneOfItAgain() throws IOException {
        try (BlockStore store = open()) {
            fill(store);
            delete(store);
            Asked.maintainToTheEnd(store);
            // As if a partition had been lost meanwhile, and came from the journal again.
            store.drop("2026-11-20");
        }
        Files.delete(temporary.resolve("index/manifest"));
        try (BlockStore store = open()) {
            for (int i = 0; i < sent.size(); i++) store.add(List.of(sent.get(i)), i);
            assertThat(Asked.total(store, SECRET)).isZero();
            assertThat(Asked.total(store, "*")).isEqualTo(71);
        }
        assertThat(traces()).containsExactly(0L, 0L);
    }

    @Test
    void whatWasOnItsWayMeanwhileIsNotFound() throws IOException {
        try (BlockStore store = open()) {
            delete(store);
            Asked.maintainToTheEnd(store);
            assertThat(store.deletions()).allMatch(Deletion::purged);

            fill(store);

            assertThat(Asked.total(store, SECRET)).isZero();
            assertThat(Asked.total(store, "*")).isEqualTo(71);
        }
    }

    @Test
    void aDeletionIsDurableBeforeItReturns() throws IOException {
        try (BlockStore store = open()) {
            fill(store);
            store.commit();
            delete(store);
            FolderCopy.of(temporary.resolve("index"), temporary.resolve("crashed"));
        }
        try (BlockStore store = BlockStore.open(temporary.resolve("crashed"), parser, SETTINGS)) {
            assertThat(store.count()).isPositive();
            assertThat(Asked.total(store, SECRET)).isZero();
        }
    }
}
