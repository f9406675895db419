package io.tocsin.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.IndexableField;

/**
 * Which field names have a numeric index, and the field objects used again for each event. A name that was once left out
 * stays findable through {@link Terms#UNINDEXED_NUMBER}, so that the limit may change at any time.
 */
final class NumericFields {
    private static final String PREFIX = "n:";

    /** Longer names are data, not names. */
    private static final int NAME_LENGTH_MAX = 200;

    private final int max;
    private final Map<String, Pool> pools = new HashMap<>();
    private volatile int size;

    /** Takes up the names that an index already has. */
    NumericFields(int max, Iterable<String> indexFields) {
        this.max = max;
        for (String name : indexFields) {
            if (name.startsWith(PREFIX)) pools.put(name.substring(PREFIX.length()), new Pool(name));
        }
        size = pools.size();
    }

    static String indexName(String field) {
        return PREFIX + field;
    }

    int size() {
        return size;
    }

    void nextEvent() {
        for (Pool pool : used) pool.taken = 0;
        used.clear();
    }

    private final List<Pool> used = new ArrayList<>();

    /** Hands out a field with the number; false when the name gets none. */
    boolean add(String name, double number, Consumer<IndexableField> document) {
        Pool pool = pools.get(name);
        if (pool == null) {
            if (pools.size() >= max || !isPlain(name)) return false;
            pool = new Pool(indexName(name));
            pools.put(name, pool);
            size = pools.size();
        }
        if (pool.taken == 0) used.add(pool);
        document.accept(pool.take(number));
        return true;
    }

    /** The index writes names as UTF-8 and would take two names with broken surrogates for one. */
    private static boolean isPlain(String name) {
        if (name.length() > NAME_LENGTH_MAX) return false;
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) return false;
        }
        return true;
    }

    private static final class Pool {
        private final String name;
        private final List<DoublePoint> fields = new ArrayList<>(1);
        private int taken;

        private Pool(String name) {
            this.name = name;
        }

        private DoublePoint take(double number) {
            if (taken == fields.size()) fields.add(new DoublePoint(name, number));
            DoublePoint field = fields.get(taken++);
            field.setDoubleValue(number);
            return field;
        }
    }
}
