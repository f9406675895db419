package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Equal;
import io.tocsin.query.Leaf;
import io.tocsin.query.Phrase;
import io.tocsin.query.Regex;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;
import io.tocsin.query.Words;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on values as the columns are asked it. It means exactly what {@link io.tocsin.query.Query#matches} of its leaf
 * means; the rest only says how little has to be looked at.
 *
 * @param field null for any field
 * @param test a value that meets it; null when only correlation IDs are asked
 * @param idTest a correlation ID that meets it; null when they are not asked
 * @param whole the same for an event that is at hand
 * @param terms that a block must have to hold a match, the rarest first
 * @param sequence the words, folded, of which a match has all in a row within one value; null when it is not about words
 * @param literal what a match contains; null when nothing is known
 * @param pattern the expression that a match has somewhere; null when it is not about one
 */
// An array, because a search asks these millions of times; compared by identity only.
@SuppressWarnings("ArrayRecordComponent")
record Probe(
        @Nullable String field,
        @Nullable Predicate<String> test,
        @Nullable Predicate<String> idTest,
        Predicate<LogEvent> whole,
        int[] terms,
        @Nullable List<String> sequence,
        @Nullable Literal literal,
        @Nullable String pattern)
        implements Condition {
    static Probe of(Leaf leaf) {
        String text = sequenceOf(leaf);
        boolean virtual = leaf.isTime() || leaf.isId();
        int[] terms =
                virtual ? new int[0] : text == null ? TermRules.ofWords(leaf.words()) : TermRules.ofSequence(text);
        return new Probe(
                leaf.field(),
                leaf::test,
                leaf.asksIds() ? leaf::testId : null,
                leaf::matches,
                terms,
                text == null ? null : Words.of(text),
                literalOf(leaf),
                leaf instanceof Regex regex ? regex.pattern() : null);
    }

    private static @Nullable Literal literalOf(Leaf leaf) {
        return switch (leaf) {
            case Regex regex -> Literal.of(regex.pattern());
            case Wildcard wildcard -> Literal.ofWildcard(wildcard.pattern());
            default -> null;
        };
    }

    /** Events that carry a correlation ID, whatever its case. */
    static Probe correlated(String id) {
        CarriedId carried = new CarriedId(id);
        return new Probe(
                null, null, carried::is, carried, TermRules.ofSequence(id), null, contained(Words.fold(id)), null);
    }

    /** What is equal contains it: bytes say so without becoming text. */
    private static @Nullable Literal contained(String folded) {
        return folded.isEmpty() || !CarriedId.isAscii(folded) ? null : new Literal(folded, false);
    }

    /** The text whose words are in a row in every match, or null. */
    private static @Nullable String sequenceOf(Leaf leaf) {
        return switch (leaf) {
            case Word word -> word.text();
            case Phrase phrase -> phrase.text();
            // Levels are equal in any spelling, and the empty text has no words: then the leaf knows none either.
            case Equal equal -> leaf.words().isEmpty() ? null : equal.value();
            default -> null;
        };
    }

    boolean isTime() {
        return field != null && (field.equals("time") || field.equals("_time"));
    }

    boolean isId() {
        return field != null && field.equals("_id");
    }
}
