package io.tocsin.rules.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds many texts in a value in one pass. Of each text three neighbouring bytes stand in a table; each three bytes of the value
 * are looked for there, nearly always in vain and then in one bit of a small filter.
 */
final class Literals {
    /** Shorter texts are in most values, and not worth looking for. */
    static final int SHORTEST = 3;

    private static final int SPREAD = 0x9E3779B9;
    private static final int GRAM = 0xffffff;

    /** So many bits for each text keep the filter nearly empty. */
    private static final int FILTER_BITS = 32;

    /** From frequent to rare, roughly, in what programs write. */
    private static final String FREQUENT = " etaoinsrldc0u1m2pf345g6789hyb-./_:wvk,xjqz";

    private final long[] filter;
    private final int filterShift;
    private final Entry @Nullable [] table;
    private final int tableShift;

    /** A text with the place of its three bytes; {@code next} is another one in the same slot. */
    private record Entry(int gram, byte[] text, int before, int[] rests, @Nullable Entry next) {
        private boolean isAt(byte[] bytes, int from, int to, Spelling spelling) {
            if (from + text.length > to) return false;
            for (int i = 0; i < text.length; i++) {
                if (spelling.letter(bytes[from + i]) != (text[i] & 0xff)) return false;
            }
            return true;
        }
    }

    /** A table of folded texts, none shorter than {@link #SHORTEST} bytes. */
    Literals(Map<String, List<Integer>> byText) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(byText.size());
        tableShift = Integer.SIZE - bits - 1;
        table = new Entry[1 << bits + 1];
        int filterBits = Math.max(10, Integer.SIZE - Integer.numberOfLeadingZeros(byText.size() * FILTER_BITS));
        filterShift = Integer.SIZE - filterBits;
        filter = new long[1 << filterBits - 6];
        Map<Integer, Integer> taken = new HashMap<>();
        byText.forEach((text, rests) -> put(Spelling.folded(text), ValueTable.ints(rests), taken));
    }

    /** The longest of texts that is long enough to be looked for, or null. */
    static @Nullable String longest(List<String> texts) {
        String longest = null;
        for (String text : texts) {
            boolean longer = longest == null || text.length() > longest.length();
            if (longer && Spelling.folded(text).length >= SHORTEST) longest = text;
        }
        return longest;
    }

    private void put(byte[] text, int[] rests, Map<Integer, Integer> taken) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int at = 0; at + SHORTEST <= text.length; at++) {
            double frequency = taken.getOrDefault(gram(text, at), 0) + commonness(text, at);
            if (frequency < least) {
                least = frequency;
                best = at;
            }
        }
        int gram = gram(text, best);
        taken.merge(gram, 1, Integer::sum);
        int bit = gram * SPREAD >>> filterShift;
        filter[bit >>> 6] |= 1L << bit;
        int slot = gram * SPREAD >>> tableShift;
        table[slot] = new Entry(gram, text, best, rests, table[slot]);
    }

    private static int gram(byte[] text, int at) {
        return (text[at] & 0xff) << 16 | (text[at + 1] & 0xff) << 8 | text[at + 2] & 0xff;
    }

    /** Between 0 and 1. */
    private static double commonness(byte[] text, int at) {
        double common = 0;
        for (int i = at; i < at + SHORTEST; i++) {
            int rank = FREQUENT.indexOf(text[i]);
            common += rank < 0 ? 0 : 1 - (double) rank / FREQUENT.length();
        }
        return common / SHORTEST;
    }

    /** Has the rests considered whose text is in the value. False when the value could not be read like this. */
    boolean scan(byte[] bytes, int from, int to, Spelling spelling, Rests rests, Asked asked) {
        int gram = 0;
        for (int i = from; i < to; i++) {
            int letter = spelling.letter(bytes[i]);
            if (letter < 0) return false;
            gram = (gram << 8 | letter) & GRAM;
            int bit = gram * SPREAD >>> filterShift;
            if ((filter[bit >>> 6] & 1L << bit) != 0 && i - from >= SHORTEST - 1)
                found(gram, i - SHORTEST + 1, bytes, from, to, spelling, rests, asked);
        }
        return true;
    }

    private void found(
            int gram, int at, byte[] bytes, int from, int to, Spelling spelling, Rests rests, Asked asked) {
        for (Entry entry = table[gram * SPREAD >>> tableShift]; entry != null; entry = entry.next) {
            if (entry.gram != gram || at - entry.before < from) continue;
            if (entry.isAt(bytes, at - entry.before, to, spelling)) rests.consider(entry.rests, asked);
        }
    }
}
