package io.tocsin.query;

import io.tocsin.model.FieldNames;

/** In which order a comparison is made. It follows from the field and the bounds alone, so that an index can decide the same. */
public enum Order {
    /** As numbers; values that are none do not match. */
    NUMBER,
    /** By rank of {@link io.tocsin.model.LogLevel}; values that are no level do not match. */
    LEVEL,
    /** By the time of the event, which is always there. */
    TIME,
    /** By the folded text, code point by code point. */
    TEXT;

    /**
     * Tells how the field is compared with these bounds.
     *
     * @param bounds one or more, none of them open
     */
    static Order of(String field, String... bounds) {
        if (Lookup.isTime(field)) return TIME;
        if (field.equals(Lookup.ID)) return TEXT;
        boolean levels = field.equals(FieldNames.LEVEL);
        boolean numbers = true;
        for (String bound : bounds) {
            levels = levels && Levels.of(bound) != null;
            numbers = numbers && Numbers.of(bound).isPresent();
        }
        return levels ? LEVEL : numbers ? NUMBER : TEXT;
    }
}
