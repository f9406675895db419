package io.tocsin.rules.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds many texts in a value in one pass. Of each text some neighbouring bytes, its gram, stand in a table; as many bytes at each
 * place of the value are looked for there, nearly always in vain and then in one bit of a small filter.
 */
final class Literals {
    /** Shorter texts are in most values, and not worth looking for. */
    static final int SHORTEST = 3;

    private static final int SPREAD = 0x9E3779B9;

    /** Grams of four are so much rarer than those of three that texts of three are looked for by themselves. */
    private static final int LONGEST_GRAM = Integer.BYTES;

    /** So many bits for each text keep the filter nearly empty. */
    private static final int FILTER_BITS = 32;

    private static final int COUNTER_BITS = 14;

    /** From frequent to rare, roughly, in what programs write. */
    private static final String FREQUENT = " etaoinsrldc0u1m2pf345g6789hyb-./_:wvk,xjqz";

    private final int gramBytes;
    private final int mask;
    private final @Nullable Literals shorter;
    private final long[] filter;
    private final int filterShift;
    private final @Nullable Entry[] table;
    private final int tableShift;

    /** A text with the place of its gram; {@code next} is another one in the same slot. */
    // Arrays, because they are compared byte by byte with parts of others.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(
            int gram,
            byte[] text,
            int before,
            @Nullable Neighbour neighbour,
            int[] rests,
            @Nullable Entry next) {
        private boolean isAt(byte[] bytes, int from, int to, Spelling spelling) {
            if (from + text.length > to) return false;
            for (int i = 0; i < text.length; i++) {
                if (spelling.letter(bytes[from + i]) != (text[i] & 0xff)) return false;
            }
            return true;
        }

        private boolean isInPlace(byte[] bytes, int start, int from, int to, Spelling spelling) {
            return neighbour == null || neighbour.mayBeAt(bytes, start, start + text.length, from, to, spelling);
        }
    }

    /** A table of folded texts, none shorter than {@link #SHORTEST} bytes. */
    static Literals of(Map<Sought, List<Integer>> byText) {
        Map<Sought, List<Integer>> shorter = new HashMap<>();
        Map<Sought, List<Integer>> longer = new HashMap<>();
        byText.forEach((sought, rests) -> (needsOwnPass(sought.text()) ? shorter : longer).put(sought, rests));
        Literals ofShorter = shorter.isEmpty() ? null : new Literals(shorter, SHORTEST, null);
        return longer.isEmpty() && ofShorter != null ? ofShorter : new Literals(longer, LONGEST_GRAM, ofShorter);
    }

    private Literals(Map<Sought, List<Integer>> byText, int gramBytes, @Nullable Literals shorter) {
        this.gramBytes = gramBytes;
        this.mask = -1 >>> (Integer.SIZE - Byte.SIZE * gramBytes);
        this.shorter = shorter;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(byText.size());
        tableShift = Integer.SIZE - bits - 1;
        table = new Entry[1 << (bits + 1)];
        int filterBits = Math.max(10, Integer.SIZE - Integer.numberOfLeadingZeros(byText.size() * FILTER_BITS));
        filterShift = Integer.SIZE - filterBits;
        filter = new long[1 << (filterBits - 6)];
        int[] texts = new int[1 << COUNTER_BITS];
        byText.keySet().forEach(sought -> count(Spelling.folded(sought.text()), texts));
        byText.forEach((sought, rests) -> put(sought, ValueTable.ints(rests), texts));
    }

    /** Those of some texts that are long enough to be looked for. */
    static List<String> fit(List<String> texts) {
        return texts.stream()
                .filter(text -> Spelling.folded(text).length >= SHORTEST)
                .toList();
    }

    /** What many texts have in common is in many values. */
    private void count(byte[] text, int[] texts) {
        for (int at = 0; at + gramBytes <= text.length; at++) texts[counter(gram(text, at))]++;
    }

    /** Where a gram is counted; that others are counted there as well only makes it look more frequent. */
    private static int counter(int gram) {
        return (gram * SPREAD) >>> (Integer.SIZE - COUNTER_BITS);
    }

    /** Whether a text is too short for the pass that finds the others. */
    static boolean needsOwnPass(String text) {
        return Spelling.folded(text).length < LONGEST_GRAM;
    }

    private void put(Sought sought, int[] rests, int[] texts) {
        byte[] text = Spelling.folded(sought.text());
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int at = 0; at + gramBytes <= text.length; at++) {
            double frequency = texts[counter(gram(text, at))] + commonness(text, at);
            if (frequency < least) {
                least = frequency;
                best = at;
            }
        }
        int gram = gram(text, best);
        int bit = (gram * SPREAD) >>> filterShift;
        filter[bit >>> 6] |= 1L << bit;
        int slot = (gram * SPREAD) >>> tableShift;
        table[slot] = new Entry(gram, text, best, neighbour(sought), rests, table[slot]);
    }

    private static @Nullable Neighbour neighbour(Sought sought) {
        String word = sought.neighbour();
        return word == null ? null : new Neighbour(word, sought.after());
    }

    private int gram(byte[] text, int at) {
        int gram = 0;
        for (int i = at; i < at + gramBytes; i++) gram = (gram << Byte.SIZE) | (text[i] & 0xff);
        return gram;
    }

    /** Between 0 and 1. */
    private double commonness(byte[] text, int at) {
        double common = 0;
        for (int i = at; i < at + gramBytes; i++) {
            int rank = FREQUENT.indexOf(text[i]);
            common += rank < 0 ? 0 : 1 - (double) rank / FREQUENT.length();
        }
        return common / gramBytes;
    }

    /** Has the rests considered whose text is in the value. False when the value could not be read like this. */
    boolean scan(byte[] bytes, int from, int to, Spelling spelling, Rests rests, Asked asked) {
        int gram = 0;
        for (int i = from; i < to; i++) {
            int letter = spelling.letter(bytes[i]);
            if (letter < 0) return false;
            gram = ((gram << Byte.SIZE) | letter) & mask;
            int bit = (gram * SPREAD) >>> filterShift;
            if ((filter[bit >>> 6] & (1L << bit)) != 0 && i - from >= gramBytes - 1)
                found(gram, i - gramBytes + 1, bytes, from, to, spelling, rests, asked);
        }
        return shorter == null || shorter.scan(bytes, from, to, spelling, rests, asked);
    }

    private void found(int gram, int at, byte[] bytes, int from, int to, Spelling spelling, Rests rests, Asked asked) {
        for (Entry entry = table[(gram * SPREAD) >>> tableShift]; entry != null; entry = entry.next) {
            if (entry.gram != gram || at - entry.before < from) continue;
            int start = at - entry.before;
            if (entry.isAt(bytes, start, to, spelling) && entry.isInPlace(bytes, start, from, to, spelling))
                rests.consider(entry.rests, asked);
        }
    }
}
