package io.tocsin.store;

import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that a value must contain, whatever its case, to be worth a closer look. Asks bytes: most values are told apart by them. */
final class Needle {
    private final byte[] text;
    private final String string;
    private final long low;
    private final long high;

    /** @param text folded, ASCII */
    Needle(String text) {
        this.string = text;
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        this.low = Alphabets.below(text);
        this.high = Alphabets.from64(text);
    }

    /** Its characters below 64, as bits. */
    long low() {
        return low;
    }

    /** Its characters from 64 on, as bits. */
    long high() {
        return high;
    }

    /** What is looked for, folded. */
    String text() {
        return string;
    }

    /**
     * Raw bytes of JSON without differences of case, a character for each byte; null when some may say more than themselves: what
     * is not ASCII, or escaped.
     */
    static @Nullable String folded(byte[] raw) {
        byte all = 0;
        boolean escapes = false;
        boolean upper = false;
        for (byte b : raw) {
            all |= b;
            escapes |= b == '\\';
            upper |= b >= 'A' && b <= 'Z';
        }
        if (all < 0 || escapes) return null;
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        return upper ? Words.fold(text) : text;
    }

    /** The longest of some words that all must be there; null when none of them is ASCII. */
    static @Nullable Needle ofWords(List<String> words) {
        String longest = "";
        for (String word : words) {
            boolean ascii = word.chars().allMatch(c -> c < 0x80);
            if (ascii && word.length() > longest.length()) longest = word;
        }
        return longest.isEmpty() ? null : new Needle(longest);
    }

    int length() {
        return text.length;
    }

    /** A character of it. */
    char at(int index) {
        return (char) text[index];
    }

    /** Whether raw bytes of JSON contain it, or might: what is not ASCII, or escaped, has to be read to be known. */
    boolean mayBeIn(byte[] value) {
        return mayBeIn(value, 0, value.length);
    }

    /** The same of a stretch of bytes. */
    boolean mayBeIn(byte[] value, int start, int end) {
        for (int at = start; at < end; at++) {
            if (value[at] < 0 || value[at] == '\\') return true;
        }
        for (int from = start; from + text.length <= end; from++) {
            if (matches(value, from, 0, text.length)) return true;
        }
        return false;
    }

    /** Whether a part of it stands at a place of a value. */
    boolean matches(byte[] value, int at, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = value[at + i - from];
            int folded = b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
            if (folded != text[i]) return false;
        }
        return true;
    }

    /** The text from a place on. */
    String from(int start) {
        return new String(text, start, text.length - start, StandardCharsets.US_ASCII);
    }

    /** The text up to a place. */
    String upTo(int end) {
        return new String(text, 0, end, StandardCharsets.US_ASCII);
    }

    /** Whether no value of a column can contain it: numbers, times and IDs are written with few characters. */
    boolean isForeignTo(Column column) {
        String characters = column.characters();
        if (characters == null || isWrittenWith(characters)) return false;
        // Escapes, and letters that have a form in ASCII, say more than they seem to.
        return characters.chars().allMatch(c -> c < 0x80 && c != '\\');
    }

    private boolean isWrittenWith(String characters) {
        for (byte b : text) {
            if (characters.indexOf(b) < 0) return false;
        }
        return true;
    }

    /** What a probe says of values; null when that is nothing. */
    static @Nullable Needle of(Probe probe) {
        Literal literal = probe.literal();
        if (literal != null) return new Needle(literal.text());
        List<String> words = probe.sequence();
        return words == null ? null : ofWords(words.stream().map(Words::fold).toList());
    }
}
