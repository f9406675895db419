package io.tocsin.query;

import io.tocsin.query.Range.End;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field is before or after a value: {@code duration_ms>2000}, {@code level>=WARN}, {@code time<2026-11-20}. See {@link Order}
 * for how values compare.
 *
 * <p>A class and not a record, because it keeps the bound as read; equality is by field, operator and value.
 */
public final class Compare implements Leaf {
    private final String field;
    private final Operator operator;
    private final String value;
    private final Order order;
    private final Range range;

    /** On which side of the value a field must be. */
    public enum Operator {
        /** Less than. */
        LT("<"),
        /** Less than or equal to. */
        LE("<="),
        /** Greater than. */
        GT(">"),
        /** Greater than or equal to. */
        GE(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As it is written in a query. */
        public String sign() {
            return sign;
        }
    }

    /**
     * Reads the value. A date is the midnight that it starts with; whole days are the parser's doing.
     *
     * @throws IllegalArgumentException for a time that is none, and for an empty or reserved field name
     */
    public Compare(String field, Operator operator, String value) {
        this.field = Check.field(field);
        this.operator = operator;
        boolean midnight = Lookup.isTime(field) && (operator == Operator.GT || operator == Operator.LE);
        this.value = midnight ? Times.midnight(value) : value;
        order = Order.of(field, value);
        range = switch (operator) {
            case LT -> Range.of(field, order, null, new End(value, false));
            case LE -> Range.of(field, order, null, new End(value, true));
            case GT -> Range.of(field, order, new End(value, false), null);
            case GE -> Range.of(field, order, new End(value, true), null);
        };
    }

    /** The field that is asked. */
    @Override
    public String field() {
        return field;
    }

    /** The side of the value. */
    public Operator operator() {
        return operator;
    }

    /** The value as typed; a relative time is absolute by now. */
    public String value() {
        return value;
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
        return Escapes.field(field) + operator.sign() + Escapes.value(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Compare compare
                && field.equals(compare.field)
                && operator == compare.operator
                && value.equals(compare.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, operator, value);
    }

    @Override
    public String toString() {
        return "Compare[field=" + field + ", operator=" + operator + ", value=" + value + "]";
    }
}
