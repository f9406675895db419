package io.tocsin.rules;

import io.tocsin.model.Fields;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of the by-fields. Whoever reads keys has one mutable instance that is filled for each event and copied for what is kept.
 */
final class Key {
    private final String[] values;

    /** Known before it is asked for: a key is looked up by one rule after the other. */
    private int hash;

    private Key(String[] values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    static Key of(String... values) {
        return new Key(values.clone());
    }

    /** The key of an event; null when it lacks a field. */
    static @Nullable Key of(List<KeyField> by, Fields fields) {
        Key key = probe(by.size());
        return key.fill(by, fields) ? key : null;
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
        hash = Arrays.hashCode(values);
        return true;
    }

    Key copy() {
        return new Key(values.clone());
    }

    String value(int index) {
        return values[index];
    }

    void save(StateOut out) throws IOException {
        for (String value : values) out.text(value);
    }

    /** Reads what {@link #save} wrote, with as many values. */
    static Key load(StateIn in, int fields) throws IOException {
        String[] values = new String[fields];
        for (int i = 0; i < fields; i++) values[i] = in.text();
        return new Key(values);
    }

    /** A fixed order, for whatever must not depend on the order of arrival. */
    int compareTo(Key other) {
        return Arrays.compare(values, other.values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Key key && hash == key.hash && Arrays.equals(values, key.values));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
