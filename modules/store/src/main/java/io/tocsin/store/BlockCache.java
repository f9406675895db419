package io.tocsin.store;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that searches read lately, as far unpacked as they were asked: who looks for the newest events looks into the same
 * blocks again and again. Holds so many bytes and no more; what was not used for longest goes first, and for a block that was asked
 * only once nothing goes: who looks up one request after the other would drive out all that others need, and have the collector carry
 * blocks that nobody asks again. For any thread.
 */
final class BlockCache {
    /** Of the heap. Ingest needs most of it, and a block that is not here is only read again. */
    private static final int SHARE = 8;

    /** All columns of ten million events, as look-ups ask them, and the hot ones of forty. */
    private static final long MAX = 1L << 30;

    /** A block that would take more than this part of the room is not kept: others would have to go for it. */
    private static final int ROOM_OF_A_BLOCK = 16;

    private final long max;
    private final Map<Chunk, Kept> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private final Set<Object> owners = new HashSet<>();

    /** Blocks for which there was no room, oldest first; as many as are kept, since a longer line would not have kept them either. */
    private final Set<Chunk> askedOnce = new LinkedHashSet<>();

    private long bytes;

    private record Kept(Block block, long weight) {}

    /** @param max bytes in memory, about */
    BlockCache(long max) {
        this.max = max;
    }

    /** As large as this process can afford. */
    static BlockCache ofThisMachine() {
        return new BlockCache(Math.min(MAX, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /** Keeps nothing. */
    static BlockCache none() {
        return new BlockCache(0);
    }

    /** How much one search may fill: one that reads more than there is room for must not drive out all that others need. */
    long allowance() {
        return max / 2;
    }

    synchronized @Nullable Block find(Chunk chunk) {
        Kept kept = blocks.get(chunk);
        return kept == null ? null : kept.block;
    }

    /** Keeps a block, or notes what it weighs by now. */
    synchronized void keep(Chunk chunk, Block block) {
        long weight = block.weight();
        if (weight > max / ROOM_OF_A_BLOCK) {
            forget(blocks.remove(chunk));
            return;
        }
        Object owner = chunk.owner();
        if (owner != null && owners.add(owner)) chunk.onceGone(() -> drop(owner));
        boolean known = blocks.containsKey(chunk) || askedOnce.remove(chunk);
        if (!known && bytes + weight > max) {
            askOnce(chunk);
            return;
        }
        forget(blocks.put(chunk, new Kept(block, weight)));
        bytes += weight;
        Iterator<Kept> oldest = blocks.values().iterator();
        while (bytes > max && oldest.hasNext()) {
            forget(oldest.next());
            oldest.remove();
        }
    }

    private void askOnce(Chunk chunk) {
        askedOnce.add(chunk);
        if (askedOnce.size() <= blocks.size()) return;
        Iterator<Chunk> oldest = askedOnce.iterator();
        oldest.next();
        oldest.remove();
    }

    private void forget(@Nullable Kept kept) {
        if (kept != null) bytes -= kept.weight;
    }

    /** Lets go of the blocks of a segment that nobody can ask any more. */
    private synchronized void drop(Object owner) {
        owners.remove(owner);
        askedOnce.removeIf(chunk -> chunk.owner() == owner);
        Iterator<Map.Entry<Chunk, Kept>> all = blocks.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Chunk, Kept> each = all.next();
            if (each.getKey().owner() != owner) continue;
            forget(each.getValue());
            all.remove();
        }
    }

    /** Bytes in memory, about. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized int size() {
        return blocks.size();
    }
}
