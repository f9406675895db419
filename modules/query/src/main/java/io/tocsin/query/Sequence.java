package io.tocsin.query;

/** Finds the words of one text one after another in a value, whatever stands between them. Allocates nothing. */
final class Sequence {
    private Sequence() {}

    /** Whether the words of {@code wanted} occur in {@code value} as neighbours and in order; false when it has none. */
    static boolean in(String value, String wanted) {
        int first = Words.start(wanted, 0);
        if (first == wanted.length()) return false;
        int from = Words.start(value, 0);
        while (from < value.length()) {
            if (startsAt(value, from, wanted, first)) return true;
            from = Words.start(value, Words.end(value, from));
        }
        return false;
    }

    private static boolean startsAt(String value, int from, String wanted, int first) {
        int at = from;
        int word = first;
        while (true) {
            int wordEnd = Words.end(wanted, word);
            int atEnd = at + wordEnd - word;
            if (!same(value, at, wanted, word, wordEnd)) return false;
            if (atEnd < value.length() && Words.isWordPart(value.codePointAt(atEnd))) return false;
            word = Words.start(wanted, wordEnd);
            if (word == wanted.length()) return true;
            at = Words.start(value, atEnd);
        }
    }

    private static boolean same(String value, int from, String wanted, int word, int wordEnd) {
        int at = from;
        for (int i = word; i < wordEnd; ) {
            if (at >= value.length()) return false;
            int point = wanted.codePointAt(i);
            if (!Words.sameLetter(point, value.codePointAt(at))) return false;
            i += Character.charCount(point);
            at += Character.charCount(point);
        }
        return true;
    }
}
