package io.tocsin.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes one segment of the segments of a day that is over: each is asked for its terms by itself, which was half of the cost of
 * finding a request. A partition at a time, for the thread that adds.
 */
final class Gather {
    /** Late events come in small segments, and a day is not to be written anew for each of them. */
    private static final int SEGMENTS_MAX = 3;

    /** Nothing is added meanwhile: of so many bytes for about a second. Larger days have what the merges of every day leave. */
    private static final long BYTES_MAX = 128L << 20;

    private final Partitions partitions;
    /** Partitions that stayed in parts. */
    private final Set<PartitionName> stuck = new HashSet<>();

    Gather(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Gathers one partition; false when there was none to gather. */
    boolean step() throws IOException {
        // A backup that is under way would have to keep the old segments and the new.
        if (partitions.areHeld()) return false;
        for (Partition partition : partitions.all()) {
            if (!isDue(partition)) continue;
            partition.gather();
            if (partition.segments() > SEGMENTS_MAX) stuck.add(partition.name());
            return true;
        }
        return false;
    }

    private boolean isDue(Partition partition) {
        return partition.segments() > SEGMENTS_MAX
                && partition.openEvents().count() == 0
                && !stuck.contains(partition.name())
                && isOver(partition.name())
                && partition.bytes() <= BYTES_MAX;
    }

    /** Whether there is a later one of the same kind: the latest is still written to. */
    private boolean isOver(PartitionName name) {
        for (Partition other : partitions.all()) {
            PartitionName later = other.name();
            boolean same = later.late() == name.late() && later.keepClass().equals(name.keepClass());
            if (same && later.day() > name.day()) return true;
        }
        return false;
    }
}
