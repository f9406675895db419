package io.tocsin.server;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the room that is left where the data lies. Below a limit no more logs are taken, so that what is left is for the
 * index, for alerts and for whoever tidies up. One caller at a time looks; anybody reads.
 */
final class DiskSpace {
    private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);

    /** Four segments of the journal: merges of the index and the journal of alerts go on for a good while. */
    static final long BYTES_MIN = 256L << 20;

    /** Of a large disk a hundredth: file systems become slow, and people need room to move, before they are full. */
    static final int SHARE = 100;

    /** A quarter more than the limit, or a disk at the limit would say yes and no in turns. */
    private static final int ENOUGH_PERCENT = 125;

    private final Space space;
    private volatile boolean tight;
    private volatile long free = Long.MAX_VALUE;
    private volatile long limit = BYTES_MIN;

    DiskSpace(Space space) {
        this.space = space;
    }

    /** The file system that holds a folder. */
    static DiskSpace of(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new DiskSpace(() -> new Room(store.getUsableSpace(), store.getTotalSpace()));
    }

    /** Looks again; blocks as long as the disk does. */
    void look() {
        Room room;
        try {
            room = space.look();
        } catch (IOException e) {
            log.warn("cannot tell how much room is left for data: {}", e.getMessage());
            return;
        }
        long least = Math.max(BYTES_MIN, room.total() / SHARE);
        limit = least;
        free = room.free();
        boolean before = tight;
        tight = room.free() < (before ? least / 100 * ENOUGH_PERCENT : least);
        if (tight && !before) log.error("no more logs are taken: {}", detail());
        if (before && !tight) log.info("logs are taken again: {}", detail());
    }

    /** Whether so little room is left that no more logs are taken. */
    boolean tight() {
        return tight;
    }

    /** Bytes that may still be written; huge before the first look. */
    long free() {
        return free;
    }

    String detail() {
        return (free >> 20) + " MiB free, limit " + (limit >> 20) + " MiB";
    }

    /** Room at one moment, in bytes. */
    record Room(long free, long total) {}

    /** Where the numbers come from. */
    @FunctionalInterface
    interface Space {
        Room look() throws IOException;
    }
}
