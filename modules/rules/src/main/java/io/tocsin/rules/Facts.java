package io.tocsin.rules;

import org.jspecify.annotations.Nullable;

/** What an expression is asked about: the fields of an event, and what profiles knew before it. */
interface Facts {
    /** The first value of a field, or null when the event has none. */
    @Nullable
    String field(String name);

    /** A number of a profile; NaN when it is not known. */
    default double number(String profile, String value) {
        return Double.NaN;
    }

    /** A text of a profile in lower case; null when it is not known. */
    default @Nullable String text(String profile, String value) {
        return null;
    }

    /** Whether a text in lower case is among the values of a profile. */
    default Verdict has(String profile, String value, String text) {
        return Verdict.UNKNOWN;
    }
}
