package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KeepOnlyLastCommitDeletionPolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SnapshotDeletionPolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The events of one day and one retention class, in a Lucene index of their own. One thread adds, seals and commits; any
 * thread takes {@link #view views}. The writer is there only while there is something to write.
 */
final class Partition {
    private static final String POSITION = "tocsin.position";
    private static final String PLACE = "tocsin.place";
    private static final String FORMAT = "tocsin.format";
    private static final String FORMAT_VERSION = "2";

    /** Blocks wait in memory for a segment of a useful size; a search reads them there as well. */
    private static final long PENDING_BYTES_MAX = 8L << 20;

    /** The writer is to flush when it is told to, not before. */
    private static final double RAM_BUFFER_MEGABYTES = 64;

    private final PartitionName name;
    private final Directory directory;
    private final StoreSettings settings;
    private final Sealer sealer;
    private final Damages damages;
    private final SnapshotDeletionPolicy snapshots = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy());
    private final List<PendingBlock> pending = new ArrayList<>();
    private final AtomicBoolean damaged = new AtomicBoolean();
    private long pendingBytes;
    private @Nullable IndexWriter writer;
    private OpenEvents open;
    private volatile View view;
    private long sealedPosition = -1;
    private int sealedPlace = -1;
    private long openedAt;
    private boolean changed;

    private Partition(PartitionName name, Directory directory, StoreSettings settings, Sealer sealer, Damages damages)
            throws IOException {
        this.name = name;
        this.directory = directory;
        this.settings = settings;
        this.sealer = sealer;
        this.damages = damages;
        this.open = new OpenEvents(settings.eventsPerBlock());
        if (!DirectoryReader.indexExists(directory)) begin();
        DirectoryReader reader = DirectoryReader.open(directory);
        try {
            readCommit(reader.getIndexCommit().getUserData());
            this.view = View.of(reader, List.of(), open, List.of(), damaged);
        } catch (IOException | RuntimeException failed) {
            reader.close();
            throw failed;
        }
    }

    /** Opens the partition in a folder as it was last committed, or makes it. */
    static Partition open(Path root, PartitionName name, StoreSettings settings, Sealer sealer, Damages damages)
            throws IOException {
        Directory directory = FSDirectory.open(root.resolve(name.text()));
        try {
            return new Partition(name, directory, settings, sealer, damages);
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    /** The first commit, of nothing. */
    private void begin() throws IOException {
        PartitionDamage.refuseWithoutCommit(directory);
        writer().setLiveCommitData(commitData().entrySet());
        writer().commit();
    }

    private void readCommit(Map<String, String> data) throws IOException {
        String format = data.getOrDefault(FORMAT, "1");
        if (!format.equals(FORMAT_VERSION)) {
            throw new IOException("cannot open partition " + name.text() + ": format version " + format
                    + ", this build reads " + FORMAT_VERSION);
        }
        sealedPosition = Long.parseLong(data.getOrDefault(POSITION, "-1"));
        sealedPlace = Integer.parseInt(data.getOrDefault(PLACE, "-1"));
    }

    private Map<String, String> commitData() {
        Map<String, String> data = new TreeMap<>();
        data.put(FORMAT, FORMAT_VERSION);
        data.put(POSITION, Long.toString(sealedPosition));
        data.put(PLACE, Integer.toString(sealedPlace));
        return data;
    }

    private IndexWriter writer() throws IOException {
        IndexWriter ready = writer;
        if (ready != null) return ready;
        IndexWriterConfig config = new IndexWriterConfig()
                .setCodec(new TermCodec())
                .setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES)
                .setMergePolicy(new SoundMerges(this::isBroken))
                .setIndexDeletionPolicy(snapshots)
                .setCommitOnClose(false);
        IndexWriter fresh = new IndexWriter(directory, config);
        writer = fresh;
        return fresh;
    }

    PartitionName name() {
        return name;
    }

    /** Takes an event, unless a block has it since before. */
    void add(LogEvent event, long position, int place) {
        if (position < sealedPosition || (position == sealedPosition && place <= sealedPlace)) return;
        if (open.count() == 0) openedAt = System.nanoTime();
        open.add(event, position, place);
    }

    /** Whether its newest events should become a block. */
    boolean isFull() {
        return open.isFull() || open.bytes() >= settings.bytesPerBlock();
    }

    /** Whether events wait for a block for so long that the journal should not keep them any more. */
    boolean isStale() {
        return open.count() > 0
                && System.nanoTime() - openedAt >= settings.sealAfter().toNanos();
    }

    OpenEvents openEvents() {
        return open;
    }

    /** Makes a block of the events that lie in none. */
    void seal() throws IOException {
        int count = open.count();
        if (count == 0) return;
        PendingBlock block = sealer.seal(open.first(count));
        if (block != null) {
            long firstId = open.first(1).getFirst().id();
            writer().addDocument(BlockDocument.of(Long.toHexString(firstId), block));
            pending.add(block);
            pendingBytes += block.bytes().length;
        }
        sealedPosition = open.lastPosition();
        sealedPlace = open.lastPlace();
        open = new OpenEvents(settings.eventsPerBlock());
        changed = true;
        view = view.with(pending, open);
        if (pendingBytes > PENDING_BYTES_MAX) refresh();
    }

    /** Makes segments of what was written, and searches find it there. */
    private void refresh() throws IOException {
        DirectoryReader fresh = DirectoryReader.openIfChanged(view.reader(), writer());
        if (fresh == null) return;
        pending.clear();
        pendingBytes = 0;
        replace(View.of(fresh, pending, open, view.segments(), damaged));
    }

    private void replace(View next) {
        View last = view;
        view = next;
        last.release();
    }

    /** Makes the blocks durable; whether there was anything to do. */
    boolean commit() throws IOException {
        if (!changed) return false;
        IndexWriter ready = writer();
        ready.setLiveCommitData(commitData().entrySet());
        ready.commit();
        refresh();
        changed = false;
        return true;
    }

    /** Lets go of the writer of a partition that has nothing to write. */
    void rest() throws IOException {
        IndexWriter ready = writer;
        // A snapshot that somebody holds is known to its writer.
        if (ready == null || changed || open.count() > 0 || snapshots.getSnapshotCount() > 0) return;
        writer = null;
        ready.close();
    }

    /** The present state, to be released after use. */
    View view() {
        while (true) {
            View now = view;
            if (now.tryAcquire()) return now;
        }
    }

    /** Replaces or, with null, removes a block. */
    void rewrite(String block, @Nullable PendingBlock replacement) throws IOException {
        if (replacement == null) writer().deleteDocuments(BlockDocument.named(block));
        else writer().updateDocument(BlockDocument.named(block), BlockDocument.of(block, replacement));
        changed = true;
    }

    /** Removes the bytes of replaced blocks from the disk; false when some stay, in segments that are damaged. */
    boolean compact() throws IOException {
        mergeToTheEnd(IndexWriter::forceMergeDeletes);
        return !writer().hasDeletions();
    }

    /** How many segments a search asks. */
    int segments() {
        return view.segments().size();
    }

    /** Makes one segment of all that are sound. */
    void gather() throws IOException {
        mergeToTheEnd(writer -> writer.forceMerge(1));
    }

    private void mergeToTheEnd(Merging merging) throws IOException {
        boolean found = true;
        while (found) found = !merge(merging);
        changed = true;
        commit();
    }

    /** False when a segment was found damaged by that: then the others are to be merged without it. */
    private boolean merge(Merging merging) throws IOException {
        try {
            merging.merge(writer());
            return true;
        } catch (IOException failed) {
            if (failed.getCause() instanceof MergePolicy.MergeAbortedException) return false;
            throw failed;
        }
    }

    private void isBroken(String segment, Exception cause) {
        markDamaged();
        damages.add(
                "cannot merge segment " + segment + " of partition " + name.text() + ": " + cause.getMessage(), cause);
    }

    /** From now on its results say that they are partial. */
    void markDamaged() {
        damaged.set(true);
    }

    /** Keeps the files of the last commit until they are given back. */
    IndexCommit snapshot() throws IOException {
        writer();
        return snapshots.snapshot();
    }

    void release(IndexCommit commit) throws IOException {
        snapshots.release(commit);
        IndexWriter ready = writer;
        if (ready != null) ready.deleteUnusedFiles();
    }

    long bytes() {
        long bytes = 0;
        try {
            for (String file : directory.listAll()) bytes += directory.fileLength(file);
        } catch (IOException changing) {
            // A merge deletes files while we count: the next reading is as good.
            return bytes;
        }
        return bytes;
    }

    /** Lets go of everything, without a commit. */
    void close() throws IOException {
        try (directory) {
            IndexWriter ready = writer;
            writer = null;
            if (ready != null) ready.rollback();
        } finally {
            view.release();
        }
    }
}
