package io.tocsin.rules.match;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rests require which value of a field: a hash table that is asked with bytes, so that no value becomes a String. */
final class ValueTable {
    private static final int SPREAD = 0x9E3779B9;

    private final byte[] @Nullable [] values;
    private final int[][] rests;
    private final int shift;

    ValueTable(Map<String, List<Integer>> byValue) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * byValue.size() + 1);
        shift = Integer.SIZE - bits;
        values = new byte[1 << bits][];
        rests = new int[1 << bits][];
        byValue.forEach((value, candidates) -> put(Spelling.folded(value), ints(candidates)));
    }

    static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Two folded texts may have the same bytes, when both hold half a character. */
    private void put(byte[] value, int[] candidates) {
        int hash = 0;
        for (byte b : value) hash = next(hash, b & 0xff);
        int slot = slot(hash);
        byte[] found = values[slot];
        while (found != null && !Arrays.equals(found, value)) {
            slot = after(slot);
            found = values[slot];
        }
        int[] before = found == null ? new int[0] : rests[slot];
        int[] all = Arrays.copyOf(before, before.length + candidates.length);
        System.arraycopy(candidates, 0, all, before.length, candidates.length);
        values[slot] = value;
        rests[slot] = all;
    }

    /** The hash of a value with one more letter; 0 is the hash of none. */
    static int next(int hash, int letter) {
        return hash * 31 + letter;
    }

    private int slot(int hash) {
        return (hash * SPREAD) >>> shift;
    }

    private int after(int slot) {
        return (slot + 1) & (values.length - 1);
    }

    /** The rests that require the value; null when there are none. */
    int @Nullable [] find(int hash, byte[] bytes, int from, int to, Spelling spelling) {
        int slot = slot(hash);
        for (byte[] value = values[slot]; value != null; value = values[slot]) {
            if (value.length == to - from && equal(value, bytes, from, spelling)) return rests[slot];
            slot = after(slot);
        }
        return null;
    }

    private static boolean equal(byte[] value, byte[] bytes, int from, Spelling spelling) {
        for (int i = 0; i < value.length; i++) {
            if (spelling.letter(bytes[from + i]) != (value[i] & 0xff)) return false;
        }
        return true;
    }
}
