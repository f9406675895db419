package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the bytes of deleted events from the disk: each block that has some is written anew without them, and the old one goes
 * when its segment is merged. A partition at a time, for the thread that adds; what is sealed meanwhile has none of them.
 */
final class Purge {
    private final Partitions partitions;
    private final DeletionLog deletions;
    private final Sealer sealer;
    /** Without erasures: it looks for what they hide. */
    private final Walk.Knowledge knowledge;

    private final Set<String> done = new HashSet<>();
    private String current = "";

    Purge(Partitions partitions, DeletionLog deletions, Sealer sealer, Walk.Knowledge knowledge) {
        this.partitions = partitions;
        this.deletions = deletions;
        this.sealer = sealer;
        this.knowledge = knowledge;
    }

    /** Purges one partition; whether there is more to do. */
    boolean step() throws IOException {
        Deletion next = deletions.all().stream()
                .filter(deletion -> !deletion.purged())
                .findFirst()
                .orElse(null);
        if (next == null) return false;
        if (!current.equals(next.id())) done.clear();
        current = next.id();
        Erasure erasure = Erasure.of(next);
        for (Partition partition : partitions.all()) {
            if (!done.add(partition.name().text())) continue;
            purge(partition, erasure);
            return true;
        }
        deletions.put(purged(next));
        return deletions.all().stream().anyMatch(deletion -> !deletion.purged());
    }

    private static Deletion purged(Deletion deletion) {
        return new Deletion(
                deletion.id(),
                deletion.query(),
                deletion.from(),
                deletion.to(),
                deletion.lastEventId(),
                deletion.at(),
                deletion.by(),
                deletion.reason(),
                true);
    }

    private void purge(Partition partition, Erasure erasure) throws IOException {
        // What is in memory becomes a block, without the deleted events, and blocks get into segments.
        partition.seal();
        partition.commit();
        View view = partition.view();
        boolean changed = false;
        try {
            for (SegmentBlocks segment : view.segments()) {
                for (int block = 0; block < segment.blocks(); block++) {
                    if (segment.isLive(block)) changed |= purge(partition, segment, block, erasure);
                }
            }
        } finally {
            view.release();
        }
        if (changed) partition.compact();
    }

    private boolean purge(Partition partition, SegmentBlocks segment, int number, Erasure erasure) throws IOException {
        if (!segment.overlaps(number, erasure.from(), erasure.to())) return false;
        Walk walk = new Walk(List.of(), erasure.condition(), new Stretch(erasure.from(), erasure.to()), knowledge);
        Walk.Found found = walk.read(segment.chunk(number));
        // What cannot be read cannot be found either.
        if (found == null) return false;
        Block block = found.block();
        EventSet hits = found.events();
        for (int event = hits.next(0); event >= 0; event = hits.next(event + 1)) {
            if (block.id(event) > erasure.lastEventId()) hits.remove(event);
        }
        if (hits.isEmpty()) return false;
        List<LogEvent> kept = new ArrayList<>();
        for (int event = 0; event < block.events(); event++) {
            if (!hits.has(event)) kept.add(knowledge.book().event(block, event));
        }
        partition.rewrite(segment.name(number), kept.isEmpty() ? null : sealer.seal(kept));
        return true;
    }
}
