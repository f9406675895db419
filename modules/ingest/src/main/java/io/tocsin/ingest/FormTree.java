package io.tocsin.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The forms of events seen so far, as a tree of the gaps between their values: events that begin alike share its upper part.
 * It learns as it goes and starts anew when it is full, so whatever is sent, it holds what is being sent now. Safe for any
 * thread; what is being learned twice at the same time is learned once.
 */
final class FormTree {
    /** Some 4,000 forms of 15 fields, twenty times what a hundred services write; beyond it names are made of data. */
    static final long MOST_BYTES = 8 << 20;

    /** An event with more around its values is a dump; a few such would fill the tree. */
    static final int MOST_GAP_BYTES = 16 << 10;

    /** What a node takes beside its bytes, which it holds twice: as they are and as words. */
    private static final int NODE_BYTES = 120;

    private static final int FIELD_BYTES = 16;

    /** How many forms may come between before one that comes back is taken for a new one again. */
    private static final int SEEN_ONCE = 1024;

    /** What begins like this may be a kept reject, and whether it is one its values decide. */
    private static final byte[] REJECT = "{\"_reject\"".getBytes(StandardCharsets.UTF_8);

    private final AliasIndex aliases;
    private final Masks masks;
    private final int mostGapBytes;
    private volatile Known known = new Known();

    /**
     * What is forgotten together. Where names are made of data, a form is only learned when it comes back soon; those seen
     * once are kept as their hashes, each in the place that it shares with others.
     */
    private static final class Known {
        final AtomicIntegerArray seenOnce = new AtomicIntegerArray(SEEN_ONCE);
        final Gap root = new Gap(new byte[0], null);
        final Map<String, String> names = new ConcurrentHashMap<>();
        final AtomicLong bytes = new AtomicLong();
    }

    /** A tree that learns only events with so little around their values; with 0 it learns nothing. */
    FormTree(AliasIndex aliases, Masks masks, int mostGapBytes) {
        this.masks = masks;
        this.aliases = aliases;
        this.mostGapBytes = mostGapBytes;
    }

    /** Before the first value of every event. */
    Gap root() {
        return known.root;
    }

    /**
     * Learns the form of an event.
     *
     * @param json the object alone, valid
     * @param sent its fields, none missing and none cut
     * @return whether events of this form are known now
     */
    boolean learn(byte[] json, TokenReader.Sent sent) {
        if (Arrays.mismatch(json, REJECT) == REJECT.length) return false;
        List<byte[]> gaps = Leaves.gaps(json);
        if (gaps == null || gaps.size() != sent.fields().size() + 1) return false;
        int bytes = gaps.stream().mapToInt(gap -> gap.length).sum();
        if (bytes > mostGapBytes) return false;
        if (isFirstOfMany(known, gaps)) return false;
        Known into = roomFor(2L * bytes + gaps.size() * (long) (NODE_BYTES + FIELD_BYTES));
        Form form = Form.of(shared(into, gaps), sent, aliases, masks, name -> pooled(into, name));
        if (form == null) return false;
        add(into, form, gaps.size());
        return true;
    }

    private static boolean isFirstOfMany(Known among, List<byte[]> gaps) {
        @Nullable Gap node = among.root;
        int hash = 1;
        boolean wild = false;
        for (byte[] gap : gaps) {
            hash = 31 * hash + Arrays.hashCode(gap);
            Gap next = node == null ? null : node.child(gap);
            wild |= next == null && node != null && node.isWild();
            node = next;
        }
        return wild && among.seenOnce.getAndSet(Math.floorMod(hash, SEEN_ONCE), hash) != hash;
    }

    private Known roomFor(long bytes) {
        Known now = known;
        if (now.bytes.addAndGet(bytes) <= MOST_BYTES) return now;
        Known anew = new Known();
        known = anew;
        return anew;
    }

    private static String pooled(Known into, String name) {
        String before = into.names.putIfAbsent(name, name);
        return before == null ? name : before;
    }

    /** The same gaps, those that the tree has as the tree's own arrays. */
    private static List<byte[]> shared(Known into, List<byte[]> gaps) {
        List<byte[]> same = new ArrayList<>(gaps);
        Gap node = into.root;
        for (int i = 0; i < gaps.size(); i++) {
            Gap next = node.child(gaps.get(i));
            if (next == null) break;
            same.set(i, next.bytes());
            node = next;
        }
        return same;
    }

    private static void add(Known into, Form form, int gaps) {
        Gap node = into.root;
        for (int i = 0; i < gaps; i++) {
            byte[] bytes = form.layout().gap(i);
            @Nullable Form here = i == gaps - 1 ? form : null;
            Gap next = node.child(bytes);
            node = next != null ? next : node.add(new Gap(bytes, here));
        }
    }
}
