package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Pipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A block that the index gives back as it got it, and that is wrong all the same. */
class WrongBlockTest {
    private static final String DAY = "2026-11-21";
    private static final Pipe COUNT = new Pipe.Stats(List.of(Pipe.Measure.count()), List.of(), null);

    @TempDir
    Path temporary;

    private DamageScene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new DamageScene(temporary.resolve("whole"));
    }

    /** Flips a bit in the first block of a day; a negative place counts from its end. */
    private void replaceFirstBlock(int at) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
        try (FSDirectory directory = FSDirectory.open(scene.folder.resolve(DAY));
                DirectoryReader reader = DirectoryReader.open(directory);
                IndexWriter writer = new IndexWriter(directory, config)) {
            var leaf = reader.leaves().getFirst().reader();
            SegmentBlocks segment = new SegmentBlocks(leaf);
            var values = leaf.getBinaryDocValues(BlockDocument.BLOCK);
            assertThat(values.advanceExact(0)).isTrue();
            byte[] bytes = BytesRef.deepCopyOf(values.binaryValue()).bytes;
            bytes[at < 0 ? bytes.length + at : at] ^= 0x40;
            String name = segment.name(0);
            Document document = new Document();
            document.add(new BinaryDocValuesField(BlockDocument.BLOCK, new BytesRef(bytes)));
            document.add(new NumericDocValuesField(BlockDocument.MIN_TIME, segment.minTime(0)));
            document.add(new NumericDocValuesField(BlockDocument.MAX_TIME, segment.maxTime(0)));
            document.add(new NumericDocValuesField(BlockDocument.EVENTS, segment.events(0)));
            document.add(new StringField(BlockDocument.NAME, name, Field.Store.NO));
            document.add(new BinaryDocValuesField(BlockDocument.NAME, new BytesRef(name)));
            document.add(new IntPoint(TermIndex.FIELD, 1));
            writer.updateDocument(BlockDocument.named(name), document);
            writer.setLiveCommitData(reader.getIndexCommit().getUserData().entrySet());
        }
    }

    private BlockStore open() throws IOException {
        return BlockStore.open(scene.folder, scene.parser, DamageScene.SETTINGS);
    }

    private List<Long> firstBlock() {
        return List.copyOf(scene.of(DAY).keySet()).subList(0, 50);
    }

    private void onlyThatBlockIsLost() throws IOException {
        try (BlockStore store = open()) {
            for (int round = 0; round < 2; round++) {
                DamageScene.Found found = DamageScene.found(store);

                assertThat(found.partial()).isTrue();
                Map<Long, String> all = scene.all();
                List<Long> left = new ArrayList<>(all.keySet());
                left.removeAll(found.events().keySet());
                assertThat(left).isEqualTo(firstBlock());
                all.keySet().removeAll(left);
                assertThat(found.events()).isEqualTo(all);
                assertThat(store.damages())
                        .anyMatch(damage -> damage.contains("of partition " + DAY + ", with 50 events"));
                Asked.maintainToTheEnd(store);
            }
        }
    }

    @Test
    void aBlockWithAWrongHeaderIsLostAndNoOther() throws IOException {
        replaceFirstBlock(12);

        onlyThatBlockIsLost();
        try (BlockStore store = open()) {
            assertThat(store.fields(Asked.scope("*")).partial()).isTrue();
            assertThat(store.table(Asked.scope("*"), List.of(COUNT)).partial()).isTrue();
        }
    }

    @Test
    void aBlockWithAWrongColumnIsLostAndNoOther() throws IOException {
        replaceFirstBlock(-2);

        onlyThatBlockIsLost();
    }

    @Test
    void aRepairTakesItOut() throws IOException {
        replaceFirstBlock(-2);

        List<StoreCheck.Finding> findings = new StoreCheck(scene.folder).repair();

        assertThat(findings)
                .filteredOn(finding -> finding.partition().equals(DAY))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.lostEvents()).isEqualTo(50);
                    assertThat(finding.events()).isEqualTo(250);
                    assertThat(finding.problems()).singleElement().asString().contains("cannot read block");
                });
        try (BlockStore store = open()) {
            Map<Long, String> left = scene.all();
            left.keySet().removeAll(firstBlock());
            assertThat(DamageScene.found(store)).isEqualTo(new DamageScene.Found(left, false));
        }
    }

    @Test
    void aDeletionWaitsForABlockThatCannotBeRead() throws IOException {
        replaceFirstBlock(12);
        try (BlockStore store = open()) {
            Asked.maintainToTheEnd(store);

            assertThat(store.deletions()).extracting(Deletion::purged).containsExactly(true, false);
        }
    }
}
