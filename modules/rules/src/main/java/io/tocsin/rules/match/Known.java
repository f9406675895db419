package io.tocsin.rules.match;

import io.tocsin.model.Layout;
import io.tocsin.query.Exists;
import io.tocsin.query.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * What is known of events before they come: their layout, and the values of some of its fields. Conditions that these decide
 * need not be asked of each event.
 */
final class Known {
    /** Events of any form. */
    static final Known NOTHING = new Known(null);

    private final @Nullable Layout layout;
    private final @Nullable String[] values;
    private final boolean[] decided;

    private Known(@Nullable Layout layout) {
        this.layout = layout;
        this.values = new String[layout == null ? 0 : layout.fields()];
        this.decided = new boolean[values.length];
    }

    static Known of(Layout layout) {
        return new Known(layout);
    }

    /** Adds the value of a field; null says that the field is missing. */
    Known with(int position, @Nullable String value) {
        values[position] = value;
        decided[position] = true;
        return this;
    }

    @Nullable
    Layout layout() {
        return layout;
    }

    /** What remains of a condition. */
    Rest rest(int number, Leaf leaf, int fieldNumber, boolean routed) {
        Layout form = layout;
        String field = leaf.field();
        if (form == null || field == null || leaf.isTime() || leaf.isId())
            return new Rest.Ask(number, leaf, fieldNumber, routed);
        int first = Layout.NONE;
        for (int i = 0; i < form.fields(); i++) {
            if (!form.fieldName(i).equals(field)) continue;
            String value = values[i];
            if (!decided[i]) first = first == Layout.NONE ? i : first;
            else if (value != null && leaf.test(value)) return Rest.Fixed.YES;
        }
        if (leaf.asksIds() && form.ids() > 0) return new Rest.Ask(number, leaf, fieldNumber, routed);
        if (first == Layout.NONE) return Rest.Fixed.NO;
        // Only the last field can be missing, and then only one that is read as a level.
        boolean certain = first < form.fields() - 1 || !form.isLevelOptional();
        if (certain && leaf instanceof Exists) return Rest.Fixed.YES;
        return new Rest.Ask(number, leaf, fieldNumber, routed);
    }
}
