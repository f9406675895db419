package io.tocsin.rules;

import io.tocsin.model.Fields;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of the by-fields. One mutable instance per rule is filled for each event and copied for a new key only.
 */
final class Key {
    private final String[] values;

    private Key(String[] values) {
        this.values = values;
    }

    static Key of(String... values) {
        return new Key(values.clone());
    }

    /** An empty form, to be filled and looked up. */
    static Key probe(int fields) {
        String[] values = new String[fields];
        Arrays.fill(values, "");
        return new Key(values);
    }

    /** Takes the values of an event; false when one is missing. */
    boolean fill(List<KeyField> by, Fields fields) {
        for (int i = 0; i < values.length; i++) {
            @Nullable String value = by.get(i).of(fields);
            if (value == null) return false;
            values[i] = value;
        }
        return true;
    }

    Key copy() {
        return new Key(values.clone());
    }

    String value(int index) {
        return values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
