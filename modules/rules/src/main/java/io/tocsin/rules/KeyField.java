package io.tocsin.rules;

import io.tocsin.model.Fields;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One of the fields that split a rule into keys, under its normalised name.
 *
 * @param name the field as the rule writes it, with its function
 * @param label the name of the label it becomes: everything that a label name cannot hold is an underscore
 * @param field the field itself
 * @param transform what is made of its value
 * @param keepsMissing whether events without a value have the value {@link #MISSING}; otherwise they have none
 */
public record KeyField(String name, String label, String field, Transform transform, boolean keepsMissing) {
    /** More fields than this make every event its own key. */
    static final int FIELDS_MAX = 8;

    /** In UTF-8. A longer value is no name of anything, and it would travel in every notice. */
    static final int BYTES_MAX = 256;

    /** No character takes more than this many bytes per Java char in UTF-8. */
    private static final int BYTES_PER_CHAR = 3;

    /** What {@code missing: keep} puts where an event has no value. */
    public static final String MISSING = "∅";

    private static final Transform PLAIN = new Transform.Plain();

    /** A field as it is, under a label. */
    public KeyField(String name, String label) {
        this(name, label, name, PLAIN, false);
    }

    /** A field as it is. */
    static KeyField of(String name) {
        return new KeyField(name, labelOf(name));
    }

    /** A field through a function; the label begins with the name of the function. */
    static KeyField of(String name, String function, String field, Transform transform) {
        return new KeyField(name, labelOf(function + "_" + field), field, transform, false);
    }

    private static String labelOf(String name) {
        StringBuilder label = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            label.append(isLabelChar(c) ? c : '_');
        }
        if (!label.isEmpty() && Character.isDigit(label.charAt(0))) label.insert(0, '_');
        return label.toString();
    }

    private static boolean isLabelChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** The same field for rules that say {@code missing: keep}. */
    KeyField keepingMissing() {
        return new KeyField(name, label, field, transform, true);
    }

    /** Whether the value counts as it is. */
    boolean isPlain() {
        return transform instanceof Transform.Plain;
    }

    /** The value of an event, cut at the limit; null when the event has none or an empty one. */
    @Nullable
    String of(Fields fields) {
        String value = fields.first(field);
        if (value != null && !value.isEmpty() && !isPlain()) value = transform.of(value);
        if (value == null || value.isEmpty()) return keepsMissing ? MISSING : null;
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
