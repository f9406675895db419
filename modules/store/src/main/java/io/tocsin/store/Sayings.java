package io.tocsin.store;

import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the constants of templates say of a condition. Words lie wholly in a constant or wholly in a variable, so what is nowhere
 * in either cannot be in a message. Belongs to one search and one condition; kept from block to block, for they have the same
 * templates.
 */
final class Sayings {
    /** Services have some hundred templates; whoever makes up new ones all the time is asked again. */
    private static final int TEMPLATES_MAX = 10_000;

    private final Predicate<String> test;
    private final @Nullable List<String> words;
    private final @Nullable Literal literal;
    private final boolean parts;
    private final @Nullable MessageScan scan;
    private final Map<Constants, Saying> known = new HashMap<>();

    /**
     * @param words folded, that a match has all; null when nothing is known
     * @param literal that a match contains; null when nothing is known
     * @param scan that finds a match in the bytes of a message; null when there is none
     * @param parts whether prose matches when it has the words: not where a value has to be equal as a whole
     */
    Sayings(
            Predicate<String> test,
            @Nullable List<String> words,
            @Nullable Literal literal,
            boolean parts,
            @Nullable MessageScan scan) {
        this.parts = parts;
        this.scan = scan;
        this.test = test;
        this.words = words;
        this.literal = literal;
    }

    /** Whether they can say anything. */
    boolean any() {
        return words != null || literal != null || scan != null;
    }

    /** What finds a match in the bytes of a message; null when there is none. */
    @Nullable
    MessageScan scan() {
        return scan;
    }

    Saying of(Constants template) {
        Saying saying = known.get(template);
        if (saying == null) {
            boolean found = scan != null && scan.isIn(template);
            saying = found ? new Saying.All() : look(template.parts());
            if (known.size() >= TEMPLATES_MAX) known.clear();
            known.put(template, saying);
        }
        return saying;
    }

    private Saying look(byte[][] parts) {
        String[] constants = new String[parts.length];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = Words.fold(new String(parts[i], StandardCharsets.UTF_8));
            // Half of an escape says nothing for certain.
            if (constants[i].indexOf('\\') >= 0) return new Saying.Any();
        }
        if (literal != null) return byLiteral(constants, literal);
        return words != null ? byWords(constants) : new Saying.Any();
    }

    private static Saying byLiteral(String[] constants, Literal literal) {
        for (String constant : constants) {
            if (constant.contains(literal.text())) return literal.decides() ? new Saying.All() : new Saying.Any();
        }
        Needle needle = new Needle(literal.text());
        List<VariableTexts.Place> places = new ArrayList<>();
        for (int i = 0; i + 1 < constants.length; i++) {
            VariableTexts.Edge before = new VariableTexts.Edge(constants[i], i == 0);
            VariableTexts.Edge after = new VariableTexts.Edge(constants[i + 1], i + 2 == constants.length);
            places.add(VariableTexts.Place.of(needle, before, after));
        }
        return new Saying.Lacks(literal.text(), places);
    }

    private Saying byWords(String[] constants) {
        boolean prose = parts && Arrays.stream(constants).anyMatch(Words::isProse);
        for (String constant : constants) {
            // With a blank it is prose as the message is, and then a part of it says what the whole would.
            if (prose && !constant.isBlank() && test.test(constant + " ")) return new Saying.All();
        }
        List<String> present = Words.of(String.join(" ", constants));
        List<String> wanted = words == null ? List.of() : words;
        String missing = wanted.stream()
                .filter(word -> !present.contains(word))
                .findFirst()
                .orElse(null);
        if (missing == null || missing.chars().anyMatch(c -> c >= 0x80)) return new Saying.Any();
        return new Saying.LacksWord(missing, prose && wanted.size() == 1);
    }
}
