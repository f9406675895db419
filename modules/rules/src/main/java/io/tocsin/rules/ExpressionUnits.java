package io.tocsin.rules;

import java.util.Map;

/** Units of numbers in expressions. */
final class ExpressionUnits {
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("%", 0.01), Map.entry("k", 1e3), Map.entry("M", 1e6), Map.entry("GB", 1e9), Map.entry("s", 1e3));

    private ExpressionUnits() {}

    static double value(double number, String unit, int at) {
        if (unit.isEmpty()) return number;
        Double factor = UNITS.get(unit);
        if (factor == null) throw new WhenSyntaxException("unknown unit '" + unit + "'", at);
        return number * factor;
    }
}
