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

    /** So many values are read at once when all events are asked. */
    private static final int FEW_VALUES = 256;

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
        List<Reading> readings = new ArrayList<>();
        for (int form = 0; form < block.forms(); form++) {
            if (!EventsOfForms.any(block, found.events(), form)) continue;
            Layout layout = found.forms().layout(form);
            if (layout == null) oneByOne(found.events().in(block.eventsOf(form)));
            else read(form, layout, readings);
        }
        for (Reading reading : readings) fill(reading);
    }

    private void oneByOne(EventSet events) throws IOException {
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            ids[event] = id(found.forms().event(event).fields().first(field));
        }
    }

    /**
     * How the value is read in events of some forms.
     *
     * @param known the number of the text of each code, or -1 when it was not met before
     */
    // Arrays of the search, shared; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(
            Layout layout, int field, int leaf, LeafRows rows, Column column, int[] known, EventsOfForms events) {}

    /** Forms that have their values in the same rows of a column are read together. */
    private void read(int number, Layout layout, List<Reading> readings) throws IOException {
        int at = fieldOf(layout, field);
        if (at < 0) return;
        int leaf = layout.fieldLeaf(at);
        int place = found.block().form(number).column(leaf);
        Column column = found.block().column(place);
        // Whether a level is one differs from layout to layout.
        long key = at == layout.levelField() ? (long) -number - 1 : place;
        int[] known = idByCode.get(key);
        if (known == null) {
            known = unknown(column.distinct());
            idByCode.put(key, known);
        }
        LeafRows rows = found.block().leafRows(number, leaf);
        for (Reading reading : readings) {
            if (isSame(reading.known, known) && reading.rows.isSame(rows)) {
                reading.events.add(number);
                return;
            }
        }
        EventsOfForms events = new EventsOfForms(found.block(), found.events());
        events.add(number);
        readings.add(new Reading(layout, at, leaf, rows, column, known, events));
    }

    // Each column has its own.
    @SuppressWarnings("ArrayEquality")
    private static boolean isSame(int[] one, int[] other) {
        return one == other;
    }

    private static int[] unknown(int size) {
        int[] ids = new int[size];
        Arrays.fill(ids, -1);
        return ids;
    }

    private void fill(Reading reading) throws IOException {
        Codes codes = reading.column.coded();
        if (reading.rows.areEvents() && reading.events.areAll() && reading.known.length <= FEW_VALUES) {
            for (int code = 0; code < reading.known.length; code++) know(reading, code);
            codes.map(reading.known, ids);
            return;
        }
        EventSet events = reading.events.get();
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            int code = codes.get(reading.rows.row(event));
            if (reading.known[code] < 0) know(reading, code);
            ids[event] = reading.known[code];
        }
    }

    private void know(Reading reading, int code) throws IOException {
        if (reading.known[code] >= 0) return;
        Layout layout = reading.layout;
        String text = RowTest.text(reading.column.value(code), layout.isText(reading.leaf));
        reading.known[code] = id(layout.fieldValue(reading.field, text));
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
