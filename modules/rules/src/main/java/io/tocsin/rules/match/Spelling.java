package io.tocsin.rules.match;

import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;

/** How values are read as bytes without regard to case: straight from the JSON where nothing in it is special. */
final class Spelling {
    /** Stands for a byte that does not mean itself: part of an escape, or of a letter beyond ASCII. */
    static final int SPECIAL = -1;

    /** For values as they lie in the JSON. */
    static final Spelling JSON = new Spelling(true);

    /** For values that {@link #folded} has made. */
    static final Spelling FOLDED = new Spelling(false);

    private static final int ASCII = 0x80;

    private final short[] letters = new short[2 * ASCII];

    private Spelling(boolean json) {
        for (int i = 0; i < letters.length; i++) {
            boolean special = json && (i == '\\' || i >= ASCII);
            boolean upper = json && i >= 'A' && i <= 'Z';
            letters[i] = (short) (special ? SPECIAL : upper ? i + ('a' - 'A') : i);
        }
    }

    /** The folded letter of a byte, 0 to 255, or {@link #SPECIAL}. */
    int letter(byte b) {
        return letters[b & 0xff];
    }

    /** Whether a letter makes prose of a value, or may: beyond ASCII there are other spaces. */
    static boolean isSpace(int letter) {
        return letter <= ' ' || letter >= ASCII;
    }

    /** A text without differences of case. */
    static byte[] folded(String text) {
        return Words.fold(text).getBytes(StandardCharsets.UTF_8);
    }
}
