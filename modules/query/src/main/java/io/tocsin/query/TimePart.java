package io.tocsin.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A field is a time, and a part of it lies between two numbers, both included: {@code time:hour(22-23)}, {@code
 * time:month(12)}. In UTC; values that are no times meet no such condition.
 *
 * @param low at least the lowest number of the part
 * @param high at most the highest, and not below {@code low}
 */
public record TimePart(String field, Part part, int low, int high) implements Leaf {
    /** What of a time is asked. */
    public enum Part {
        MINUTE(ChronoField.MINUTE_OF_HOUR, 0, 59),
        HOUR(ChronoField.HOUR_OF_DAY, 0, 23),
        DAY(ChronoField.DAY_OF_MONTH, 1, 31),
        /** As ISO 8601 counts them, from Monday on. */
        WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1, 53),
        MONTH(ChronoField.MONTH_OF_YEAR, 1, 12),
        YEAR(ChronoField.YEAR, 1, 9999);

        private static final List<Part> ALL = List.of(values());

        private final TemporalField calendar;
        private final int lowest;
        private final int highest;

        Part(TemporalField calendar, int lowest, int highest) {
            this.calendar = calendar;
            this.lowest = lowest;
            this.highest = highest;
        }

        /** The lowest number that it can have. */
        public int lowest() {
            return lowest;
        }

        /** The highest number that it can have. */
        public int highest() {
            return highest;
        }

        /** As it is written in a query. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return ALL.stream().map(Part::word).toList();
        }

        static Part of(String word) {
            return Arrays.stream(values())
                    .filter(part -> part.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException for numbers that the part cannot have, and for an empty or reserved field name
     */
    public TimePart {
        Check.field(field);
        if (low < part.lowest || high > part.highest || low > high)
            throw new IllegalArgumentException("cannot ask for " + part.word() + " " + low + "-" + high
                    + ": it goes from " + part.lowest + " to " + part.highest);
    }

    /** Reads what stands between the parentheses: {@code 5}, {@code 5-7}. */
    static TimePart of(String field, Part part, String bounds) {
        int dash = bounds.indexOf('-');
        int low = number(part, dash < 0 ? bounds : bounds.substring(0, dash));
        return new TimePart(field, part, low, dash < 0 ? low : number(part, bounds.substring(dash + 1)));
    }

    private static int number(Part part, String text) {
        double number = text.length() > 4 ? Double.NaN : Numbers.orNaN(text);
        if (number >= 0 && number == Math.rint(number)) return (int) number;
        throw new IllegalArgumentException("cannot read '" + text + "' as " + part.word() + ": write " + part.word()
                + "(" + part.lowest + ") or " + part.word() + "(" + part.lowest + "-" + part.highest + ")");
    }

    @Override
    public boolean test(String value) {
        Instant time = Times.of(value.replace(' ', 'T'));
        if (time == null) return false;
        int number = OffsetDateTime.ofInstant(time, ZoneOffset.UTC).get(part.calendar);
        return low <= number && number <= high;
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":" + part.word() + "(" + (low == high ? "" + low : low + "-" + high) + ")";
    }
}
