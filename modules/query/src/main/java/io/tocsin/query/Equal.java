package io.tocsin.query;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;

/**
 * A field has a value: {@code service:payment_api}, {@code message:"pool exhausted"}.
 *
 * <p>A value without white space is a name and must be equal as a whole: {@code path:/health} leaves {@code /api/health} alone.
 * A value with white space is prose, and has the value when its words occur in sequence. Levels are equal in any spelling.
 *
 * @param field not {@code time}: that is asked by {@link Compare} and {@link Between}, to which the parser turns it
 * @param value may be empty, which finds the empty text
 */
public record Equal(String field, String value) implements Query {
    /**
     * Keeps both as typed.
     *
     * @throws IllegalArgumentException for an empty or reserved field name, and for the time
     */
    public Equal {
        Check.field(field);
        if (Lookup.isTime(field))
            throw new IllegalArgumentException("cannot compare " + field + " as text: use a range such as " + field
                    + ":[2026-11-20T10:00:00Z TO 2026-11-20T10:00:00Z]");
    }

    @Override
    public boolean matches(LogEvent event) {
        return field.equals(FieldNames.LEVEL)
                ? Lookup.any(event, field, this::isLevel)
                : Lookup.any(event, field, this::isValue);
    }

    private boolean isValue(String candidate) {
        return Words.equal(candidate, value) || (Words.isProse(candidate) && Sequence.in(candidate, value));
    }

    private boolean isLevel(String candidate) {
        if (isValue(candidate)) return true;
        LogLevel wanted = Levels.of(value);
        return wanted != null && wanted == Levels.of(candidate);
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":" + Escapes.value(value);
    }
}
