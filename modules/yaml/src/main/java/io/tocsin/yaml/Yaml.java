package io.tocsin.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML node that knows where it stands. */
public sealed interface Yaml {
    Mark mark();

    /** What kind it is, for error messages. */
    String kind();

    /**
     * A scalar as it was written.
     *
     * @param isNull an empty plain scalar, {@code ~} or {@code null}; its text is empty
     */
    record Scalar(Mark mark, String text, boolean isNull) implements Yaml {
        @Override
        public String kind() {
            return isNull ? "nothing" : "'" + text + "'";
        }
    }

    record Sequence(Mark mark, List<Yaml> items) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping in the order of the file; a duplicate key was reported when it was read and the first one counts. */
    record Mapping(Mark mark, Map<String, Entry> entries) implements Yaml {
        public @Nullable Yaml value(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    record Entry(Mark key, Yaml value) {}
}
