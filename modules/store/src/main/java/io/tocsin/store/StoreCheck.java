package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * Reads every byte of a store that no server has open, and says what is wrong; repairs it by letting go of what cannot be read,
 * and of nothing else.
 */
public final class StoreCheck {
    private final Path folder;

    /**
     * What one partition, or one of the two files beside them, is like.
     *
     * @param partition name of its folder, or {@code manifest} or {@code deletions}, which are named only when they are broken
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
     * other of that name; otherwise it stays aside and says so. A list of deletions keeps those that can be read.
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
            manifest(repair, findings);
            deletions(repair, findings);
            for (Path partition : folders.filter(Files::isDirectory).sorted().toList()) {
                String name = String.valueOf(partition.getFileName());
                PartitionName aside = SetAside.nameOf(name);
                if (aside != null) findings.add(aside(partition, aside, repair));
                else if (PartitionName.parse(name) != null) findings.add(PartitionCheck.of(partition, repair));
            }
        } catch (LockObtainFailedException taken) {
            throw new IOException(
                    "cannot check the store in " + folder + ": a server has it open; stop it first", taken);
        }
        return findings;
    }

    private void manifest(boolean repair, List<Finding> findings) throws IOException {
        try {
            Manifest.open(folder);
        } catch (SmallFile.Damaged broken) {
            String what = broken.getMessage() + ". Without it all of the journal is replayed, and nothing is lost";
            findings.add(new Finding(Manifest.FILE, 0, List.of(what), 0));
            if (repair) Files.deleteIfExists(folder.resolve(Manifest.FILE));
        }
    }

    private void deletions(boolean repair, List<Finding> findings) throws IOException {
        try {
            DeletionLog.open(folder);
        } catch (SmallFile.Damaged broken) {
            List<String> problems = new ArrayList<>(List.of(String.valueOf(broken.getMessage())));
            if (repair) {
                int left = DeletionLog.salvage(folder);
                problems.add("so many lines cannot be read and were left out: " + left
                        + ". What was deleted and not yet purged may be found again: order it once more");
            }
            findings.add(new Finding(DeletionLog.FILE, 0, problems, 0));
        }
    }

    private Finding aside(Path partition, PartitionName name, boolean repair) throws IOException {
        Finding finding = PartitionCheck.of(partition, repair);
        List<String> problems = new ArrayList<>(finding.problems());
        Path place = folder.resolve(name.text());
        if (Files.exists(place)) {
            problems.add("it stays aside, because there is another partition " + name.text()
                    + " by now; drop that one, or move it away, and repair again");
        } else if (!repair) {
            problems.add("it is set aside; a repair gives it back its name");
        } else if (PartitionCheck.canBeOpened(partition)) {
            // What was deleted while it was away has to go from it, too.
            DeletionLog.salvage(folder);
            Files.move(partition, place);
            WholeFile.syncFolder(folder);
        } else {
            problems.add("it stays aside, because nothing of it can be opened; take it from a backup, or delete it");
        }
        return new Finding(finding.partition(), finding.events(), problems, finding.lostEvents());
    }
}
