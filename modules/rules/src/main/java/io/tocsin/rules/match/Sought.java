package io.tocsin.rules.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folded text to be found in values, perhaps as a word beside another one: of a sequence of words one is looked for, and its
 * neighbour tells most false finds from true ones before anything is decoded.
 *
 * @param neighbour the word after it, or before it; null for none
 * @param after on which side
 */
record Sought(String text, @Nullable String neighbour, boolean after) {
    /** Any place. */
    static Sought anywhere(String text) {
        return new Sought(text, null, false);
    }

    /** The word of this index in a sequence. */
    static Sought word(List<String> words, int index) {
        if (words.size() == 1) return anywhere(words.getFirst());
        boolean after = index + 1 < words.size();
        return new Sought(words.get(index), words.get(after ? index + 1 : index - 1), after);
    }
}
