package io.tocsin.store;

import java.util.List;

/** What the constant text of a template says of its messages. */
sealed interface Saying {
    /** All match. */
    record All() implements Saying {}

    /** Nothing: the message decides. */
    record Any() implements Saying {}

    /** Those may match whose variables have a text, or a part of it where it goes on in the constants; the message decides. */
    record Lacks(String text, List<VariableTexts.Place> places) implements Saying {}

    /**
     * Those may match of which some variable has a word.
     *
     * @param decides whether the message matches when the value of the variable does; else the message decides
     */
    record LacksWord(String word, boolean decides) implements Saying {}
}
