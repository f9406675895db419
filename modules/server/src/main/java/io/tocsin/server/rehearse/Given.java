package io.tocsin.server.rehearse;

import io.tocsin.yaml.Section;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads keys that may be left out and have no default. */
final class Given {
    private Given() {}

    /** The value, or null when the key is absent or, with a problem, cannot be read. */
    static <T> @Nullable T orNull(Section section, String key, String form, Function<String, @Nullable T> parse) {
        String text = section.text(key);
        if (text == null) return null;
        T value = parse.apply(text);
        if (value == null) section.problem(key, "'" + key + "' must be " + form + ", not '" + text + "'");
        return value;
    }
}
