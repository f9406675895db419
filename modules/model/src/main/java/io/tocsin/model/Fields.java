package io.tocsin.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The flattened fields of one event: dotted path to value, in the order they were sent, followed by the normalised names
 * ({@link FieldNames}) that the event itself did not carry. A path that held an array appears once per element. Every value
 * is text; numbers keep the spelling that was sent. JSON null is no value. Immutable.
 *
 * <p>Events have some 15 fields, so a linear scan over two arrays beats a map in both time and memory.
 */
public final class Fields {
    public static final Fields EMPTY = new Fields(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;

    private Fields(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    /** The first value of a field, or null when the event has none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) return values[i];
        }
        return null;
    }

    /** Every value of a field, in the order sent; empty when the event has none. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) found.add(values[i]);
        }
        return found;
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    /** Distinct field names, in the order sent. */
    public Set<String> names() {
        return new LinkedHashSet<>(List.of(names));
    }

    /** Number of name and value pairs. */
    public int size() {
        return names.length;
    }

    public String name(int index) {
        return names[index];
    }

    public String value(int index) {
        return values[index];
    }

    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < names.length; i++) each.accept(names[i], values[i]);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append('=')
                .append(value));
        return text.append('}').toString();
    }

    /** Collects pairs in order; not thread-safe, good for one event. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>(20);
        private final List<String> values = new ArrayList<>(20);

        public Builder add(String name, String value) {
            names.add(name);
            values.add(value);
            return this;
        }

        public boolean has(String name) {
            return names.contains(name);
        }

        /** The first value added under this name, or null. */
        public @Nullable String first(String name) {
            int at = names.indexOf(name);
            return at < 0 ? null : values.get(at);
        }

        /** Replaces the first value of a name, or adds it. */
        public Builder put(String name, String value) {
            int at = names.indexOf(name);
            if (at < 0) return add(name, value);
            values.set(at, value);
            return this;
        }

        public int size() {
            return names.size();
        }

        public Fields build() {
            return new Fields(names.toArray(String[]::new), values.toArray(String[]::new));
        }
    }
}
