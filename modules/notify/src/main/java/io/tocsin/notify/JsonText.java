package io.tocsin.notify;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rendered text where any JSON may stand: it is the number, truth value, object or list that it spells, else text. */
final class JsonText {
    /** As many digits as fit 64 bits whatever they are: a longer one is an id, and would lose its end. */
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private static final Pattern BROKEN = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,17}([eE][+-]?[0-9]{1,2})?");

    private JsonText() {}

    static @Nullable Object value(String text) {
        String bare = text.strip();
        return switch (bare) {
            case "", "~", "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> {
                if (WHOLE.matcher(bare).matches()) yield Long.valueOf(bare);
                if (BROKEN.matcher(bare).matches()) yield Double.valueOf(bare);
                yield bare.startsWith("{") || bare.startsWith("[") ? decoded(bare, text) : text;
            }
        };
    }

    private static Object decoded(String json, String otherwise) {
        try {
            return Json.decodeValue(json);
        } catch (DecodeException noJson) {
            return otherwise;
        }
    }
}
