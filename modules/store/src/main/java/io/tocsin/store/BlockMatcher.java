package io.tocsin.store;

import io.tocsin.model.EventId;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds which events of a block meet a condition. Each different value is asked once; events that have no layout are read one
 * by one. Belongs to one search and one block.
 */
final class BlockMatcher {
    /** Says that no row of a column meets a probe. */
    private static final RowTest NEVER = row -> false;

    /** For so many events it pays to ask all values of a column before any event, and to leave the column out if none fits. */
    private static final int MANY_EVENTS = 512;

    private static final int FEW_VALUES = 2_048;

    private final Block block;
    private final FormLayouts forms;
    private final Map<Integer, LogEvent> read = new HashMap<>();

    BlockMatcher(Block block, FormLayouts forms) {
        this.block = block;
        this.forms = forms;
    }

    /** Those among some events that meet the condition. */
    EventSet match(Condition condition, EventSet among) throws IOException {
        return switch (condition) {
            case Condition.Every every -> copy(among);
            case Condition.Both both -> both(both, among);
            case Condition.Either either -> either(either, among);
            case Condition.Except except -> {
                EventSet left = copy(among);
                left.andNot(match(except.part(), among));
                yield left;
            }
            case Condition.OfEvent ofEvent -> whole(ofEvent, among);
            case Probe probe -> probe(probe, among);
        };
    }

    private static EventSet copy(EventSet set) {
        EventSet copy = new EventSet(set.size());
        copy.or(set);
        return copy;
    }

    private EventSet both(Condition.Both both, EventSet among) throws IOException {
        List<Condition> parts = new ArrayList<>(both.parts());
        parts.sort(Comparator.comparingInt(BlockMatcher::cost));
        EventSet left = among;
        for (Condition part : parts) {
            if (left.isEmpty()) break;
            left = match(part, left);
        }
        return left == among ? copy(among) : left;
    }

    private EventSet either(Condition.Either either, EventSet among) throws IOException {
        EventSet found = new EventSet(among.size());
        EventSet left = copy(among);
        for (Condition part : either.parts()) {
            EventSet more = match(part, left);
            found.or(more);
            left.andNot(more);
        }
        return found;
    }

    /** What asks one field comes before what asks all of them. */
    private static int cost(Condition condition) {
        return switch (condition) {
            case Condition.Every every -> 0;
            case Condition.Except except -> cost(except.part());
            case Condition.Both both ->
                both.parts().stream().mapToInt(BlockMatcher::cost).sum();
            case Condition.Either either ->
                either.parts().stream().mapToInt(BlockMatcher::cost).sum();
            // Each event is read, so as few as possible should be left.
            case Condition.OfEvent ofEvent -> 50;
            case Probe probe -> probe.field() == null ? 20 : "message".equals(probe.field()) ? 5 : 1;
        };
    }

    private EventSet whole(Condition.OfEvent condition, EventSet among) throws IOException {
        EventSet found = new EventSet(among.size());
        for (int event = among.next(0); event >= 0; event = among.next(event + 1)) {
            if (condition.query().matches(event(event))) found.add(event);
        }
        return found;
    }

    private EventSet probe(Probe probe, EventSet among) throws IOException {
        EventSet found = new EventSet(among.size());
        FormTests tests = new FormTests(probe, among.count() >= MANY_EVENTS);
        boolean virtual = probe.isTime() || probe.isId();
        for (int event = among.next(0); event >= 0; event = among.next(event + 1)) {
            if (virtual ? ofEvent(probe, event) : tests.of(event)) found.add(event);
        }
        return found;
    }

    private boolean ofEvent(Probe probe, int event) throws IOException {
        Predicate<String> test = Objects.requireNonNull(probe.test());
        if (probe.isId()) return test.test(EventId.text(block.id(event)));
        long time = block.time(event);
        return IndexTime.isVague(time)
                ? probe.whole().test(event(event))
                : test.test(IndexTime.at(time).toString());
    }

