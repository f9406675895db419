package io.tocsin.store;

import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, VariableTexts> textsBy = new HashMap<>();
    private final @Nullable Template[] known;

    /**
     * What a match looks like, as far as it is known.
     *
     * @param words folded, that a match has all
     * @param literal that a match contains
     */
    record Hints(@Nullable List<String> words, @Nullable Literal literal) {
        boolean any() {
            return words != null || literal != null;
        }
    }

    /** What a template says of its messages. */
    private sealed interface Template {
        /** All match. */
        record All() implements Template {}

        /** Those may of which some variable may help; the text decides. */
        record Some(List<RowTest> helps) implements Template {}

        /** Nothing is known: the text decides. */
        record Any() implements Template {}
    }

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
        return switch (template) {
            case Template.All all -> true;
            case Template.Any any -> matches(row);
            case Template.Some some -> mayMatch(some, row) && matches(row);
        };
    }

    private boolean matches(int row) throws IOException {
        return test.test(RowTest.text(column.value(column.code(row)), quoted));
    }

    private boolean mayMatch(Template.Some template, int row) throws IOException {
        List<RowTest> helps = template.helps;
        if (helps.isEmpty()) return false;
        int place = templates.rowInTemplate(row);
        for (int i = 0; i < helps.size(); i++) {
            if (helps.get(i).of(place)) return true;
        }
        return false;
    }

    private Template look(int number) throws IOException {
        String[] constants = new String[templates.constants(number).length];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = Words.fold(new String(templates.constants(number)[i], StandardCharsets.UTF_8));
            // Half of an escape says nothing for certain.
            if (constants[i].indexOf('\\') >= 0) return new Template.Any();
        }
        Literal literal = hints.literal;
        return literal != null ? byLiteral(number, constants, literal) : byWords(number, constants);
    }

    private Template byLiteral(int number, String[] constants, Literal literal) throws IOException {
        for (String constant : constants) {
            if (constant.contains(literal.text())) return literal.decides() ? new Template.All() : new Template.Any();
        }
        List<RowTest> helps = new ArrayList<>();
        VariableTexts texts = texts(literal.text());
        for (int i = 0; i + 1 < constants.length; i++) {
            VariableTexts.Edge before = new VariableTexts.Edge(constants[i], i == 0);
            VariableTexts.Edge after = new VariableTexts.Edge(constants[i + 1], i + 2 == constants.length);
            RowTest help = texts.test(templates.variable(number, i), before, after);
            if (help != null) helps.add(help);
        }
        return new Template.Some(helps);
    }

    private Template byWords(int number, String[] constants) throws IOException {
        for (String constant : constants) {
            if (!constant.isBlank() && test.test(constant + " ")) return new Template.All();
        }
        List<String> present = Words.of(String.join(" ", constants));
        List<String> words = hints.words == null ? List.of() : hints.words;
        String missing = words.stream()
                .filter(word -> !present.contains(word))
                .findFirst()
                .orElse(null);
        if (missing == null) return new Template.Any();
        if (missing.chars().anyMatch(c -> c >= 0x80)) return new Template.Any();
        List<RowTest> helps = new ArrayList<>();
        VariableTexts texts = texts(missing);
        for (int i = 0; i + 1 < constants.length; i++) {
            RowTest help = texts.within(templates.variable(number, i));
            if (help != null) helps.add(help);
        }
        return new Template.Some(helps);
    }

    /** For all templates of the column, so that what is copied from elsewhere is asked once. */
    private VariableTexts texts(String text) {
        return textsBy.computeIfAbsent(text, key -> new VariableTexts(new Needle(key)));
    }
}
