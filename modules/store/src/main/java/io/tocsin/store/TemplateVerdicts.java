package io.tocsin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks messages by their templates first: where the constant text decides, no message is put together. */
final class TemplateVerdicts implements RowTest {
    private final Column column;
    private final Templates templates;
    private final boolean quoted;
    private final Predicate<String> test;
    private final @Nullable MessageScan scan;
    /** How the messages of each template are searched, as far as they were. */
    private final MessageScan.@Nullable Pieces[] pieces;
    /** Of each template 1 when its messages may match, else 0. */
    private final byte[] may;
    /** Of each template whether those messages match for certain that meet a test below, or all where there is none. */
    private final boolean[] decided;
    /** Of each template the tests one of which a match meets; null where there are none. */
    private final @Nullable List<RowTest>[] helps;

    // An array of a generic type cannot be made otherwise.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private TemplateVerdicts(
            Column column, Templates templates, boolean quoted, Predicate<String> test, @Nullable MessageScan scan) {
        this.scan = scan;
        this.column = column;
        this.templates = templates;
        this.quoted = quoted;
        this.test = test;
        this.may = new byte[templates.templates()];
        this.pieces = new MessageScan.Pieces[may.length];
        this.decided = new boolean[may.length];
        this.helps = new List[may.length];
    }

    /** Texts that are looked for in variables, each once in a block. */
    static final class Texts {
        private final Map<String, VariableTexts> byText = new HashMap<>();

        VariableTexts of(String text) {
            return byText.computeIfAbsent(text, key -> new VariableTexts(new Needle(key)));
        }
    }

    /**
     * How the messages of a column are asked; null when none can match.
     *
     * @param sayings of the same condition
     */
    static @Nullable RowTest of(
            Column column, Templates templates, boolean quoted, Predicate<String> test, Sayings sayings, Texts texts)
            throws IOException {
        TemplateVerdicts verdicts = new TemplateVerdicts(column, templates, quoted, test, sayings.scan());
        boolean any = false;
        boolean allOrNone = true;
        for (int template = 0; template < verdicts.may.length; template++) {
            verdicts.look(template, sayings, texts);
            any |= verdicts.may[template] == 1;
            allOrNone &=
                    verdicts.may[template] == 0 || (verdicts.decided[template] && verdicts.helps[template] == null);
        }
        if (!any) return null;
        return allOrNone ? new Marked(templates::coded, verdicts.may) : verdicts;
    }

    private void look(int template, Sayings sayings, Texts texts) throws IOException {
        switch (sayings.of(templates.text(template))) {
            case Saying.All all -> decided[template] = true;
            case Saying.Any any -> {}
            case Saying.Lacks lacks -> helps[template] = helps(template, lacks, texts.of(lacks.text()));
            case Saying.LacksWord lacks -> {
                decided[template] = lacks.decides();
                helps[template] = helps(template, lacks, texts.of(lacks.word()));
            }
        }
        List<RowTest> found = helps[template];
        may[template] = (byte) (found == null || !found.isEmpty() ? 1 : 0);
    }

    private List<RowTest> helps(int template, Saying.Lacks lacks, VariableTexts texts) throws IOException {
        List<RowTest> found = new ArrayList<>();
        for (int variable = 0; variable < lacks.places().size(); variable++) {
            VariableTexts.Place place = lacks.places().get(variable);
            if (templates.isForeign(template, variable, texts.needle(), place)) continue;
            RowTest help = texts.test(templates.variable(template, variable), place);
            if (help != null) found.add(help);
        }
        return found;
    }

    private List<RowTest> helps(int template, Saying.LacksWord lacks, VariableTexts texts) throws IOException {
        List<RowTest> found = new ArrayList<>();
        for (int variable = 0; variable + 1 < templates.constants(template).length; variable++) {
            if (templates.isForeign(template, variable, texts.needle())) continue;
            Column values = templates.variable(template, variable);
            // A blank, because the message is prose.
            RowTest help = lacks.decides()
                    ? texts.matching(values, quoted, value -> test.test(value + " "))
                    : texts.within(values);
            if (help != null) found.add(help);
        }
        return found;
    }

    @Override
    public void select(LeafRows rows, EventSet among, EventSet found) throws IOException {
        EventSet candidates = new EventSet(among.size());
        new Marked(templates::coded, may).select(rows, among, candidates);
        RowTest.super.select(rows, candidates, found);
    }

    @Override
    public boolean of(int row) throws IOException {
        int template = templates.template(row);
        if (may[template] == 0) return false;
        return mayMatch(helps[template], row) && (decided[template] || matches(template, row));
    }

    private boolean mayMatch(@Nullable List<RowTest> tests, int row) throws IOException {
        if (tests == null) return true;
        int place = templates.rowInTemplate(row);
        for (int i = 0; i < tests.size(); i++) {
            if (tests.get(i).of(place)) return true;
        }
        return false;
    }

    private boolean matches(int template, int row) throws IOException {
        if (scan != null) {
            MessageScan.Pieces known = pieces[template];
            if (known == null) pieces[template] = known = scan.of(templates.text(template));
            int state = known.after(templates, template, templates.rowInTemplate(row));
            if (state != Automaton.UNKNOWN) return state == Automaton.FOUND;
        }
        return test.test(RowTest.text(column.value(column.code(row)), quoted));
    }
}
