package io.tocsin.rules;

import io.tocsin.yaml.Nearest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code p95(duration_ms)} into a {@link Measure}. */
final class MeasureReader {
    static final List<String> NAMES =
            List.of("count", "rate", "sum", "avg", "min", "max", "stddev", "distinct", "p50", "p95", "p99");

    private static final Pattern PERCENTILE = Pattern.compile("p[0-9]{1,2}(\\.[0-9]{1,3})?");

    private MeasureReader() {}

    /** Whether a call of this name is a measure. */
    static boolean knows(String name) {
        return NAMES.contains(name) || PERCENTILE.matcher(name).matches();
    }

    /**
     * Reads a measure that stands alone, such as the argument of {@code spike(…)}.
     *
     * @param at offset of the text in what people wrote
     * @throws WhenSyntaxException when it is none
     */
    static Measure parse(String text, int at) {
        try {
            TextCursor cursor = new TextCursor(text);
            Call call = Call.read(cursor);
            cursor.skipSpace();
            if (call == null || !cursor.atEnd() || !knows(call.name())) throw unknown(call, text);
            return of(call);
        } catch (WhenSyntaxException e) {
            throw new WhenSyntaxException(String.valueOf(e.getMessage()), at + e.position());
        }
    }

    private static WhenSyntaxException unknown(@Nullable Call call, String text) {
        String name = call == null ? text.strip() : call.name();
        String hint = Nearest.hint(name, NAMES);
        return new WhenSyntaxException(
                "unknown measure '" + name + "'" + (hint.isEmpty() ? ", known are " + String.join(", ", NAMES) : hint),
                0);
    }

    /**
     * The measure that a call names.
     *
     * @throws WhenSyntaxException when its argument is not what the measure takes
     */
    static Measure of(Call call) {
        return switch (call.name()) {
            case "count" -> without(call, new Measure.Count());
            case "rate" -> without(call, new Measure.Rate());
            case "sum" -> new Measure.Sum(field(call));
            case "avg" -> new Measure.Average(field(call));
            case "min" -> new Measure.Least(field(call));
            case "max" -> new Measure.Most(field(call));
            case "stddev" -> new Measure.Deviation(field(call));
            case "distinct" -> new Measure.Distinct(field(call));
            default -> new Measure.Percentile(field(call), rank(call));
        };
    }

    private static double rank(Call call) {
        double rank = Double.parseDouble(call.name().substring(1));
        if (rank > 0) return rank;
        throw new WhenSyntaxException("a percentile is above 0, as in p50; the least value is min()", call.nameAt());
    }

    private static Measure without(Call call, Measure measure) {
        if (call.argument() == null || call.argument().isBlank()) return measure;
        throw new WhenSyntaxException(
                call.print() + " takes no argument, the events are chosen by 'match'", call.argumentAt());
    }

    private static String field(Call call) {
        KeyField field = KeyFieldReader.only(call);
        if (field.isPlain()) return field.name();
        String because = call.name().equals("distinct")
                ? "only distinct(…) > N can count through a function"
                : "a function gives a text";
        throw new WhenSyntaxException(
                call.print() + " takes the field itself here, not " + field.name() + ": " + because, call.argumentAt());
    }
}
