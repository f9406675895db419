package io.tocsin.store;

import io.tocsin.model.Fields;
import io.tocsin.model.JsonText;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Collects the terms of the values of a block; plain ones as the bytes that they are, without a text of their own. One thread. */
final class TermWriter {
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Times with more than milliseconds end in a word that is long enough for a term. */
    private static final int TIME_MAX = "2026-01-05T08:00:01.010Z".length();

    private static final int SEPARATOR_AT = "2026-01-05".length();

    /** How each ASCII byte counts as part of a word: its folded form, or 0 where it is none. */
    private static final byte[] FOLDED = folded();

    private final TermSet terms = new TermSet();

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
    }

    /** The terms since {@link #clear}; good until the next one. */
    TermSet terms() {
        return terms;
    }

    /** The values of an event, for one that has no columns. */
    void add(LogEvent event) {
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) text(fields.value(i));
        event.correlationIds().forEach(this::text);
    }

    /** Values as they stand in JSON. */
    void add(Slices values) {
        for (int i = 0; i < values.size(); i++) add(values, i);
    }

    /** A value as it stands in JSON. */
    void add(Slices values, int index) {
        value(values.bytes(), values.start(index), values.end(index));
    }

    /**
     * The text around the variables of a template, when its terms and those of the variables are all that its messages have:
     * words never reach from one into the other, but four numbers in a row may. False when nothing was added for that.
     */
    boolean addApart(byte[][] constants) {
        boolean variable = false;
        boolean number = false;
        for (int i = 0; i < constants.length; i++) {
            byte[] text = constants[i];
            if (!isPlain(text, 0, text.length)) return false;
            if (i > 0 && (variable || number)) return false;
            variable |= i > 0;
            for (int at = 0; at < text.length; ) {
                if (FOLDED[text[at]] == 0) {
                    at++;
                    continue;
                }
                int digits = 0;
                int start = at;
                for (; at < text.length && FOLDED[text[at]] != 0; at++) {
                    if (FOLDED[text[at]] <= '9') digits++;
                }
                boolean part = digits == at - start && digits <= TermRules.PART_MAX;
                if (part && variable) return false;
                number = part;
                if (!part) variable = false;
            }
        }
        for (byte[] text : constants) value(text, 0, text.length);
        return true;
    }

    /** Values that are all times: as most write them, they hold no term. */
    void addTimes(Slices values) {
        byte[] source = values.bytes();
        for (int i = 0; i < values.size(); i++) {
            if (!isUsualTime(source, values.start(i), values.end(i))) value(source, values.start(i), values.end(i));
        }
    }

    /** {@code T} in the middle, {@code Z} at the end: a blank makes four parts in a row, and a zone may be a word. */
    private static boolean isUsualTime(byte[] json, int from, int to) {
        int seconds = from + TimeColumn.SECONDS_LENGTH;
        if (to - from > TIME_MAX || json[from + SEPARATOR_AT] != 'T' || json[to - 1] != 'Z') return false;
        if (seconds < to - 1 && json[seconds] != '.' && json[seconds] != ',') return false;
        for (int at = seconds + 1; at < to - 1; at++) {
            if (json[at] < '0' || json[at] > '9') return false;
        }
        return true;
    }

    private void value(byte[] json, int from, int to) {
        if (isNoTerm(json, from, to)) return;
        if (isPlain(json, from, to)) ascii(json, from, to);
        else text(JsonText.of(json, from, to));
    }

    /** Numbers of so few bytes hold no word that is a term, nor four parts. */
    private static boolean isNoTerm(byte[] json, int from, int to) {
        if (to - from > TermRules.MIXED_MIN) return false;
        for (int i = from; i < to; i++) {
            if (json[i] > '9' || json[i] < '-') return false;
        }
        return true;
    }

    /** ASCII without escapes. */
    private static boolean isPlain(byte[] json, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) LONGS.get(json, at);
            if ((eight & NOT_ASCII) != 0 || hasEscape(eight)) return false;
        }
        for (; at < to; at++) {
            if (json[at] < 0 || json[at] == '\\') return false;
        }
        return true;
    }

    /** Whether one of eight bytes is a backslash: then its difference to one is zero, and borrows. */
    private static boolean hasEscape(long eight) {
        long zero = eight ^ 0x5C5C5C5C5C5C5C5CL;
        return ((zero - 0x0101010101010101L) & ~zero & NOT_ASCII) != 0;
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
