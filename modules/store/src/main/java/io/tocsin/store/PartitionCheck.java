package io.tocsin.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.FSDirectory;

/** Reads every byte of one partition; takes out the segments and blocks that are broken, when it is to repair. */
final class PartitionCheck {
    private final Path folder;
    private final boolean repair;
    private final List<String> problems = new ArrayList<>();
    private long events;
    private long lost;

    private PartitionCheck(Path folder, boolean repair) {
        this.folder = folder;
        this.repair = repair;
    }

    static StoreCheck.Finding of(Path partition, boolean repair) throws IOException {
        PartitionCheck check = new PartitionCheck(partition, repair);
        check.segments();
        if (check.problems.isEmpty() || repair) check.blocks();
        return new StoreCheck.Finding(
                String.valueOf(partition.getFileName()), check.events, check.problems, check.lost);
    }

    /** Whether a server can open it, whatever it finds then. */
    static boolean canBeOpened(Path partition) throws IOException {
        try (FSDirectory directory = FSDirectory.open(partition);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.getVersion() >= 0;
        } catch (IOException | RuntimeException broken) {
            if (PartitionDamage.isCauseOf(broken, partition)) return false;
            throw broken;
        }
    }

    private void segments() throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder);
                CheckIndex check = new CheckIndex(directory)) {
            check.setInfoStream(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            if (status.missingSegments) problems.add("cannot read its list of segments: no commit can be read");
            if (status.clean || status.missingSegments) return;
            problems.add(status.numBadSegments + " of " + status.numSegments + " segments cannot be read, with "
                    + status.totLoseDocCount + " blocks");
            lost = eventsOf(status.totLoseDocCount);
            if (!repair) return;
            check.exorciseIndex(status);
            // The commit before it still lists what is broken, and a writer would look for it.
            directory.deleteFile(status.segmentsFileName);
        } catch (IndexNotFoundException missing) {
            withoutList();
        }
    }

    /** A crash at the very beginning leaves a folder without anything. */
    private void withoutList() throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder)) {
            PartitionDamage.refuseWithoutCommit(directory);
        } catch (IOException missing) {
            problems.add("cannot read its list of segments: " + missing.getMessage());
        }
    }

    /** Blocks are full but for the last ones: an upper bound, and close to it. */
    private static long eventsOf(int blocks) {
        return (long) blocks * StoreSettings.defaults().eventsPerBlock();
    }

    /** Reads each event of each block. */
    private void blocks() throws IOException {
        List<String> broken = new ArrayList<>();
        if (!canBeOpened(folder)) return;
        try (FSDirectory directory = FSDirectory.open(folder)) {
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    SegmentBlocks segment = new SegmentBlocks(leaf.reader());
                    for (int block = 0; block < segment.blocks(); block++) {
                        if (segment.isLive(block) && !read(segment, block)) broken.add(segment.name(block));
                    }
                }
            }
            if (repair && !broken.isEmpty()) takeOut(directory, broken);
        }
    }

    private boolean read(SegmentBlocks segment, int number) {
        try {
            Block block = segment.read(number);
            for (int event = 0; event < block.events(); event++) block.json(event);
            events += block.events();
            return true;
        } catch (IOException broken) {
            problems.add("cannot read " + segment.chunk(number) + ": " + broken.getMessage());
            lost += segment.events(number);
            return false;
        }
    }

    private static void takeOut(FSDirectory directory, List<String> blocks) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (String block : blocks) writer.deleteDocuments(BlockDocument.named(block));
            // What it knows of the journal stays as it was.
            writer.setLiveCommitData(DirectoryReader.listCommits(directory)
                    .getLast()
                    .getUserData()
                    .entrySet());
        }
    }
}
