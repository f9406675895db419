package io.tocsin.rules;

import java.util.List;
import java.util.Locale;

/** How a measured value is compared with the number that the rule names. */
public enum Comparison {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /** The sign as it is written in a rule. */
    public String sign() {
        return sign;
    }

    boolean holds(double measured, double threshold) {
        return switch (this) {
            case ABOVE -> measured > threshold;
            case AT_LEAST -> measured >= threshold;
            case BELOW -> measured < threshold;
            case AT_MOST -> measured <= threshold;
        };
    }

    /** More of the same can only make it true, never false: what may be decided before the window is complete. */
    boolean monotone() {
        return this == ABOVE || this == AT_LEAST;
    }

    /** The value as people read it: a share in percent, finer when it is below one. */
    static String percent(double share) {
        double value = share * 100;
        return String.format(Locale.ROOT, value < 1 ? "%.2f %%" : "%.1f %%", value);
    }

    /** All signs, those first that another one begins with. */
    static List<String> signs() {
        return List.of(">=", "<=", ">", "<");
    }

    static Comparison of(String sign) {
        for (Comparison comparison : values()) {
            if (comparison.sign.equals(sign)) return comparison;
        }
        throw new IllegalArgumentException("cannot compare with '" + sign + "': known are " + signs());
    }
}
