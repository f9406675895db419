package io.tocsin.store;

import static io.tocsin.store.Asked.deletion;
import static io.tocsin.store.Asked.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is copied of a snapshot, however late, is a store that the journal makes whole. */
class StoreSnapshotTest {
    private static final int PER_BLOCK = 10;
    private static final StoreSettings SMALL = StoreSettings.defaults().withBlocksOf(PER_BLOCK);

    @TempDir
    Path temporary;

    private final LayoutJson parser = new LayoutJson();
    private final RandomEvents events = new RandomEvents(new Random(11), true, parser);
    private BlockStore store;
    private long lastId;
    private long position;

    @BeforeEach
    void open() throws IOException {
        store = BlockStore.open(temporary.resolve("index"), parser, SMALL);
        addBlocks(3);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void addBlocks(int blocks) throws IOException {
        for (int i = 0; i < blocks * PER_BLOCK; i++) {
            LogEvent last = events.event(
                    "{\"time\":\"" + RandomEvents.START + "\",\"user\":\"" + (i % 2 == 0 ? "anna" : "bob") + "\"}");
            lastId = last.id();
            store.add(List.of(last), position++);
        }
    }

    private BlockStore copied(Snapshot snapshot) throws IOException {
        Path copy = temporary.resolve("copy");
        for (Path file : snapshot.files()) {
            Path target = copy.resolve(snapshot.folder().relativize(file).toString());
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(file, target);
        }
        return BlockStore.open(copy, parser, SMALL);
    }

    @Test
    void whatIsCommittedLaterIsNotClaimedByTheManifestThatIsCopied() throws IOException {
        Snapshot snapshot = store.snapshot();
        addBlocks(2);
        store.commit();

        try (BlockStore copy = copied(snapshot)) {
            assertThat(copy.indexedPosition()).isEqualTo(29);
            assertThat(total(copy, "*")).isEqualTo(30);
        }
        assertThat(store.indexedPosition()).isEqualTo(29);
        snapshot.close();
        store.commit();
        assertThat(store.indexedPosition()).isEqualTo(49);
    }

    @Test
    void whatIsDeletedMeanwhileIsNotThereInTheCopyEither() throws IOException {
        Snapshot snapshot = store.snapshot();
        store.delete(deletion("d1", Query.parse("user:anna"), lastId));
        while (store.maintain()) {}
        store.commit();

        try (BlockStore copy = copied(snapshot)) {
            assertThat(total(copy, "*")).isEqualTo(15);
        }
        assertThat(store.deletions()).noneMatch(Deletion::purged);
        snapshot.close();
        while (store.maintain()) {}
        assertThat(store.deletions()).allMatch(Deletion::purged);
        assertThat(total(store, "*")).isEqualTo(15);
    }

    @Test
    void aSnapshotThatIsClosedTwiceLetsGoOnce() throws IOException {
        Snapshot first = store.snapshot();
        Snapshot second = store.snapshot();
        first.close();
        first.close();
        addBlocks(1);
        store.commit();

        assertThat(store.indexedPosition()).isEqualTo(29);
        second.close();
        store.commit();
        assertThat(store.indexedPosition()).isEqualTo(39);
    }
}
