package io.tocsin.rules;

import io.tocsin.model.Fields;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One of the fields that split a rule into keys, under its normalised name.
 *
 * @param name the field as the rule writes it
 * @param label the name of the label it becomes: everything that a label name cannot hold is an underscore
 */
public record KeyField(String name, String label) {
    /** More fields than this make every event its own key. */
    static final int FIELDS_MAX = 8;

    /** In UTF-8. A longer value is no name of anything, and it would travel in every notice. */
    static final int BYTES_MAX = 256;

    /** No character takes more than this many bytes per Java char in UTF-8. */
    private static final int BYTES_PER_CHAR = 3;

    static KeyField of(String name) {
        StringBuilder label = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            label.append(isLabelChar(c) ? c : '_');
        }
        if (!label.isEmpty() && Character.isDigit(label.charAt(0))) label.insert(0, '_');
        return new KeyField(name, label.toString());
    }

    private static boolean isLabelChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** The value of an event, cut at the limit; null when the event has none or an empty one. */
    @Nullable
    String of(Fields fields) {
        String value = fields.first(name);
        if (value == null || value.isEmpty()) return null;
        return value.length() * BYTES_PER_CHAR <= BYTES_MAX ? value : cut(value);
    }

    /** Whole characters only: half a character is no text. */
    private static String cut(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= BYTES_MAX) return value;
        int end = BYTES_MAX;
        while ((bytes[end] & 0xC0) == 0x80) end--;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
