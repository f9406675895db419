package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The templates of messages, remembered from block to block: services write the same ones all day, and finding them anew costs
 * far more than looking whether a message is of one. Bounded; what a sender no longer writes is forgotten first.
 */
final class TemplateBook {
    /** Rarer templates in a block cost more than they save. */
    static final int RARE = 4;

    /** Some times as many as the services of a company write; at {@link #LENGTH_MAX} each they take two megabytes. */
    static final int KNOWN_MAX = 1_024;

    /** Longer messages are no templates worth to remember. */
    private static final int LENGTH_MAX = 1_024;

    /** When fewer than one message in so many is of no known template, finding theirs costs more than it saves. */
    private static final int FEW = 16;

    /** After learning in vain so many blocks pass at most before the next try; messages may be of no templates at all. */
    private static final int PAUSE_MAX = 64;

    private static final int HEADS = 256;

    /** Bytes of a message by which the templates that may fit are found. */
    private static final int HEAD = 4;

    private final Map<String, KnownTemplate> known = new TreeMap<>();
    private final Set<String> widened = new HashSet<>();
    private final @Nullable KnownTemplate[] heads = new KnownTemplate[HEADS];

    /** Those that begin with less. */
    private @Nullable KnownTemplate headless;

    private final Tokens tokens = new Tokens();
    private final BlockSink skeleton = new BlockSink(1 << 8);
    private int[] spans = {};
    private int pause;
    private int nextPause = 1;

    /** The template of a message, or null; its tokens are in {@link #spans} then. */
    @Nullable
    KnownTemplate find(byte[] source, int from, int to) {
        if (to - from >= HEAD) {
            for (KnownTemplate next = heads[head(source, from)]; next != null; next = next.next) {
                if (next.fits(source, from, to, spans)) return next;
            }
        }
        for (KnownTemplate next = headless; next != null; next = next.next) {
            if (next.fits(source, from, to, spans)) return next;
        }
        return null;
    }

    int[] spans() {
        return spans;
    }

    private static int head(byte[] source, int from) {
        int hash = 0;
        for (int i = 0; i < HEAD; i++) hash = hash * 31 + source[from + i];
        return (hash ^ (hash >>> 8)) & (HEADS - 1);
    }

    /** Whether to {@link #learn} from so many messages of unknown templates among so many. */
    boolean mayLearn(int unknown, int messages) {
        if (unknown < RARE || (long) unknown * FEW < messages) return false;
        return pause == 0 || --pause == 0;
    }

    /** What the last learning was good for: so many of so many messages have a template now. */
    void learned(int found, int unknown) {
        nextPause = found * 2 >= unknown ? 1 : Math.min(PAUSE_MAX, nextPause * 2);
        pause = nextPause - 1;
    }

    /** Learns the templates that some of these messages share; true when there are any. */
    boolean learn(Slices messages) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            String read = skeleton(messages.bytes(), messages.start(i), messages.end(i));
            if (read != null) counts.merge(read, 1, Integer::sum);
        }
        List<String> before = new ArrayList<>(known.keySet());
        before.forEach(skeleton -> counts.merge(skeleton, RARE, Integer::sum));
        List<String> skeletons = List.copyOf(counts.keySet());
        List<String> merged = Skeletons.merged(skeletons);
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (int i = 0; i < skeletons.size(); i++) {
            uses.merge(merged.get(i), counts.getOrDefault(skeletons.get(i), 0), Integer::sum);
            // It is part of a wider one now; but messages of this block are of it.
            if (!merged.get(i).equals(skeletons.get(i)) && known.containsKey(skeletons.get(i))) {
                widened.add(skeletons.get(i));
            }
        }
        uses.values().removeIf(count -> count < RARE);
        uses.keySet().removeAll(known.keySet());
        if (known.size() + uses.size() > KNOWN_MAX) known.values().removeIf(template -> template.size() == 0);
        for (String skeleton : uses.keySet()) {
            if (known.size() < KNOWN_MAX) known.put(skeleton, new KnownTemplate(skeleton));
        }
        index();
        return !uses.isEmpty();
    }

    /** The block is done. */
    void clear() {
        if (widened.isEmpty()) return;
        known.keySet().removeAll(widened);
        widened.clear();
        index();
    }

    /** The most constant text first: what fits that is of the narrower template. */
    private void index() {
        List<KnownTemplate> widestFirst = new ArrayList<>(known.values());
        widestFirst.sort(Comparator.comparingInt(KnownTemplate::constantBytes).thenComparing(KnownTemplate::skeleton));
        Arrays.fill(heads, null);
        headless = null;
        int variables = 0;
        for (KnownTemplate template : widestFirst) {
            byte[] start = template.constants()[0];
            variables = Math.max(variables, template.constants().length - 1);
            if (start.length < HEAD) {
                template.next = headless;
                headless = template;
            } else {
                int head = head(start, 0);
                template.next = heads[head];
                heads[head] = template;
            }
        }
        if (spans.length < 2 * variables) spans = new int[2 * variables];
    }

    /** The message with a mark for each token with digits; null for what can have no template. */
    private @Nullable String skeleton(byte[] source, int from, int to) {
        if (to - from > LENGTH_MAX || !tokens.scan(source, from, to)) return null;
        skeleton.clear();
        int done = from;
        for (int t = 0; t < tokens.size(); t++) {
            if (!tokens.hasDigit(t)) continue;
            skeleton.raw(source, done, tokens.start(t) - done);
            skeleton.octet(Skeletons.VARIABLE);
            done = tokens.end(t);
        }
        skeleton.raw(source, done, to - done);
        return new String(skeleton.array(), 0, skeleton.size(), StandardCharsets.ISO_8859_1);
    }
}
