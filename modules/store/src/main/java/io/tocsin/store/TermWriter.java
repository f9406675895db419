package io.tocsin.store;

import io.tocsin.model.Fields;
import io.tocsin.model.JsonText;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Collects the terms of the events of a block. Values repeat within a block, so each different one is taken apart only once;
 * plain ones as the bytes that they are, without a text of their own. One thread.
 */
final class TermWriter {
    private static final int SEEN_CAPACITY = 1 << 14;
    private static final int SLOT_SHIFT = Long.SIZE - 14;
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How each ASCII byte counts as part of a word: its folded form, or 0 where it is none. */
    private static final byte[] FOLDED = folded();

    private final TermSet terms = new TermSet();
    /** Nobody outside can make two values that hide each other. */
    private final long seed = new SplittableRandom().nextLong();
    /** Hashes of values that were taken apart; one value may hide behind another only by a collision of all 64 bits. */
    private final long[] seen = new long[SEEN_CAPACITY];

    private static byte[] folded() {
        byte[] table = new byte[128];
        for (int i = 0; i < table.length; i++) {
            boolean part = i == '_' || Character.isLetterOrDigit(i);
            table[i] = part ? (byte) Character.toLowerCase(i) : 0;
        }
        return table;
    }

    /** Begins a block. */
    void clear() {
        terms.clear();
        Arrays.fill(seen, 0);
    }

    /** The terms since {@link #clear}; good until the next one. */
    TermSet terms() {
        return terms;
    }

    void add(LogEvent event) {
        Fields fields = event.fields();
        Layout layout = fields.layout();
        if (layout == null) {
            for (int i = 0; i < fields.size(); i++) text(fields.value(i));
            event.correlationIds().forEach(this::text);
            return;
        }
        byte[] json = event.json();
        for (int leaf = 0; leaf < layout.leaves(); leaf++) {
            value(json, fields.leafStart(leaf), fields.leafEnd(leaf), layout.isText(leaf));
        }
    }

    private void value(byte[] json, int from, int to, boolean text) {
        if (isNoTerm(json, from, to)) return;
        long hash = seed ^ to - from;
        long all = 0;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) LONGS.get(json, at);
            all |= eight;
            hash = mix(hash ^ eight);
        }
        long rest = 0;
        for (; at < to; at++) rest = (rest << 8) | (json[at] & 0xff);
        all |= rest;
        hash = mix(hash ^ rest) | 1;
        int slot = (int) (hash >>> SLOT_SHIFT);
        if (seen[slot] == hash) return;
        seen[slot] = hash;
        if ((all & NOT_ASCII) == 0 && !hasEscape(json, from, to)) ascii(json, from, to);
        else text(text ? JsonText.of(json, from, to) : new String(json, from, to - from, StandardCharsets.UTF_8));
    }

    /** Numbers of so few bytes hold no word that is a term, nor four parts. */
    private static boolean isNoTerm(byte[] json, int from, int to) {
        if (to - from > TermRules.MIXED_MIN) return false;
        for (int i = from; i < to; i++) {
            if (json[i] > '9' || json[i] < '-') return false;
        }
        return true;
    }

    private static long mix(long hash) {
        long product = hash * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }

    private static boolean hasEscape(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') return true;
        }
        return false;
    }

    private void text(String value) {
        byte[] bytes = Words.fold(value).getBytes(StandardCharsets.UTF_8);
        boolean ascii = true;
        for (byte b : bytes) ascii &= b >= 0;
        if (ascii) ascii(bytes, 0, bytes.length);
        else words(value);
    }

    private void words(String value) {
        for (int term : TermRules.ofSequence(value)) terms.add(term);
    }

    /** One pass over the words of an ASCII text. */
    private void ascii(byte[] bytes, int from, int to) {
        long parts = 0;
        int run = 0;
        int at = from;
        while (at < to) {
            if (FOLDED[bytes[at]] == 0) {
                at++;
                continue;
            }
            int start = at;
            int digits = 0;
            int number = 0;
            long hash = TermRules.START;
            byte folded;
            while (at < to && (folded = FOLDED[bytes[at]]) != 0) {
                hash = TermRules.next(hash, folded);
                if (folded <= '9') {
                    digits++;
                    number = number * 10 + (folded - '0');
                }
                at++;
            }
            int length = at - start;
            boolean part = digits == length && length <= TermRules.PART_MAX;
            run = part ? run + 1 : 0;
            if (part) {
                parts = TermRules.parts(parts, number, digits);
                if (run >= TermRules.PARTS) terms.add(TermRules.term4(parts));
            } else {
                int term = TermRules.term(hash);
                if (TermRules.isTerm(length, digits, term)) terms.add(term);
            }
        }
    }
}
