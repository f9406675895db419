package io.tocsin.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * Reads every byte of a store that no server has open, and says what is wrong; repairs it by letting go of what cannot be read,
 * and of nothing else.
 */
public final class StoreCheck {
    private final Path folder;

    /**
     * What one partition is like.
     *
     * @param partition name of its folder
     * @param events that can be read
     * @param problems what is wrong, for people; empty when nothing is
     * @param lostEvents events that a repair lets go of, as far as that is known
     */
    public record Finding(String partition, long events, List<String> problems, long lostEvents) {
        public Finding {
            problems = List.copyOf(problems);
        }
    }

    /** A check of the store in a folder: {@code data/index}. */
    public StoreCheck(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads everything.
     *
     * @throws IOException when the store is in use, or the folder cannot be read at all
     */
    public List<Finding> check() throws IOException {
        return each(false);
    }

    /**
     * Reads everything and takes out what is broken. A partition that a server had set aside gets its name back when there is no
     * other of that name.
     *
     * @return what was found before the repair
     * @throws IOException when the store is in use, or cannot be written
     */
    public List<Finding> repair() throws IOException {
        return each(true);
    }

    private List<Finding> each(boolean repair) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (FSDirectory root = FSDirectory.open(folder);
                var lock = root.obtainLock("lock");
                Stream<Path> folders = Files.list(folder)) {
            lock.ensureValid();
            for (Path partition : folders.filter(Files::isDirectory).sorted().toList()) {
                String name = String.valueOf(partition.getFileName());
                boolean aside = name.startsWith(Partitions.SET_ASIDE);
                if (!aside && PartitionName.parse(name) == null) continue;
                findings.add(partition(partition, repair));
                if (aside && repair) giveBack(partition, name);
            }
        } catch (LockObtainFailedException taken) {
            throw new IOException(
                    "cannot check the store in " + folder + ": a server has it open; stop it first", taken);
        }
        return findings;
    }

    private void giveBack(Path partition, String name) throws IOException {
        String ofDay = name.substring(Partitions.SET_ASIDE.length(), name.lastIndexOf('-'));
        Path place = folder.resolve(ofDay);
        if (Files.notExists(place)) Files.move(partition, place);
    }

    private static Finding partition(Path partition, boolean repair) throws IOException {
        List<String> problems = new ArrayList<>();
        long lost = 0;
        try (FSDirectory directory = FSDirectory.open(partition);
                CheckIndex check = new CheckIndex(directory)) {
            check.setInfoStream(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            if (status.missingSegments) problems.add("cannot read its list of segments: no commit can be read");
            if (!status.clean && !status.missingSegments) {
                problems.add(status.numBadSegments + " of " + status.numSegments + " segments cannot be read, with "
                        + status.totLoseDocCount + " blocks");
                lost = eventsOf(status.totLoseDocCount);
                if (repair) check.exorciseIndex(status);
            }
        }
        long events = problems.isEmpty() || repair ? blocks(partition, problems) : 0;
        return new Finding(String.valueOf(partition.getFileName()), events, problems, lost);
    }

    /** Blocks are full but for the last ones: an upper bound, and close to it. */
    private static long eventsOf(int blocks) {
        return (long) blocks * StoreSettings.defaults().eventsPerBlock();
    }

    /** Reads each event of each block. */
    private static long blocks(Path partition, List<String> problems) throws IOException {
        long events = 0;
        try (FSDirectory directory = FSDirectory.open(partition)) {
            if (!DirectoryReader.indexExists(directory)) return 0;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    SegmentBlocks segment = new SegmentBlocks(leaf.reader());
                    for (int block = 0; block < segment.blocks(); block++) {
                        if (segment.isLive(block)) events += events(segment, block, problems);
                    }
                }
            }
        }
        return events;
    }

    private static long events(SegmentBlocks segment, int number, List<String> problems) {
        try {
            Block block = segment.read(number);
            for (int event = 0; event < block.events(); event++) block.json(event);
            return block.events();
        } catch (IOException broken) {
            problems.add("cannot read block " + number + " of segment " + segment + ", with " + segment.events(number)
                    + " events: " + broken.getMessage());
            return 0;
        }
    }
}
