package io.tocsin.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object token by token into dotted paths: {@code {"a":{"b":[1,{"c":2}]}}} becomes {@code a.b=1} and
 * {@code a.b.c=2}. Numbers keep their spelling, null is no value, a key that is sent twice is two values. What an event
 * calls by one of our own names is moved to {@code sent.}, so that nobody can pass off an event as a reject.
 */
final class Flattener {
    static final String TRUNCATED = "_truncated";
    static final String CLOCK_SKEW = "_clock_skew";
    static final String SENT = "sent.";

    private static final Set<String> OURS =
            Set.of("_id", "_time", FieldNames.REJECT, Quarantine.REASON, TRUNCATED, CLOCK_SKEW);

    private final JsonParser parser;
    private final Limits limits;
    private final AliasIndex aliases;
    private final Fields.Builder fields = new Fields.Builder();
    private long aliasBits;
    private boolean truncated;

    Flattener(JsonParser parser, Limits limits, AliasIndex aliases) {
        this.parser = parser;
        this.limits = limits;
        this.aliases = aliases;
    }

    /** Reads to the closing brace. */
    void readObject() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableException("cannot read event: it is not a JSON object", 0, false);
        }
        object(null, 1);
    }

    Fields.Builder fields() {
        return fields;
    }

    long aliasBits() {
        return aliasBits;
    }

    /** Something was too long or too many to be searchable. */
    boolean truncated() {
        return truncated;
    }

    private void object(@Nullable String prefix, int depth) throws IOException {
        requireWithinDepth(depth);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = path(prefix, parser.currentName());
            value(parser.nextToken(), path, depth);
        }
    }

    private void requireWithinDepth(int depth) {
        if (depth <= limits.depth()) return;
        throw new UnreadableException(
                "cannot read event: it is nested deeper than the limit of " + limits.depth(),
                (int) parser.currentLocation().getByteOffset(),
                false);
    }

    private void array(String path, int depth) throws IOException {
        requireWithinDepth(depth);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            value(token, path, depth);
        }
    }

    private void value(JsonToken token, String path, int depth) throws IOException {
        switch (token) {
            case START_OBJECT -> object(path, depth + 1);
            case START_ARRAY -> array(path, depth + 1);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(path, parser.getText());
            case VALUE_TRUE -> add(path, "true");
            case VALUE_FALSE -> add(path, "false");
            case VALUE_NULL -> {}
            case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("the JSON parser gave " + token + " for a value");
        }
    }

    private String path(@Nullable String prefix, String name) {
        String path = prefix == null ? name : prefix + '.' + name;
        if (path.length() <= limits.fieldNameLength()) return path;
        truncated = true;
        int end = limits.fieldNameLength();
        return path.substring(0, Character.isHighSurrogate(path.charAt(end - 1)) ? end - 1 : end);
    }

    private void add(String path, String text) {
        if (fields.size() >= limits.fieldsPerEvent()) {
            truncated = true;
            return;
        }
        String value = Utf8.beginning(Utf8.withoutLoneSurrogates(text), limits.valueBytes());
        if (value.length() < text.length()) truncated = true;
        aliasBits |= aliases.bits(path);
        fields.add(named(path), value);
    }

    /** The path that was sent for a field of this name. */
    static String path(String named) {
        String sent = named.startsWith(SENT) ? named.substring(SENT.length()) : named;
        return OURS.contains(sent) ? sent : named;
    }

    /** The name of the field under which a path is found. */
    static String named(String path) {
        return path.startsWith("_") && OURS.contains(path) ? SENT + path : path;
    }
}
