package io.tocsin.template;

import java.time.Duration;
import java.time.ZonedDateTime;

/** {@code eq}, {@code lt} and their kin. Different kinds do not compare: a text is never a number, 1 is not 1.0. */
final class Comparison {
    private Comparison() {}

    static boolean equal(Arguments arguments, int other) {
        Object one = basic(arguments.value(0));
        Object two = basic(arguments.value(other));
        if (one == Nil.NIL || two == Nil.NIL) return one == two;
        for (int i : new int[] {0, other}) {
            if (arguments.isCollection(i)) throw arguments.wrong(i, "one value (lists and maps do not compare)");
        }
        if (one.getClass() != two.getClass()) throw mismatch(arguments, other);
        if (one instanceof ZonedDateTime time && two instanceof ZonedDateTime then) return time.isEqual(then);
        return one.equals(two);
    }

    static boolean less(Arguments arguments) {
        arguments.expect(2, 2);
        Object one = basic(arguments.value(0));
        Object two = basic(arguments.value(1));
        if (one instanceof Long a && two instanceof Long b) return a < b;
        if (one instanceof Double a && two instanceof Double b) return a < b;
        if (one instanceof String a && two instanceof String b) return a.compareTo(b) < 0;
        if (one.getClass() != two.getClass()) throw mismatch(arguments, 1);
        throw arguments.wrong(0, "a number or a text" + (one instanceof ZonedDateTime ? " (or use .Before)" : ""));
    }

    /** Durations are numbers in Go, and vouched-for text is text. */
    private static Object basic(Object value) {
        return switch (value) {
            case Duration duration -> Arguments.nanos(duration);
            case Safe safe -> safe.text();
            default -> value;
        };
    }

    private static Refusal mismatch(Arguments arguments, int other) {
        return new Refusal("cannot compare " + Values.shown(arguments.value(0)) + " with "
                + Values.shown(arguments.value(other)) + ": both must be of one kind");
    }
}
