package io.tocsin.rules;

import java.math.BigDecimal;

/** What a threshold means for the condition that it stands behind, and whether it can mean anything. */
final class Thresholds {
    private Thresholds() {}

    /**
     * The number to compare with.
     *
     * @throws WhenSyntaxException when the condition cannot be compared so, or it would always or never be true
     */
    static double value(Call call, Threshold threshold) {
        double value = scale(call).value(call.print(), threshold);
        switch (call.name()) {
            case "ratio" -> checkShare(threshold, value);
            case "count", "distinct", "rate" -> checkCount(call, threshold, value);
            case "sum" -> checkSum(call, threshold, value);
            case "spike", "drop" -> checkFactor(call, threshold, value);
            case "baseline" -> checkDeviations(call, threshold, value);
            default -> {}
        }
        return value;
    }

    private static Scale scale(Call call) {
        return switch (call.name()) {
            case "ratio" -> Scale.SHARE;
            case "count", "distinct" -> Scale.COUNT;
            case "rate" -> Scale.RATE;
            case "spike", "drop" -> Scale.TIMES;
            case "baseline" -> Scale.DEVIATIONS;
            default -> Scale.QUANTITY;
        };
    }

    private static void checkShare(Threshold threshold, double value) {
        boolean plain = threshold.unit().isEmpty();
        if (value > 1)
            throw new WhenSyntaxException(
                    "a ratio is at most 1" + (plain ? ", did you mean " + plain(threshold) + "%?" : " (100%)"),
                    threshold.numberAt());
        checkPossible("a ratio", threshold, value);
        boolean never = threshold.comparison() == Comparison.ABOVE && value == 1;
        if (never) throw new WhenSyntaxException("a ratio > 100% can never be true", threshold.numberAt());
        boolean always = threshold.comparison() == Comparison.AT_MOST && value == 1;
        if (always) throw new WhenSyntaxException("a ratio <= 100% is always true", threshold.numberAt());
    }

    private static String plain(Threshold threshold) {
        return BigDecimal.valueOf(threshold.number()).stripTrailingZeros().toPlainString();
    }

    /** Of what is never below zero. */
    private static void checkPossible(String what, Threshold threshold, double value) {
        Comparison comparison = threshold.comparison();
        if (value < 0) throw new WhenSyntaxException(what + " is never negative", threshold.numberAt());
        if (value > 0) return;
        String written = what + " " + comparison.sign() + " 0 ";
        if (comparison == Comparison.AT_LEAST)
            throw new WhenSyntaxException(written + "is always true", threshold.numberAt());
        if (comparison == Comparison.BELOW)
            throw new WhenSyntaxException(written + "can never be true", threshold.numberAt());
    }

    private static void checkCount(Call call, Threshold threshold, double value) {
        checkPossible(call.print(), threshold, value);
        boolean counts = call.name().equals("count") && threshold.comparison().monotone();
        if (counts && value + 1 > CountCondition.NEEDED_MAX)
            throw new WhenSyntaxException(
                    "cannot count further than " + CountCondition.NEEDED_MAX, threshold.numberAt());
    }

    private static void checkSum(Call call, Threshold threshold, double value) {
        if (threshold.comparison().monotone()) checkPossible(call.print(), threshold, value);
    }

    private static void checkFactor(Call call, Threshold threshold, double value) {
        needMonotone(call, threshold, "it is a factor, the greater the worse");
        if (value <= 1)
            throw new WhenSyntaxException(
                    call.print() + " takes a factor above 1: 3 is three times " + direction(call),
                    threshold.numberAt());
    }

    private static String direction(Call call) {
        return call.name().equals("spike") ? "as much as in the window before" : "less than in the window before";
    }

    private static void checkDeviations(Call call, Threshold threshold, double value) {
        needMonotone(call, threshold, "which way is said by 'side'");
        if (value <= 0)
            throw new WhenSyntaxException("baseline() takes a number above 0 such as 6", threshold.numberAt());
    }

    private static void needMonotone(Call call, Threshold threshold, String because) {
        if (!threshold.comparison().monotone())
            throw new WhenSyntaxException(
                    "cannot use " + threshold.comparison().sign() + " with " + call.print() + ": " + because,
                    threshold.comparisonAt());
    }
}
