package io.tocsin.rules;

import io.tocsin.yaml.Nearest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a condition measures in, and with it which units its thresholds may have. */
enum Scale {
    /** 0 to 1, or percent. */
    SHARE("a share such as 0.05 or 5%", Map.of("%", 0.01)),
    /** How many. */
    COUNT("a plain number", thousands()),
    /** Events a second. */
    RATE("a number of events a second such as 50, 50/s or 3000/m", rates()),
    /** A number of a field: sizes in bytes, durations in milliseconds. */
    QUANTITY("a number, a size such as 5GB or a duration such as 2s", quantities()),
    /** How many times more. */
    TIMES("a factor such as 3", Map.of("x", 1.0)),
    /** Robust deviations. */
    DEVIATIONS("a number of deviations such as 6", Map.of());

    private final String form;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
    private final Map<String, Double> units;

    Scale(String form, Map<String, Double> units) {
        this.form = form;
        this.units = Map.copyOf(units);
    }

    private static Map<String, Double> thousands() {
        return Map.of("k", 1e3, "M", 1e6, "G", 1e9);
    }

    private static Map<String, Double> rates() {
        Map<String, Double> units = new TreeMap<>(thousands());
        units.putAll(Map.of("/s", 1.0, "/m", 1.0 / 60, "/h", 1.0 / 3600));
        return units;
    }

    /** {@code m} are minutes and {@code M} is a million: milliseconds and bytes never mix in one field. */
    private static Map<String, Double> quantities() {
        Map<String, Double> units = new TreeMap<>(thousands());
        units.putAll(Map.of("B", 1.0, "kB", 1e3, "KB", 1e3, "MB", 1e6, "GB", 1e9, "TB", 1e12));
        units.putAll(Map.of("KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0, "TiB", 1099511627776.0));
        units.putAll(Map.of("ms", 1.0, "s", 1e3, "m", 6e4, "h", 3.6e6, "d", 8.64e7));
        return units;
    }

    /**
     * The number that a threshold means.
     *
     * @throws WhenSyntaxException when its unit is none of this scale
     */
    double value(String what, Threshold threshold) {
        if (threshold.unit().isEmpty()) return threshold.number();
        Double factor = units.get(threshold.unit());
        if (factor != null) return times(threshold.number(), factor);
        List<String> known = units.keySet().stream().sorted().toList();
        String hint = this == QUANTITY && threshold.unit().length() > 1 ? Nearest.hint(threshold.unit(), known) : "";
        throw new WhenSyntaxException(
                what + " takes " + form + ", not '" + threshold.unit() + "'" + hint, threshold.unitAt());
    }

    /** Decimal where it can be: 5 % is 0.05 and not something next to it. */
    private static double times(double number, double factor) {
        return factor == Math.rint(factor) || factor == 0.01
                ? BigDecimal.valueOf(number)
                        .multiply(BigDecimal.valueOf(factor))
                        .doubleValue()
                : number * factor;
    }
}
