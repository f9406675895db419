package io.tocsin.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a function is given; each accessor refuses what is not of its kind, in the words of the template's author. */
record Arguments(String function, List<Object> values, Context context) {
    int size() {
        return values.size();
    }

    /** Demands that many; a negative maximum is none. */
    void expect(int min, int max) {
        int size = values.size();
        if (size >= min && (max < 0 || size <= max)) return;
        String right = min == max ? "" + min : max < 0 ? "at least " + min : min + " to " + max;
        throw new Refusal("cannot call " + function + " with " + size + " arguments: it takes " + right);
    }

    Object value(int i) {
        return values.get(i);
    }

    String text(int i) {
        return switch (value(i)) {
            case String text -> text;
            case Safe safe -> safe.text();
            default -> throw wrong(i, "text");
        };
    }

    /** A list of texts. */
    List<String> texts(int i) {
        return list(i).stream()
                .map(Values::of)
                .map(item -> switch (item) {
                    case String text -> text;
                    case Safe safe -> safe.text();
                    default -> throw wrong(i, "a list of texts");
                })
                .toList();
    }

    List<?> list(int i) {
        if (value(i) instanceof List<?> items) return items;
        throw wrong(i, "a list");
    }

    long integer(int i) {
        return switch (value(i)) {
            case Long number -> number;
            case Duration duration -> nanos(duration);
            default -> throw wrong(i, "a whole number");
        };
    }

    ZonedDateTime time(int i) {
        if (value(i) instanceof ZonedDateTime time) return time;
        throw wrong(i, "a time");
    }

    Duration duration(int i) {
        return switch (value(i)) {
            case Duration duration -> duration;
            case Long nanos -> Duration.ofNanos(nanos);
            default -> throw wrong(i, "a duration");
        };
    }

    /** A number, a text that is one, or a duration in seconds. */
    double seconds(int i) {
        return switch (value(i)) {
            case Long number -> number;
            case Double number -> number;
            case Duration duration -> BigDecimal.valueOf(nanos(duration), 9).doubleValue();
            case String text -> parsed(i, text);
            default -> throw wrong(i, "a number of seconds");
        };
    }

    private double parsed(int i, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(i, "a number of seconds");
        }
    }

    /** Go counts durations in 64 bits of nanoseconds and stops at the ends. */
    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    Refusal wrong(int i, String right) {
        return new Refusal("cannot call " + function + ": argument " + (i + 1) + " is " + Values.shown(value(i))
                + " where " + right + " is right");
    }

    /** As many as there are to read. */
    long work() {
        long size = 0;
        for (Object value : values) size += Values.size(value);
        return size;
    }

    /** Like {@code fmt.Sprint}, or the text itself where it is the only one. */
    String printed() {
        if (values.size() == 1 && value(0) instanceof String text) return text;
        return Printer.print(values);
    }

    boolean isCollection(int i) {
        return value(i) instanceof Collection<?> || value(i) instanceof Map<?, ?>;
    }
}