    private LogEvent event(int event) throws IOException {
        LogEvent known = read.get(event);
        if (known == null) {
            known = forms.event(event);
            read.put(event, known);
        }
        return known;
    }

    /** The tests of a form, and the rows that each asks. */
    private static final class Asked {
        private final RowTest[] tests;
        private final LeafRows[] rows;

        Asked(RowTest[] tests, LeafRows[] rows) {
            this.tests = tests;
            this.rows = rows;
        }
    }

    /** How a probe is asked in each form of this block. */
    private final class FormTests {
        private final Probe probe;
        private final boolean many;
        private final @Nullable Needle needle;
        private final @Nullable Asked[] tests = new Asked[block.forms()];
        private final Map<Long, RowTest> byColumn = new HashMap<>();

        FormTests(Probe probe, boolean many) {
            this.probe = probe;
            this.many = many;
            this.needle = Needle.of(probe);
        }

        boolean of(int event) throws IOException {
            int form = block.formOf(event);
            Layout layout = forms.layout(form, event);
            if (layout == null) return probe.whole().test(event(event));
            Asked asked = tests[form];
            if (asked == null) {
                asked = prepare(form, layout);
                tests[form] = asked;
            }
            for (int i = 0; i < asked.tests.length; i++) {
                if (asked.tests[i].of(asked.rows[i].row(event))) return true;
            }
            return false;
        }

        private Asked prepare(int number, Layout layout) throws IOException {
            List<Target> targets = forms.targets(probe, layout);
            Form form = block.form(number);
            List<RowTest> ofForm = new ArrayList<>(targets.size());
            List<LeafRows> rows = new ArrayList<>(targets.size());
            for (Target target : targets) {
                RowTest test = test(form, layout, target);
                if (test.equals(NEVER)) continue;
                ofForm.add(test);
                rows.add(block.leafRows(number, target.leaf()));
            }
            return new Asked(ofForm.toArray(RowTest[]::new), rows.toArray(LeafRows[]::new));
        }

        private RowTest test(Form form, Layout layout, Target target) throws IOException {
            int number = form.column(target.leaf());
            // Whether a level is optional differs from layout to layout: then the form has a test of its own.
            boolean level = target.field() != Target.PLAIN;
            long key = level ? -1 : (long) number << 1 | (target.asId() ? 1 : 0);
            RowTest test = level ? null : byColumn.get(key);
            if (test == null) {
                test = test(block.column(number), form.isText(target.leaf()), predicate(layout, target), level);
                if (!level) byColumn.put(key, test);
            }
            return test;
        }

        private RowTest test(Column column, boolean quoted, Predicate<String> predicate, boolean level)
                throws IOException {
            if (!level && needle != null && needle.isForeignTo(column)) return NEVER;
            // A level is asked as it is written by us, of which the constants of a message say nothing.
            Templates templates = level ? null : column.templates();
            TemplateVerdicts.Hints hints = new TemplateVerdicts.Hints(probe.sequence(), probe.literal());
            if (templates != null && hints.any()) {
                return new TemplateVerdicts(column, templates, quoted, predicate, hints);
            }
            Verdicts verdicts = new Verdicts(column, quoted, predicate, level ? null : needle);
            boolean few = many && needle != null && column.distinct() <= FEW_VALUES;
            return few && !verdicts.any() ? NEVER : verdicts;
        }

        private Predicate<String> predicate(Layout layout, Target target) {
            if (target.asId()) {
                Predicate<String> test = Objects.requireNonNull(probe.idTest() != null ? probe.idTest() : probe.test());
                return id -> !id.isBlank() && test.test(id);
            }
            Predicate<String> test = Objects.requireNonNull(probe.test());
            if (target.field() == Target.PLAIN) return test;
            return value -> {
                String level = layout.fieldValue(target.field(), value);
                return level != null && test.test(level);
            };
        }
    }
}
