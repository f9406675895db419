package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Numbers;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Enough of a quantity within a window: the state of {@code sum}. An instant {@code t} is true when the numbers of the events
 * up to {@code t} in the last {@value #CELLS} cells, that of {@code t} included, reach the limit. Cells are a fixed grid, a
 * window divided by {@value #CELLS} and aligned to the epoch, so the window is that much shorter at worst; in return nothing
 * older than the watermark is kept singly, and the sum is still exact for every order of arrival within the lateness.
 */
final class SumWindow extends EagerWindow {
    /** A window is right to half a percent, and 240 totals of a busy key are some 5 kB. */
    static final int CELLS = 240;

    private static final long NONE = Long.MIN_VALUE;

    private final String field;

    /** Totals by cell, of all events. */
    private final Amounts cells = new Amounts();

    /** Totals by millisecond, of those that are not older than the watermark was when there was need of room. */
    private final Amounts open = new Amounts();

    private final Recent recent = new Recent();

    /** The newest cell of which some events are not in {@code open} any more, and what these are together. */
    private long closing = NONE;

    private final Amount closed = new Amount();

    SumWindow(Key key, SumCondition condition) {
        super(key);
        this.field = condition.field();
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        String text = event.fields().first(field);
        OptionalDouble number = text == null ? OptionalDouble.empty() : Numbers.of(text);
        if (number.isEmpty() || number.getAsDouble() < 0) {
            rule.counters().unmeasured++;
            return;
        }
        if (open.isFull() || cells.isFull()) forget(rule);
        long whole = Amount.wholeOf(number.getAsDouble());
        int micros = Amount.microsOf(number.getAsDouble());
        cells.add(cellOf(at, rule), whole, micros);
        recent.add(at, event.id());
        check(open.add(at, whole, micros), rule);
        begin(rule);
    }

    private static long cellOf(long at, RuleState rule) {
        return Math.floorDiv(at * CELLS, rule.terms().within());
    }

    /** Asks all instants again whose window holds the place of an event. */
    private void check(int changed, RuleState rule) {
        long until = cellOf(open.place(changed), rule) + CELLS;
        Amount sum = new Amount();
        long cell = NONE;
        for (int i = changed; i < open.size(); i++) {
            long at = open.place(i);
            long next = cellOf(at, rule);
            if (next >= until) return;
            if (next == cell) open.addTo(sum, i);
            else sumUpTo(at, sum, rule);
            cell = next;
            mark(at, sum.value(), rule);
        }
    }

    private void mark(long at, double sum, RuleState rule) {
        for (int tier = 0; tier < rule.limits().length; tier++) {
            if (rule.limits()[tier].holds(sum, at)) mark(tier, at, rule);
        }
    }

    private void sumUpTo(long at, Amount sum, RuleState rule) {
        long cell = cellOf(at, rule);
        sum.clear();
        cells.addTo(sum, cell - CELLS + 1, cell);
        if (cell == closing) sum.add(closed.whole(), closed.micros());
        for (int i = open.from(at + 1) - 1; i >= 0 && cellOf(open.place(i), rule) == cell; i--) open.addTo(sum, i);
    }

    /** Before the watermark no instant changes any more: only totals matter. */
    private void forget(RuleState rule) {
        for (int i = 0; i < open.size() && open.place(i) < rule.watermark(); i++) {
            long cell = cellOf(open.place(i), rule);
            if (cell > closing) closed.clear();
            if (cell >= closing) open.addTo(closed, i);
            closing = Math.max(closing, cell);
        }
        open.dropBefore(rule.watermark());
        cells.dropBefore(cellOf(rule.watermark(), rule) - CELLS + 1);
    }

    @Override
    String value(long since, RuleState rule) {
        Amount sum = new Amount();
        sumUpTo(since, sum, rule);
        return sum.text();
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        return recent.evidence(since, rule.terms().within());
    }

    @Override
    boolean isSpent(RuleState rule) {
        return cells.size() == 0 || cells.last() <= cellOf(rule.watermark(), rule) - CELLS;
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        cells.save(out);
        open.save(out);
        recent.save(out);
        out.number(closing);
        out.number(closed.whole());
        out.number(closed.micros());
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        cells.load(in);
        open.load(in);
        recent.load(in);
        closing = in.number();
        closed.clear();
        long whole = in.number();
        closed.add(whole, (int) in.number());
    }
}
