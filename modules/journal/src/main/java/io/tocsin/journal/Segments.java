package io.tocsin.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** The segment files of a folder, oldest first. Changed by one thread (the opener, then the writer), read by any. */
final class Segments {
    private final Path folder;
    private final Disk disk;
    private final RandomGenerator salts;
    private final CopyOnWriteArrayList<Damage> damages = new CopyOnWriteArrayList<>();
    private volatile List<Segment> segments;

    Segments(Path folder, Disk disk, RandomGenerator salts) throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.salts = salts;
        this.segments = disk.list(folder).stream()
                .flatMap(name -> Segment.named(name).stream())
                .sorted(Segment.ORDER)
                .toList();
    }

    List<Damage> damages() {
        return List.copyOf(damages);
    }

    int count() {
        return segments.size();
    }

    /** Where the oldest segment begins, or the fallback when there is none. */
    long firstPosition(long fallback) {
        List<Segment> all = segments;
        return all.isEmpty() ? fallback : all.getFirst().base();
    }

    /**
     * What recovery found.
     *
     * @param end the position behind the last record
     * @param next the lowest position that no record can ever have had, not even one that was cut
     */
    record Recovered(long end, long next) {}

    /**
     * Reads the newest segment, which alone can be unfinished, and cuts a torn tail. The others are read when somebody wants
     * their records: a start must not take longer because much is kept.
     */
    Recovered recover() throws IOException {
        return segments.isEmpty() ? new Recovered(0, 0) : recoverNewest(segments.getLast());
    }

    private Recovered recoverNewest(Segment segment) throws IOException {
        try (Disk.File file = disk.open(path(segment))) {
            SegmentReader.End end = reader(segment, file).readNewest((position, record) -> {});
            if (end.unreadable() > 0 && end.offset() > 0) file.truncate(end.offset());
            // Records that were written but never synced are believed from now on, so they must not vanish later.
            file.sync();
            long recordsLost = end.unreadable() / Segment.RECORD_HEADER_BYTES;
            boolean begun = end.next() > segment.base();
            long reached = begun ? end.next() : segment.previousEnd();
            // One more than the base, so that the next segment gets a name of its own.
            return new Recovered(reached, Math.max(end.next() + recordsLost, segment.base() + 1));
        }
    }

    /** Visits the records with positions from {@code from} up to, not including, {@code end}. */
    void replay(long from, long end, RecordVisitor visitor) throws IOException {
        List<Segment> all = segments;
        for (int i = 0; i < all.size(); i++) {
            boolean newest = i == all.size() - 1;
            long segmentEnd = newest ? end : Math.min(end, all.get(i + 1).previousEnd());
            if (segmentEnd <= from) continue;
            try (Disk.File file = disk.read(path(all.get(i)))) {
                reader(all.get(i), file).read(segmentEnd, (position, record) -> {
                    if (position >= from) visitor.visit(position, record);
                });
            }
        }
    }

    /**
     * Reads everything and changes nothing; visits every record.
     *
     * @return the position behind the last record
     */
    long read(RecordVisitor visitor) throws IOException {
        List<Segment> all = segments;
        long end = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean newest = i == all.size() - 1;
            try (Disk.File file = disk.read(path(all.get(i)))) {
                SegmentReader reader = reader(all.get(i), file);
                if (newest)
                    end = Math.max(
                            all.get(i).previousEnd(), reader.readNewest(visitor).next());
                else reader.read(all.get(i + 1).previousEnd(), visitor);
            }
        }
        return end;
    }

    /** Bytes of all segments. */
    long bytes() throws IOException {
        long sum = 0;
        for (Segment segment : segments) {
            try (Disk.File file = disk.read(path(segment))) {
                sum += file.size();
            }
        }
        return sum;
    }

    /** Where the segments begin, oldest first. */
    List<Long> bases() {
        return segments.stream().map(Segment::base).toList();
    }

    /** The position behind the last record that was dropped; empty in a new journal. */
    OptionalLong droppedBefore() {
        List<Segment> all = segments;
        return all.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(all.getFirst().previousEnd());
    }

    /** Notes damage that only somebody else can know of. */
    void report(Damage damage) {
        damages.addIfAbsent(damage);
    }

    private SegmentReader reader(Segment segment, Disk.File file) throws IOException {
        return new SegmentReader(segment, file, damages::addIfAbsent);
    }

    /** Creates a segment, empty and durable, that will be closed at a size. */
    SegmentWriter create(Segment segment, long bytesMax) throws IOException {
        Disk.File file = disk.create(path(segment));
        try {
            SegmentWriter writer = new SegmentWriter(segment, file, salts.nextInt(), bytesMax);
            disk.syncFolder(folder);
            List<Segment> grown = new ArrayList<>(segments);
            grown.add(segment);
            segments = List.copyOf(grown);
            return writer;
        } catch (IOException | RuntimeException failed) {
            discard(segment, file, failed);
            throw failed;
        }
    }

    /** A full disk must not fill up with headers of segments that never came to be. */
    private void discard(Segment segment, Disk.File file, Exception cause) {
        try (file) {
            disk.delete(path(segment));
        } catch (IOException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    /** Whether dropping everything before the end of the journal would leave records in the newest segment. */
    boolean newestHoldsRecordsBefore(long end) {
        List<Segment> all = segments;
        return !all.isEmpty() && all.getLast().base() < end;
    }

    /** Deletes, oldest first, the segments that end at or before a position; never the newest. */
    void dropBefore(long position) throws IOException {
        while (segments.size() > 1 && segments.get(1).previousEnd() <= position) {
            disk.delete(path(segments.getFirst()));
            segments = List.copyOf(segments.subList(1, segments.size()));
            // One by one: if an older segment came back after a crash without the next, records would seem to be
            // missing.
            disk.syncFolder(folder);
        }
    }

    private Path path(Segment segment) {
        return folder.resolve(segment.fileName());
    }
}
