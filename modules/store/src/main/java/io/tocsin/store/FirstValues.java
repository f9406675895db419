package io.tocsin.store;

import io.tocsin.model.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first value of a field in each event of a block that matched: a number for each different text, so that grouping works
 * on numbers. Belongs to one search and one block.
 */
final class FirstValues {
    /** The event has no such field. */
    static final int MISSING = 0;

    private final Walk.Found found;
    private final String field;
    private final int[] ids;
    private final List<@Nullable String> texts = new ArrayList<>();
    private final Map<String, Integer> idByText = new HashMap<>();
    private final Map<Long, int[]> idByCode = new HashMap<>();

    FirstValues(Walk.Found found, String field) throws IOException {
        this.found = found;
        this.field = field;
        this.ids = new int[found.events().size()];
        texts.add(null);
        fill();
    }

    /** The number of an event's value, {@link #MISSING} without one. */
    int id(int event) {
        return ids[event];
    }

    /** The numbers of all events, {@link #MISSING} for those that do not match; not to be written to. */
    int[] ids() {
        return ids;
    }

    /** How many numbers there are, the missing value included. */
    int size() {
        return texts.size();
    }

    @Nullable
    String text(int id) {
        return texts.get(id);
    }

    /** Where the first value of a field is, in events of a layout: the field's index, or -1. */
    static int fieldOf(Layout layout, String name) {
        for (int field = 0; field < layout.fields(); field++) {
            if (layout.fieldName(field).equals(name)) return field;
        }
        return -1;
    }

    private void fill() throws IOException {
        Block block = found.block();
        EventSet events = found.events();
        @Nullable Reading[] byForm = new Reading[block.forms()];
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            int form = block.formOf(event);
            Reading reading = byForm[form];
            if (reading == null) {
                reading = reading(form, event);
                byForm[form] = reading;
            }
            int known = reading.known(event);
            ids[event] = known >= 0 ? known : id(reading, event);
        }
    }

    /** How the value is read in events of a form; without a column, event by event; without a leaf, never. */
    // Arrays of the column, shared; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(
            @Nullable Layout layout,
            int field,
            int leaf,
            @Nullable LeafRows rows,
            @Nullable Column column,
            int[] codes,
            int[] ids) {
        /** The number of the value of an event, or -1 when it was not met before. */
        int known(int event) {
            return rows == null ? -1 : ids[codes[rows.row(event)]];
        }
    }

    private Reading reading(int number, int sample) throws IOException {
        Layout layout = found.forms().layout(number, sample);
        if (layout == null) return new Reading(null, -1, -1, null, null, new int[0], new int[0]);
        int at = fieldOf(layout, field);
        if (at < 0) return new Reading(layout, -1, -1, null, null, new int[0], new int[0]);
        int leaf = layout.fieldLeaf(at);
        int place = found.block().form(number).column(leaf);
        Column column = found.block().column(place);
        boolean level = at == layout.levelField();
        long key = level ? (long) -number - 1 : place;
        int[] known = idByCode.computeIfAbsent(key, fresh -> unknown(column.distinct()));
        LeafRows rows = found.block().leafRows(number, leaf);
        return new Reading(layout, at, leaf, rows, column, column.codes(), known);
    }

    private static int[] unknown(int size) {
        int[] ids = new int[size];
        Arrays.fill(ids, -1);
        return ids;
    }

    private int id(Reading reading, int event) throws IOException {
        Layout layout = reading.layout;
        Column column = reading.column;
        LeafRows rows = reading.rows;
        if (layout == null) return id(found.forms().event(event).fields().first(field));
        if (column == null || rows == null) return MISSING;
        int code = reading.codes[rows.row(event)];
        String text = RowTest.text(column.value(code), layout.isText(reading.leaf));
        int fresh = id(layout.fieldValue(reading.field, text));
        reading.ids[code] = fresh;
        return fresh;
    }

    private int id(@Nullable String text) {
        if (text == null) return MISSING;
        Integer known = idByText.get(text);
        if (known != null) return known;
        int id = texts.size();
        texts.add(text);
        idByText.put(text, id);
        return id;
    }
}
