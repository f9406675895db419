package io.tocsin.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
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
    private static final byte[] NO_JSON = {};
    private static final int[] NO_SPANS = {};

    public static final Fields EMPTY = new Fields(new String[0], new String[0]);

    private final String[] names;

    /**
     * Of a layout: read when they are asked for, and no array before that, as most events are stored and never asked again. Another
     * thread may read the same one again, to the same text.
     */
    private @Nullable String @Nullable [] values;

    private final int size;
    private final @Nullable Layout layout;
    private final byte[] json;
    private final int[] spans;

    private Fields(String[] names, String[] values) {
        this.names = names;
        this.values = values;
        this.size = names.length;
        this.layout = null;
        this.json = NO_JSON;
        this.spans = NO_SPANS;
    }

    private Fields(Layout layout, byte[] json, int[] spans) {
        this.names = layout.names();
        this.layout = layout;
        this.json = json;
        this.spans = spans;
        this.size =
                layout.isLevelOptional() && text(layout, names.length - 1) == null ? names.length - 1 : names.length;
    }

    /**
     * The fields of an event of a known layout; values are read when they are first asked for.
     *
     * @param json of the event; kept, not copied
     * @param spans start and end of each leaf in {@code json}; kept, not copied
     */
    public static Fields of(Layout layout, byte[] json, int[] spans) {
        return new Fields(layout, json, spans);
    }

    /** The layout of the event, or null when it has none. */
    public @Nullable Layout layout() {
        return layout;
    }

    /** The JSON that leaves lie in, not to be written to; only with a layout. */
    public byte[] json() {
        return json;
    }

    /** Where a leaf starts in the JSON; only with a layout. */
    public int leafStart(int leaf) {
        return spans[2 * leaf];
    }

    /** Where a leaf ends in the JSON; only with a layout. */
    public int leafEnd(int leaf) {
        return spans[2 * leaf + 1];
    }

    /** The text of a leaf; only with a layout. */
    String leaf(int leaf) {
        return JsonText.of(json, leafStart(leaf), leafEnd(leaf));
    }

    private @Nullable String text(Layout form, int field) {
        return form.fieldValue(field, leaf(form.fieldLeaf(field)));
    }

    private @Nullable String read(Layout form, int field) {
        String text = text(form, field);
        @Nullable String[] read = values;
        if (read == null) values = read = new String[names.length];
        read[field] = text;
        return text;
    }

    /** The first value of a field, or null when the event has none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) return value(i);
        }
        return null;
    }

    /** Every value of a field, in the order sent; empty when the event has none. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>(1);
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) found.add(value(i));
        }
        return found;
    }

    public boolean has(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) return true;
        }
        return false;
    }

    /** Distinct field names, in the order sent. */
    public Set<String> names() {
        return new LinkedHashSet<>(Arrays.asList(names).subList(0, size));
    }

    /** Number of name and value pairs. */
    public int size() {
        return size;
    }

    public String name(int index) {
        return names[index];
    }

    public String value(int index) {
        @Nullable String[] read = values;
        String value = read == null ? null : read[index];
        Layout form = layout;
        if (value == null && form != null) value = read(form, index);
        return Objects.requireNonNull(value);
    }

    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < size; i++) each.accept(names[i], value(i));
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
