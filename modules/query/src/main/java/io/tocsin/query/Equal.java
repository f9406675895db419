package io.tocsin.query;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogLevel;
import java.util.List;

/**
 * A field has a value: {@code service:payment_api}, {@code message:"pool exhausted"}.
 *
 * <p>A value without white space is a name and must be equal as a whole: {@code path:/health} leaves {@code /api/health} alone.
 * A value with white space is prose, and has the value when its words occur in sequence. Levels are equal in any spelling.
 *
 * @param field not {@code time}: that is asked by {@link Compare} and {@link Between}, to which the parser turns it
 * @param value may be empty, which finds the empty text
 */
public record Equal(String field, String value) implements Leaf {
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
    public boolean test(String candidate) {
        return isValue(candidate) || (field.equals(FieldNames.LEVEL) && isLevel(candidate));
    }

    private boolean isValue(String candidate) {
        return Words.equal(candidate, value) || (Words.isProse(candidate) && Sequence.in(candidate, value));
    }

    private boolean isLevel(String candidate) {
        LogLevel wanted = Levels.of(value);
        return wanted != null && wanted == Levels.of(candidate);
    }

    /** None of a level, which may be written otherwise, nor of an id, which is no value. */
    @Override
    public List<String> words() {
        boolean spelling = field.equals(FieldNames.LEVEL) && Levels.of(value) != null;
        return spelling || isId() ? List.of() : Words.of(value);
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":" + Escapes.value(value);
    }
}
