package io.tocsin.query;

import io.tocsin.query.Range.End;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field lies in a range: {@code amount:[10 TO 20]} with both ends, {@code amount:{10 TO 20}} without, {@code amount:[10 TO *]}
 * with an open end. See {@link Order} for how values compare.
 *
 * <p>A class and not a record, because it keeps the bounds as read; equality is by the five parts.
 */
public final class Between implements Leaf {
    /** Stands for no bound. */
    public static final String OPEN = "*";

    private final String field;
    private final String low;
    private final String high;
    private final boolean lowInclusive;
    private final boolean highInclusive;
    private final Order order;
    private final Range range;

    /**
     * Reads the bounds. A date is the midnight that it starts with; whole days are the parser's doing.
     *
     * @param low the lower bound or {@link #OPEN}
     * @param high the upper bound or {@link #OPEN}
     * @throws IllegalArgumentException when both are open (that is {@link Exists}), for a time that is none, and for an empty
     *     or reserved field name
     */
    public Between(String field, String low, String high, boolean lowInclusive, boolean highInclusive) {
        this.field = Check.field(field);
        boolean time = Lookup.isTime(field);
        this.low = time && !lowInclusive ? Times.midnight(low) : low;
        this.high = time && highInclusive ? Times.midnight(high) : high;
        this.lowInclusive = lowInclusive;
        this.highInclusive = highInclusive;
        order = order(field, low, high);
        range = Range.of(
                field,
                order,
                low.equals(OPEN) ? null : new End(low, lowInclusive),
                high.equals(OPEN) ? null : new End(high, highInclusive));
    }

    private static Order order(String field, String low, String high) {
        if (!low.equals(OPEN)) return high.equals(OPEN) ? Order.of(field, low) : Order.of(field, low, high);
        if (!high.equals(OPEN)) return Order.of(field, high);
        throw new IllegalArgumentException("cannot use a range open at both ends: write " + field + ":*");
    }

    /** The field that is asked. */
    @Override
    public String field() {
        return field;
    }

    /** The lower bound, or {@link #OPEN}. */
    public String low() {
        return low;
    }

    /** The upper bound, or {@link #OPEN}. */
    public String high() {
        return high;
    }

    /** Whether the lower bound itself lies within. */
    public boolean lowInclusive() {
        return lowInclusive;
    }

    /** Whether the upper bound itself lies within. */
    public boolean highInclusive() {
        return highInclusive;
    }

    /** How values are compared. */
    public Order order() {
        return order;
    }

    @Override
    public boolean test(String value) {
        return range.contains(value);
    }

    /** The bounds as read. */
    Range range() {
        return range;
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":" + (lowInclusive ? "[" : "{") + bound(low) + " TO " + bound(high)
                + (highInclusive ? "]" : "}");
    }

    private static String bound(String bound) {
        return bound.equals(OPEN) ? OPEN : Escapes.value(bound);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Between between
                && field.equals(between.field)
                && low.equals(between.low)
                && high.equals(between.high)
                && lowInclusive == between.lowInclusive
                && highInclusive == between.highInclusive;
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, low, high, lowInclusive, highInclusive);
    }

    @Override
    public String toString() {
        return "Between[" + print() + "]";
    }
}
