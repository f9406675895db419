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
    /** Deletions that this round cannot finish: something damaged may hold what they hide, and be readable again some day. */
    private final Set<String> stuck = new HashSet<>();

    private String current = "";
    private boolean incomplete;

    Purge(Partitions partitions, DeletionLog deletions, Sealer sealer, Walk.Knowledge knowledge) {
        this.partitions = partitions;
        this.deletions = deletions;
        this.sealer = sealer;
        this.knowledge = knowledge;
    }

    /** Purges one partition; whether there is more to do. */
    boolean step() throws IOException {
        Deletion next = deletions.all().stream()
                .filter(deletion -> !deletion.purged() && !stuck.contains(deletion.id()))
                .findFirst()
                .orElse(null);
        if (next == null) return false;
        if (!current.equals(next.id())) begin(next.id());
        Erasure erasure = Erasure.of(next);
        for (Partition partition : partitions.all()) {
            if (!done.add(partition.name().text())) continue;
            if (!purge(partition, erasure)) incomplete = true;
            return true;
        }
        // A backup that is under way has the bytes still, and copies the list of deletions as it is when it comes to
        // it.
        if (partitions.areHeld()) return false;
        if (incomplete || knowledge.damages().isMissing(new Stretch(erasure.from(), erasure.to()))) {
            stuck.add(next.id());
        } else {
            deletions.put(next.withPurged(true));
        }
        return deletions.all().stream().anyMatch(deletion -> !deletion.purged() && !stuck.contains(deletion.id()));
    }

    private void begin(String deletion) {
        current = deletion;
        done.clear();
        incomplete = false;
    }

    /** False when something is damaged, and may hold events that should go. */
    private boolean purge(Partition partition, Erasure erasure) throws IOException {
        // What is in memory becomes a block, without the deleted events, and blocks get into segments.
        partition.seal();
        partition.commit();
        View view = partition.view();
        Changes changes = new Changes(partition, view);
        try {
            for (SegmentBlocks segment : view.segments()) {
                for (int block = 0; block < segment.blocks(); block++) {
                    if (segment.isLive(block)) purge(segment, block, erasure, changes);
                }
            }
        } finally {
            view.release();
        }
        return (!changes.any || partition.compact()) && !changes.unreadable;
    }

    /** What becomes of one partition. */
    private final class Changes {
        private final Partition partition;
        private final View view;
        private boolean any;
        private boolean unreadable;

        Changes(Partition partition, View view) {
            this.partition = partition;
            this.view = view;
        }

        /** The old block is found by its name: a broken byte there could take another one, or end the writer. */
        boolean areSafe() {
            if (any || unreadable) return any;
            for (SegmentBlocks segment : view.segments()) {
                try {
                    segment.verify();
                } catch (IOException broken) {
                    partition.markDamaged();
                    knowledge.damages().add("cannot purge " + segment + ": " + broken.getMessage(), broken);
                    unreadable = true;
                }
            }
            return !unreadable;
        }
    }

    private void purge(SegmentBlocks segment, int number, Erasure erasure, Changes changes) throws IOException {
        if (!segment.overlaps(number, erasure.from(), erasure.to())) return;
        Walk walk = new Walk(List.of(), erasure.condition(), new Stretch(erasure.from(), erasure.to()), knowledge);
        Walk.Found found = walk.read(segment.chunk(number));
        if (found == null) {
            changes.unreadable = true;
            return;
        }
        Block block = found.block();
        EventSet hits = found.events();
        for (int event = hits.next(0); event >= 0; event = hits.next(event + 1)) {
            if (block.id(event) > erasure.lastEventId()) hits.remove(event);
        }
        if (hits.isEmpty() || !changes.areSafe()) return;
        List<LogEvent> kept = new ArrayList<>();
        try {
            for (int event = 0; event < block.events(); event++) {
                if (!hits.has(event)) kept.add(knowledge.book().event(block, event));
            }
        } catch (IOException broken) {
            walk.lose(segment.chunk(number), broken);
            changes.unreadable = true;
            return;
        }
        changes.partition.rewrite(segment.name(number), kept.isEmpty() ? null : sealer.seal(kept));
        changes.any = true;
    }
}
