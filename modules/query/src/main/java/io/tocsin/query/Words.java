package io.tocsin.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How text falls into words, and which texts are the same. The index and the matcher share these rules, so that both find
 * the same events.
 *
 * <p>A word is a maximal run of letters, digits and {@code _} of any script. Case is folded code point by code point through
 * upper to lower case, as {@link String#equalsIgnoreCase} does: so {@code ς} equals {@code Σ}, no locale plays a part, and a
 * folded text is as long as its original.
 */
public final class Words {
    private static final int ASCII = 0x80;

    private Words() {}

    /** The words of a value, folded, in order, repeated ones too. */
    public static List<String> of(String value) {
        String folded = fold(value);
        List<String> words = new ArrayList<>();
        for (int from = start(folded, 0); from < folded.length(); ) {
            int to = end(folded, from);
            words.add(folded.substring(from, to));
            from = start(folded, to);
        }
        return words;
    }

    /** The text without differences of case; the same object when it has none. */
    public static String fold(String value) {
        boolean upper = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ASCII) return foldAnyScript(value);
            upper |= c >= 'A' && c <= 'Z';
        }
        // Of ASCII, the root locale changes just these letters.
        return upper ? value.toLowerCase(Locale.ROOT) : value;
    }

    private static String foldAnyScript(String value) {
        StringBuilder folded = new StringBuilder(value.length());
        value.codePoints().forEach(point -> folded.appendCodePoint(fold(point)));
        return folded.toString();
    }

    /** Whether a value is prose, that is, contains white space; without any it is a name, and only equals as a whole. */
    public static boolean isProse(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isSpace(value.charAt(i))) return true;
        }
        return false;
    }

    /** White space in any sense of Unicode's: the no-break space as well. None of it lies beyond the 16-bit plane. */
    static boolean isSpace(char c) {
        if (c < ASCII) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isWordPart(int point) {
        if (point >= ASCII) return Character.isLetterOrDigit(point);
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || point == '_';
    }

    /** Folding must not turn what is no part of a word into a letter, as upper case does with one combining mark. */
    static int fold(int point) {
        if (point < ASCII) return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
        if (Character.isLetterOrDigit(point)) return Character.toLowerCase(Character.toUpperCase(point));
        return Character.toLowerCase(point);
    }

    static boolean sameLetter(int one, int other) {
        return one == other || fold(one) == fold(other);
    }

    /** Where the first word at or after {@code from} starts, or the length of the value. */
    public static int start(String value, int from) {
        int at = from;
        while (at < value.length()) {
            int point = value.codePointAt(at);
            if (isWordPart(point)) return at;
            at += Character.charCount(point);
        }
        return at;
    }

    /** Where the word that starts at {@code from} ends. */
    public static int end(String value, int from) {
        int at = from;
        while (at < value.length()) {
            int point = value.codePointAt(at);
            if (!isWordPart(point)) return at;
            at += Character.charCount(point);
        }
        return at;
    }

    static boolean any(String value) {
        return start(value, 0) < value.length();
    }

    static boolean equal(String one, String other) {
        if (one.length() != other.length()) return false;
        for (int i = 0; i < one.length(); ) {
            int a = one.codePointAt(i);
            if (!sameLetter(a, other.codePointAt(i))) return false;
            i += Character.charCount(a);
        }
        return true;
    }

    /** Order of the folded texts by code point, which is the order of their UTF-8 bytes and so of an index. */
    static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; ) {
            int a = fold(one.codePointAt(i));
            int b = fold(other.codePointAt(i));
            if (a != b) return Integer.compare(a, b);
            i += Character.charCount(a);
        }
        return Integer.compare(one.length(), other.length());
    }
}
