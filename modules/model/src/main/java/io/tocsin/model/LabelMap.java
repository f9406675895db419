package io.tocsin.model;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Names to values in order of name, in one array. Alerts are many and have few labels each: a tree takes five times the room,
 * and walking an array is faster for so few. Never changes; what follows from the labels is worked out once.
 */
@SuppressWarnings("JdkObsolete") // SortedMap is what Labels promises; the rest of NavigableMap nobody asks for
final class LabelMap extends AbstractMap<String, String> implements SortedMap<String, String> {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Name, value, name, value. */
    private final String[] pairs;

    /** Zero until somebody asks. Whoever asks at the same time finds the same. */
    private volatile long fingerprint;

    private int hash;

    private LabelMap(String[] pairs) {
        this.pairs = pairs;
    }

    /** The same labels without those of no value. */
    static LabelMap of(SortedMap<String, String> labels) {
        if (labels instanceof LabelMap same) return same;
        SortedMap<String, String> sorted =
                labels.comparator() == null ? labels : new TreeMap<String, String>(Map.copyOf(labels));
        String[] pairs = new String[2 * sorted.size()];
        int size = 0;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            if (label.getValue().isEmpty()) continue;
            pairs[size++] = label.getKey();
            pairs[size++] = label.getValue();
        }
        return new LabelMap(size == pairs.length ? pairs : Arrays.copyOf(pairs, size));
    }

    /** Only the named ones. */
    LabelMap only(Collection<String> names) {
        String[] kept = new String[pairs.length];
        int size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!names.contains(pairs[i])) continue;
            kept[size++] = pairs[i];
            kept[size++] = pairs[i + 1];
        }
        return size == pairs.length ? this : new LabelMap(Arrays.copyOf(kept, size));
    }

    /** The same out of other objects; each text must become an equal one. */
    LabelMap outOf(UnaryOperator<String> equal) {
        String[] same = new String[pairs.length];
        for (int i = 0; i < pairs.length; i++) same[i] = equal.apply(pairs[i]);
        LabelMap map = new LabelMap(same);
        map.fingerprint = fingerprint;
        map.hash = hash;
        return map;
    }

    /** As {@link Labels#fingerprint} says. */
    long fingerprint() {
        long known = fingerprint;
        if (known != 0) return known;
        long mixed = FNV_OFFSET;
        for (String text : pairs) mixed = (add(mixed, text) ^ 0xff) * FNV_PRIME;
        fingerprint = mixed;
        return mixed;
    }

    private static long add(long before, String text) {
        long mixed = before;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) return addBytes(before, text);
            mixed = (mixed ^ c) * FNV_PRIME;
        }
        return mixed;
    }

    private static long addBytes(long before, String text) {
        long mixed = before;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) mixed = (mixed ^ (b & 0xff)) * FNV_PRIME;
        return mixed;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) return pairs[i + 1];
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> visit) {
        for (int i = 0; i < pairs.length; i += 2) visit.accept(pairs[i], pairs[i + 1]);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Walk();
            }

            @Override
            public int size() {
                return pairs.length / 2;
            }
        };
    }

    private final class Walk implements Iterator<Map.Entry<String, String>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < pairs.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (at >= pairs.length) throw new NoSuchElementException();
            at += 2;
            return Map.entry(pairs[at - 2], pairs[at - 1]);
        }
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, String> subMap(String from, String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).subMap(from, to));
    }

    @Override
    public SortedMap<String, String> headMap(String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).headMap(to));
    }

    @Override
    public SortedMap<String, String> tailMap(String from) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).tailMap(from));
    }

    @Override
    public String firstKey() {
        if (pairs.length == 0) throw new NoSuchElementException();
        return pairs[0];
    }

    @Override
    public String lastKey() {
        if (pairs.length == 0) throw new NoSuchElementException();
        return pairs[pairs.length - 2];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelMap same ? Arrays.equals(pairs, same.pairs) : super.equals(other);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known != 0) return known;
        for (int i = 0; i < pairs.length; i += 2) known += pairs[i].hashCode() ^ pairs[i + 1].hashCode();
        hash = known;
        return known;
    }
}
