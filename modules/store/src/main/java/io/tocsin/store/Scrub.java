package io.tocsin.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads, once after the start and a segment at a time, all that lies on the disk, and compares checksums: a flipped bit in the
 * terms would otherwise hide blocks without a word. For the thread that adds.
 */
final class Scrub {
    private final Partitions partitions;
    private final Damages damages;
    private final Deque<Partition> left = new ArrayDeque<>();

    Scrub(Partitions partitions, Damages damages) {
        this.partitions = partitions;
        this.damages = damages;
        left.addAll(partitions.all());
    }

    /** Verifies one partition; whether there are more. */
    boolean step() {
        Partition next = left.poll();
        // What was dropped meanwhile has no files to be read.
        if (next != null && partitions.all().contains(next)) verify(next);
        return !left.isEmpty();
    }

    private void verify(Partition partition) {
        View view = partition.view();
        try {
            for (SegmentBlocks segment : view.segments()) verify(partition, segment);
        } finally {
            view.release();
        }
    }

    private void verify(Partition partition, SegmentBlocks segment) {
        try {
            segment.verify();
        } catch (IOException broken) {
            partition.markDamaged();
            damages.add("cannot trust " + segment + ": " + broken.getMessage(), broken);
        }
    }
}
