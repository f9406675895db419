package io.tocsin.store;

import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks messages by their templates first: where the constant text decides, no message is put together. Words lie wholly in a
 * constant or wholly in a variable, so what is nowhere in either cannot be in a message.
 */
final class TemplateVerdicts implements RowTest {
    private final Column column;
    private final Templates templates;
    private final boolean quoted;
    private final Predicate<String> test;
    private final Hints hints;
    private final @Nullable Template[] known;

    /**
     * What a match looks like, as far as it is known.
     *
     * @param words folded, that a match has all
     * @param literal folded, that a match contains
     */
    record Hints(@Nullable List<String> words, @Nullable String literal) {
        boolean any() {
            return words != null || literal != null;
        }
    }

    /** What a template says: all its messages match, none, or those of which the text does where {@code may} allows it. */
    private record Template(boolean all, boolean none, List<Verdicts> may) {}

    TemplateVerdicts(Column column, Templates templates, boolean quoted, Predicate<String> test, Hints hints) {
        this.column = column;
        this.templates = templates;
        this.quoted = quoted;
        this.test = test;
        this.hints = hints;
        this.known = new Template[templates.templates()];
    }

    @Override
    public boolean of(int row) throws IOException {
        int number = templates.template(row);
        Template template = known[number];
        if (template == null) {
            template = look(number);
            known[number] = template;
        }
        if (template.all) return true;
        if (template.none || !mayMatch(template, row)) return false;
        return test.test(RowTest.text(column.value(column.code(row)), quoted));
    }

    private boolean mayMatch(Template template, int row) throws IOException {
        if (template.may.isEmpty()) return true;
        int place = templates.rowInTemplate(row);
        for (Verdicts variable : template.may) {
            if (variable.of(place)) return true;
        }
        return false;
    }

    private Template look(int number) throws IOException {
        byte[][] constants = templates.constants(number);
        StringBuilder all = new StringBuilder();
        for (byte[] constant : constants) {
            String text = Words.fold(new String(constant, StandardCharsets.UTF_8));
            // Half of an escape says nothing for certain.
            if (text.indexOf('\\') >= 0) return new Template(false, false, List.of());
            if (decides(text)) return new Template(true, false, List.of());
            all.append(text).append(' ');
        }
        Predicate<String> helps = helps(all.toString());
        if (helps == null) return new Template(false, false, List.of());
        return variables(number, constants.length - 1, helps);
    }

    private Template variables(int number, int count, Predicate<String> helps) throws IOException {
        List<Verdicts> may = new ArrayList<>(count);
        for (int variable = 0; variable < count; variable++) {
            may.add(new Verdicts(templates.variable(number, variable), quoted, helps));
        }
        return new Template(false, may.isEmpty(), may);
    }

    /** Whether a message with this constant is a match, whatever its variables are. */
    private boolean decides(String constant) {
        String literal = hints.literal;
        if (literal != null) return constant.contains(literal);
        return hints.words != null && !constant.isBlank() && test.test(constant + " ");
    }

    /** Which variables can make a match, where the constants alone do not; null when nothing is known. */
    private @Nullable Predicate<String> helps(String constants) {
        String literal = hints.literal;
        if (literal != null) return value -> overlaps(Words.fold(value), literal);
        List<String> words = hints.words;
        if (words == null) return null;
        List<String> present = Words.of(constants);
        List<String> missing =
                words.stream().filter(word -> !present.contains(word)).toList();
        if (missing.isEmpty()) return null;
        String first = missing.getFirst();
        return value -> Words.of(value).contains(first);
    }

    /** Whether a text that is not in the constants can lie partly or wholly in this variable. */
    private static boolean overlaps(String value, String literal) {
        if (value.isEmpty()) return true;
        return value.contains(literal)
                || literal.indexOf(value.charAt(0)) >= 0
                || literal.indexOf(value.charAt(value.length() - 1)) >= 0;
    }
}
