package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The store in embedded Lucene: one document is a block of some thousand events, column by column; one index is a day of
 * them. The newest events, which lie in no block yet, are searched in memory. The format: docs/storage.md.
 */
public final class BlockStore implements EventStore {
    /** Events that wait for blocks, of all partitions: whoever sends a year of days at once gets smaller blocks. */
    private static final long OPEN_BYTES_MAX = 32L << 20;

    private static final String OLD_FORMAT = "segments_";

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        // On every start it would ask for an incubating module, and the JDK would warn of that module in its turn.
        VECTORS.setLevel(Level.SEVERE);
    }

    private final Path folder;
    private final Directory root;
    private final Lock lock;
    private final Manifest manifest;
    private final DeletionLog deletions;
    private final Partitions partitions;
    private final Purge purge;
    private final Scrub scrub;
    private final Gather gather;
    private final Questions questions;
    private final Damages damages = new Damages();
    private long addedPosition;
    private volatile long indexedPosition;
    private boolean closed;

    private BlockStore(Path folder, Directory root, Lock lock, EventParser parser, StoreSettings settings)
            throws IOException {
        this.folder = folder;
        this.root = root;
        this.lock = lock;
        this.manifest = Manifest.open(folder);
        if (isNew(folder)) DeletionLog.create(folder);
        this.deletions = DeletionLog.open(folder);
        FormBook book = new FormBook(new EventReader(parser));
        Sealer sealer = new Sealer(deletions::erasures);
        this.partitions = Partitions.open(folder, settings, sealer, damages);
        Walk.Knowledge withoutErasures = new Walk.Knowledge(List.of(), List.of(), book, damages, BlockCache.none());
        this.purge = new Purge(partitions, deletions, sealer, withoutErasures);
        this.scrub = new Scrub(partitions, damages);
        this.gather = new Gather(partitions);
        this.questions = new Questions(partitions, deletions, book, damages);
        this.indexedPosition = manifest.position();
        this.addedPosition = indexedPosition;
    }

    /**
     * Opens the store in a folder as it was last committed, creating it where it is missing.
     *
     * @throws IOException when the folder is in use, cannot be read, or was written by another version
     */
    public static BlockStore open(Path folder, EventParser parser, StoreSettings settings) throws IOException {
        Files.createDirectories(folder);
        refuseOldFormat(folder);
        Directory root = FSDirectory.open(folder);
        Lock lock = null;
        try {
            lock = root.obtainLock("lock");
            return new BlockStore(folder, root, lock, parser, settings);
        } catch (LockObtainFailedException taken) {
            root.close();
            throw new IOException("cannot open the store in " + folder + ": another process has it open", taken);
        } catch (IOException | RuntimeException failed) {
            if (lock != null) lock.close();
            root.close();
            throw failed;
        }
    }

    /** Nothing but the lock is there, or what a crash left of a beginning. */
    private static boolean isNew(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> Files.isDirectory(file)
                    || List.of(Manifest.FILE, DeletionLog.FILE).contains(String.valueOf(file.getFileName())));
        }
    }

    private static void refuseOldFormat(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(OLD_FORMAT))) {
                throw new IOException(
                        "cannot open the store in " + folder
                                + ": it has format 1, an index document for each event; this build reads format 2. Move the folder away");
            }
        }
    }

    @Override
    public void add(List<LogEvent> events, long position) throws IOException {
        if (position <= addedPosition) return;
        List<Partition> full = new ArrayList<>();
        for (int place = 0; place < events.size(); place++) {
            LogEvent event = events.get(place);
            Partition partition = partitions.of(event);
            // A batch may be larger than a block.
            if (partition.isFull()) partition.seal();
            partition.add(event, position, place);
            if (partition.isFull() && !full.contains(partition)) full.add(partition);
        }
        addedPosition = position;
        for (Partition partition : full) {
            if (partition.isFull()) partition.seal();
        }
        boundOpenEvents();
    }

    private void boundOpenEvents() throws IOException {
        if (partitions.all().size() * 4L < OPEN_BYTES_MAX >> 20) return;
        long bytes = 0;
        for (Partition partition : partitions.all())
            bytes += partition.openEvents().bytes();
        if (bytes <= OPEN_BYTES_MAX) return;
        for (Partition partition : partitions.all()) partition.seal();
    }

    @Override
    public void commit() throws IOException {
        boolean changed = false;
        for (Partition partition : partitions.all()) {
            if (partition.isStale()) partition.seal();
            changed |= partition.commit();
            partition.rest();
        }
        long position = sealedPosition();
        // A backup copies the manifest as well, and it must not know of more than the snapshot has.
        if ((changed || position > indexedPosition) && !partitions.areHeld()) {
            if (position != manifest.position()) manifest.write(position);
            indexedPosition = position;
        }
    }

    /** Everything up to here lies in blocks. */
    private long sealedPosition() {
        long position = addedPosition;
        for (Partition partition : partitions.all()) {
            OpenEvents open = partition.openEvents();
            if (open.count() > 0) position = Math.min(position, open.firstPosition() - 1);
        }
        return position;
    }

    @Override
    public void reset() throws IOException {
        partitions.reopen();
        indexedPosition = manifest.position();
        addedPosition = indexedPosition;
    }

    @Override
    public long indexedPosition() {
        return indexedPosition;
    }

    @Override
    public SearchResult search(SearchRequest request) throws IOException {
        return questions.search(request);
    }

    @Override
    public List<FoundEvent> correlated(String id, int limit) throws IOException {
        return questions.correlated(id, limit);
    }

    @Override
    public TableResult table(Scope scope, List<Pipe> pipes) throws IOException {
        return questions.table(scope, pipes);
    }

    @Override
    public FieldsResult fields(Scope scope) throws IOException {
        return questions.fields(scope);
    }

    @Override
    public void delete(Deletion deletion) throws IOException {
        deletions.put(deletion);
    }

    @Override
    public List<Deletion> deletions() {
        return deletions.all();
    }

    @Override
    public boolean maintain() throws IOException {
        return purge.step() || scrub.step() || gather.step();
    }

    @Override
    public List<String> damages() {
        return damages.all();
    }

    @Override
    public List<PartitionInfo> partitions() throws IOException {
        List<PartitionInfo> infos = new ArrayList<>();
        for (Partition partition : partitions.all()) infos.add(info(partition));
        return infos;
    }

    private static PartitionInfo info(Partition partition) {
        View view = partition.view();
        try {
            Instant day = partition.name().start();
            Stretch time = view.time();
            boolean empty = time.from() > time.to();
            return new PartitionInfo(
                    partition.name().text(),
                    partition.name().keepClass(),
                    day,
                    empty ? day : IndexTime.at(time.from()),
                    empty ? day : IndexTime.at(time.to()),
                    view.events(),
                    partition.bytes());
        } finally {
            view.release();
        }
    }

    @Override
    public void drop(String partition) throws IOException {
        Partition named = partitions.named(partition);
        if (named == null)
            throw new IOException("cannot drop partition '" + partition + "': there is none of this name");
        partitions.drop(named);
    }

    /**
     * Commits, and keeps the files of that commit as they are for a backup. On the thread that adds, closing it as well. Until
     * then {@link #indexedPosition} stays where it is, so the journal keeps what comes; a partition that is dropped meanwhile
     * takes its files with it.
     *
     * @throws IOException when the disk fails
     */
    public Snapshot snapshot() throws IOException {
        commit();
        return new StoreSnapshot(folder, partitions);
    }

    @Override
    public long count() {
        long events = 0;
        for (Partition partition : partitions.all()) {
            View view = partition.view();
            events += view.events();
            view.release();
        }
        return events;
    }

    @Override
    public StoreStats stats() {
        long bytes = 0;
        for (Partition partition : partitions.all()) bytes += partition.bytes();
        return questions.stats(count(), bytes);
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try (root;
                lock) {
            try {
                for (Partition partition : partitions.all()) partition.seal();
                commit();
            } finally {
                partitions.close();
            }
        }
    }
}
