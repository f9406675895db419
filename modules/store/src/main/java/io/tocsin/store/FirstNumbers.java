package io.tocsin.store;

import io.tocsin.model.Layout;
import io.tocsin.query.Numbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first value of a field as a number, NaN where it is none, in each event of a block that matched. */
final class FirstNumbers {
    private static final double[] NONE = {};
    private static final Codes NO_CODES = Codes.constant(0);

    private final Walk.Found found;
    private final String field;
    private final double[] numbers;
    private final Map<Integer, double[]> byColumn = new HashMap<>();

    FirstNumbers(Walk.Found found, String field) throws IOException {
        this.found = found;
        this.field = field;
        this.numbers = new double[found.events().size()];
        fill();
    }

    double of(int event) {
        return numbers[event];
    }

    /** How the number is read in events of a form: from the numbers of a column, or, without them, event by event. */
    // Arrays of the column, shared; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(boolean bySelf, @Nullable LeafRows rows, double[] numbers, Codes codes) {}

    private void fill() throws IOException {
        Block block = found.block();
        EventSet events = found.events();
        @Nullable Reading[] byForm = new Reading[block.forms()];
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            int form = block.formOf(event);
            Reading reading = byForm[form];
            if (reading == null) {
                reading = reading(form);
                byForm[form] = reading;
            }
            numbers[event] = number(reading, event);
        }
    }

    private Reading reading(int number) throws IOException {
        Layout layout = found.forms().layout(number);
        if (layout == null) return new Reading(true, null, NONE, NO_CODES);
        int at = FirstValues.fieldOf(layout, field);
        // A level is a name once it is read as one.
        if (at < 0) return new Reading(false, null, NONE, NO_CODES);
        if (at == layout.levelField()) return new Reading(true, null, NONE, NO_CODES);
        int leaf = layout.fieldLeaf(at);
        int place = found.block().form(number).column(leaf);
        Column column = found.block().column(place);
        double[] known = byColumn.get(place);
        if (known == null) {
            known = numbers(column, layout.isText(leaf));
            byColumn.put(place, known);
        }
        return new Reading(false, found.block().leafRows(number, leaf), known, column.coded());
    }

    private static double[] numbers(Column column, boolean quoted) throws IOException {
        double[] ready = column.numbers();
        if (ready != null) return ready;
        double[] numbers = new double[column.distinct()];
        Arrays.fill(numbers, Double.NaN);
        for (int code = 0; code < numbers.length; code++) {
            numbers[code] = Numbers.of(RowTest.text(column.value(code), quoted)).orElse(Double.NaN);
        }
        return numbers;
    }

    private double number(Reading reading, int event) throws IOException {
        if (reading.bySelf) {
            String text = found.forms().event(event).fields().first(field);
            return text == null ? Double.NaN : Numbers.of(text).orElse(Double.NaN);
        }
        LeafRows rows = reading.rows;
        return rows == null ? Double.NaN : reading.numbers[reading.codes.get(rows.row(event))];
    }
}
