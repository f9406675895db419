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
            case Probe probe -> probe.field() == null ? 20 : "message".equals(probe.field()) ? 5 : 1;
        };
    }

    private EventSet probe(Probe probe, EventSet among) throws IOException {
        EventSet found = new EventSet(among.size());
        FormTests tests = new FormTests(probe);
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
        private final @Nullable Needle needle;
        private final @Nullable Asked[] tests = new Asked[block.forms()];
        private final Map<Long, RowTest> byColumn = new HashMap<>();

        FormTests(Probe probe) {
            this.probe = probe;
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
            RowTest[] ofForm = new RowTest[targets.size()];
            LeafRows[] rows = new LeafRows[ofForm.length];
            for (int i = 0; i < ofForm.length; i++) {
                rows[i] = block.leafRows(number, targets.get(i).leaf());
                ofForm[i] = test(form, layout, targets.get(i));
            }
            return new Asked(ofForm, rows);
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

        private RowTest test(Column column, boolean quoted, Predicate<String> predicate, boolean level) {
            if (!level && needle != null && needle.isForeignTo(column)) return row -> false;
            // A level is asked as it is written by us, of which the constants of a message say nothing.
            Templates templates = level ? null : column.templates();
            TemplateVerdicts.Hints hints = new TemplateVerdicts.Hints(probe.sequence(), probe.literal());
            return templates != null && hints.any()
                    ? new TemplateVerdicts(column, templates, quoted, predicate, hints)
                    : new Verdicts(column, quoted, predicate, level ? null : needle);
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
