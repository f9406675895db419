package io.tocsin.rules.match;

/** Looks at the word beside a word, as far as it is written in plain ASCII; in doubt it is the right one. */
final class Neighbour {
    private static final int ASCII = 0x80;

    private final byte[] word;
    private final boolean after;

    Neighbour(String word, boolean after) {
        this.word = Spelling.folded(word);
        this.after = after;
    }

    /** Whether it may stand beside what lies from {@code start} to {@code end} in a value. */
    boolean mayBeAt(byte[] bytes, int start, int end, int from, int to, Spelling spelling) {
        int step = after ? 1 : -1;
        int limit = after ? to : from - 1;
        int at = after ? end : start - 1;
        for (; at != limit; at += step) {
            int letter = spelling.letter(bytes[at]);
            if (letter < 0 || letter >= ASCII) return true;
            if (isWordPart(letter)) break;
        }
        // The value ends, or what was found is only a part of a word.
        if (at == limit || at == (after ? end : start - 1)) return false;
        for (int i = 0; i < word.length; i++, at += step) {
            if (at == limit) return false;
            int letter = spelling.letter(bytes[at]);
            if (letter < 0 || letter >= ASCII) return true;
            if (letter != (word[after ? i : word.length - 1 - i] & 0xff)) return false;
        }
        return true;
    }

    private static boolean isWordPart(int letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    }
}
