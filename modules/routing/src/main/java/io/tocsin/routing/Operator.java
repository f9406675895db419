package io.tocsin.routing;

/** How a matcher compares, in the order in which Alertmanager sorts equal names and values. */
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator as it is written in matchers. */
    public String symbol() {
        return symbol;
    }

    /** Whether the value is a regular expression. */
    public boolean isRegex() {
        return this == REGEX || this == NOT_REGEX;
    }

    /** Whether a value that equals or matches fulfils the matcher. */
    public boolean isPositive() {
        return this == EQUAL || this == REGEX;
    }

    /**
     * The operator for the two flags of a silence in Alertmanager's API.
     *
     * @param isEqual false turns the comparison round
     */
    public static Operator of(boolean isRegex, boolean isEqual) {
        if (isRegex) return isEqual ? REGEX : NOT_REGEX;
        return isEqual ? EQUAL : NOT_EQUAL;
    }

    static Operator ofSymbol(String symbol) {
        for (Operator operator : values()) {
            if (operator.symbol.equals(symbol)) return operator;
        }
        throw new IllegalArgumentException("cannot read operator '" + symbol + "': not one of = != =~ !~");
    }
}
