package io.tocsin.rules;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code > 5GB}: a comparison as it is written, before it is known of what. Offsets are those of the text it stands in. */
record Threshold(Comparison comparison, int comparisonAt, double number, int numberAt, String unit, int unitAt) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9_]*(\\.[0-9]+)?");
    private static final Pattern UNIT = Pattern.compile("%|/?[A-Za-z]+");

    /**
     * Reads a text that is a comparison and nothing else.
     *
     * @throws WhenSyntaxException when it is none
     */
    static Threshold parse(String text) {
        TextCursor cursor = new TextCursor(text);
        Threshold threshold = read(cursor);
        if (threshold == null) throw new WhenSyntaxException("expected a comparison, as in > 10", cursor.at());
        return threshold;
    }

    /** Reads to the end of the text; null when nothing is left. */
    static @Nullable Threshold read(TextCursor text) {
        text.skipSpace();
        if (text.atEnd()) return null;
        int comparisonAt = text.at();
        Comparison comparison = comparison(text);
        text.skipSpace();
        int numberAt = text.at();
        String number = text.need(NUMBER, "a number after '" + comparison.sign() + "'");
        text.skipSpace();
        int unitAt = text.at();
        String unit = text.take(UNIT);
        text.skipSpace();
        if (!text.atEnd())
            throw new WhenSyntaxException("unexpected '" + text.rest().strip() + "' after the number", text.at());
        double value = Double.parseDouble(number.replace("_", ""));
        return new Threshold(comparison, comparisonAt, value, numberAt, unit, unitAt);
    }

    private static Comparison comparison(TextCursor text) {
        for (String sign : Comparison.signs()) {
            if (text.take(sign)) return Comparison.of(sign);
        }
        throw new WhenSyntaxException(
                "unexpected '" + text.rest().strip() + "', expected " + String.join(", ", Comparison.signs()),
                text.at());
    }
}
