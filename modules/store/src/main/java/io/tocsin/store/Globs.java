package io.tocsin.store;

import io.tocsin.query.Wildcard;
import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Patterns with holes, run over the dictionary of terms. A {@code ?} is taken for a {@code *} here and verified later. Literals
 * too long for a term need no care: a value that has one is hashed itself, and marked.
 */
final class Globs {
    /** Patterns that need more are left to verification. */
    private static final int DETERMINIZE_WORK_MAX = 10_000;

    private Globs() {}

    static Bounds of(Wildcard wildcard, Markers markers) {
        String field = wildcard.field();
        if (field != null && Translation.isVirtual(field)) return Bounds.unknown();
        try {
            Bounds terms = field == null ? anywhere(wildcard.pattern()) : within(field, wildcard.pattern());
            boolean decided = wildcard.pattern().indexOf('?') < 0;
            Bounds found = decided ? terms : Bounds.within(terms.possible());
            return markers.with(found, Terms.HASHED, field == null ? "" : field);
        } catch (TooComplexToDeterminizeException tooComplex) {
            return field == null ? Bounds.unknown() : Translation.withField(field);
        }
    }

    private static Bounds within(String field, String pattern) {
        return terms(Terms.VALUE, field, pattern).or(terms(Terms.PROSE, field, pattern));
    }

    private static Bounds anywhere(String pattern) {
        Bounds values = terms(Terms.VALUE, null, pattern);
        return Bounds.or(List.of(values, terms(Terms.WORD, pattern), terms(Terms.ID, pattern)));
    }

    private static Bounds terms(char kind, String pattern) {
        return query(List.of(letter(kind), glob(pattern)));
    }

    private static Bounds terms(char kind, @Nullable String field, String pattern) {
        Automaton name =
                field == null ? Operations.repeat(Automata.makeCharRange(0, Terms.SEPARATOR - 1)) : text(field);
        Automaton separator = Automata.makeChar(Terms.SEPARATOR);
        return query(List.of(letter(kind), name, separator, glob(pattern)));
    }

    private static Bounds query(List<Automaton> parts) {
        Automaton automaton = Operations.determinize(Operations.concatenate(parts), DETERMINIZE_WORK_MAX);
        return Bounds.exact(new AutomatonQuery(new Term(EventDocument.TERMS), automaton, true));
    }

    private static Automaton letter(char kind) {
        return Automata.makeChar(kind);
    }

    private static Automaton text(String text) {
        Terms terms = new Terms();
        // The kind is cut off again; what counts is that texts are written in one way only.
        terms.add(Terms.WORD, text);
        BytesRef bytes = new BytesRef();
        terms.term(0, bytes);
        if (bytes.length < 1 || text.isEmpty()) return Automata.makeEmptyString();
        return Automata.makeBinary(new BytesRef(bytes.bytes, bytes.offset + 1, bytes.length - 1));
    }

    private static Automaton glob(String pattern) {
        List<Automaton> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?') {
                parts.add(text(Words.fold(literal.toString())));
                parts.add(Automata.makeAnyBinary());
                literal.setLength(0);
            } else {
                boolean escaped = c == '\\' && i + 1 < pattern.length();
                literal.append(escaped ? pattern.charAt(++i) : c);
            }
        }
        parts.add(text(Words.fold(literal.toString())));
        return Operations.concatenate(parts);
    }
}
