package io.tocsin.rules;

import io.tocsin.model.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tier of a rule: from which measured value on an alert of this severity fires. Conditions that compare nothing
 * ({@code any}, {@code absent()}, {@code new(f)}, sequences) have one tier without a comparison.
 *
 * @param severity as the rule writes it, lower case
 * @param comparison null when the condition compares nothing
 * @param value what is measured is compared with it; a share for ratios, bytes for sizes, otherwise the number as written
 * @param exceptions other values at certain times, the first calendar that holds the instant wins
 */
public record Limit(String severity, @Nullable Comparison comparison, double value, List<Exception> exceptions) {
    /** Keeps a copy. */
    public Limit {
        exceptions = List.copyOf(exceptions);
    }

    /** A value that applies while a calendar says so. */
    @SuppressWarnings("JavaLangClash") // to this rule, in the words of rule files
    public record Exception(Calendar calendar, double value) {}

    /** The tier of a condition that compares nothing. */
    static Limit always(String severity) {
        return new Limit(severity, null, 0, List.of());
    }

    /** The severity on the common scale. */
    public Severity scale() {
        return Severity.parse(severity);
    }

    /** The value that counts at an instant, in milliseconds of event time. */
    double at(long millis) {
        for (Exception exception : exceptions) {
            if (exception.calendar().holds(millis)) return exception.value();
        }
        return value;
    }

    /** Whether this tier is reached; always when the condition compares nothing, never by what is no number. */
    boolean holds(double measured, long at) {
        return comparison == null || comparison.holds(measured, at(at));
    }

    /** How many events reach this tier at an instant, for conditions that count; at least 1. */
    int needed(long at) {
        if (comparison == null) return 1;
        double value = at(at);
        return (int) Math.max(1, comparison == Comparison.ABOVE ? Math.floor(value) + 1 : Math.ceil(value));
    }

    /** The highest number that {@link #needed} ever gives. */
    int neededAtMost() {
        int most = comparison == null ? 1 : new Limit(severity, comparison, value, List.of()).needed(0);
        for (Exception exception : exceptions) {
            most = Math.max(most, new Limit(severity, comparison, exception.value(), List.of()).needed(0));
        }
        return most;
    }
}
