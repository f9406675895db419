package io.tocsin.store;

import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks the values of a block, column by column: what a column cannot hold is found out before its rows are read. Belongs to
 * one search and one block.
 */
final class FieldProbe {
    /** For so many events it pays to ask all values of a column before any event, and to leave the column out if none fits. */
    private static final int MANY_EVENTS = 512;

    private static final int FEW_VALUES = 2_048;

    /** So few values are asked at once for however few events: their codes may not be needed then. */
    private static final int HANDFUL = 8;

    private final Probe probe;
    private final Block block;
    private final FormLayouts forms;
    private final Events events;
    private final @Nullable Needle needle;
    private final TemplateVerdicts.Texts texts = new TemplateVerdicts.Texts();
    private final Map<Long, Asked> byColumn = new HashMap<>();
    private final Map<Integer, List<Marked>> levels = new HashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private boolean many;

    /** Events as a parser reads them. */
    @FunctionalInterface
    interface Events {
        LogEvent of(int event) throws IOException;
    }

    /** What a column is asked; without a test no row meets it. */
    private record Asked(@Nullable RowTest test) {}

    /** A test for the events of some forms, whose rows it finds in the same way. */
    private record Question(RowTest test, LeafRows rows, EventsOfForms events) {}

    FieldProbe(Probe probe, Block block, FormLayouts forms, Events events) {
        this.probe = probe;
        this.block = block;
        this.forms = forms;
        this.events = events;
        this.needle = Needle.of(probe);
    }

    /** Those among some events that meet the probe. */
    EventSet of(EventSet among) throws IOException {
        many = among.count() >= MANY_EVENTS;
        EventSet found = new EventSet(among.size());
        for (int form = 0; form < block.forms(); form++) {
            if (!EventsOfForms.any(block, among, form)) continue;
            Layout layout = forms.layout(form);
            if (layout == null) oneByOne(among.in(block.eventsOf(form)), found);
            else prepare(form, layout, among);
        }
        for (Question question : questions) {
            EventSet asked = question.events.get();
            asked.andNot(found);
            question.test.select(question.rows, asked, found);
        }
        return found;
    }

    private void oneByOne(EventSet some, EventSet found) throws IOException {
        for (int event = some.next(0); event >= 0; event = some.next(event + 1)) {
            if (probe.whole().test(events.of(event))) found.add(event);
        }
    }

    private void prepare(int number, Layout layout, EventSet among) throws IOException {
        Form form = block.form(number);
        for (Target target : forms.targets(probe, layout)) {
            RowTest test = test(form, layout, target);
            if (test != null)
                question(test, block.leafRows(number, target.leaf()), among)
                        .events
                        .add(number);
        }
    }

    private Question question(RowTest test, LeafRows rows, EventSet among) {
        for (Question known : questions) {
            if (known.test == test && known.rows.isSame(rows)) return known;
        }
        Question question = new Question(test, rows, new EventsOfForms(block, among));
        questions.add(question);
        return question;
    }

    private @Nullable RowTest test(Form form, Layout layout, Target target) throws IOException {
        int number = form.column(target.leaf());
        boolean quoted = form.isText(target.leaf());
        // Whether a level is optional differs from layout to layout: then the form has a test of its own.
        if (target.field() != Target.PLAIN) return ofLevel(number, quoted, levelTest(layout, target.field()));
        long key = (long) number << 1 | (target.asId() ? 1 : 0);
        Asked asked = byColumn.get(key);
        if (asked == null) {
            asked = new Asked(isForeign(number) ? null : test(block.column(number), quoted, target.asId()));
            byColumn.put(key, asked);
        }
        return asked.test;
    }

    /** Who asks any field asks nearly all columns: then it pays to know what all of them are written with. */
    private boolean isForeign(int column) throws IOException {
        boolean anyField = probe.field() == null && probe.test() != null;
        return anyField && needle != null && block.isForeign(column, needle);
    }

    /** A level is asked as it is written by us, of which the bytes of a value say nothing. */
    private @Nullable RowTest ofLevel(int number, boolean quoted, Predicate<String> test) throws IOException {
        Column column = block.column(number);
        boolean few = column.distinct() <= (many ? FEW_VALUES : HANDFUL);
        if (!few) return new Verdicts(column, quoted, test, null);
        byte[] verdicts = Verdicts.of(column, quoted, test, null);
        if (verdicts == null) return null;
        // Most forms agree: then their events are asked together.
        List<Marked> known = levels.computeIfAbsent(number, key -> new ArrayList<>());
        for (Marked each : known) {
            if (each.hasMarks(verdicts)) return each;
        }
        Marked fresh = new Marked(column::coded, verdicts);
        known.add(fresh);
        return fresh;
    }

    private Predicate<String> levelTest(Layout layout, int field) {
        Predicate<String> test = Objects.requireNonNull(probe.test());
        return value -> {
            String level = layout.fieldValue(field, value);
            return level != null && test.test(level);
        };
    }

    private @Nullable RowTest test(Column column, boolean quoted, boolean asId) throws IOException {
        Predicate<String> test = asId ? idTest() : Objects.requireNonNull(probe.test());
        if (needle != null && needle.isForeignTo(column)) return null;
        Templates templates = column.templates();
        if (templates != null) {
            Sayings sayings = forms.cache().sayings(probe, asId, test);
            if (sayings.any()) return TemplateVerdicts.of(column, templates, quoted, test, sayings, texts);
            return new Verdicts(column, quoted, test, needle);
        }
        int distinct = column.distinct();
        if (distinct > HANDFUL && !many) return new Verdicts(column, quoted, test, needle);
        if (needle == null) {
            return distinct <= FEW_VALUES
                    ? Verdicts.ofAll(column, quoted, test, null)
                    : new Verdicts(column, quoted, test, null);
        }
        byte[] marks = texts.of(needle.text()).marks(column);
        return marks == null ? null : Verdicts.ofAll(column, quoted, test, marks);
    }

    private Predicate<String> idTest() {
        Predicate<String> test = Objects.requireNonNull(probe.idTest() != null ? probe.idTest() : probe.test());
        return id -> !id.isBlank() && test.test(id);
    }
}
