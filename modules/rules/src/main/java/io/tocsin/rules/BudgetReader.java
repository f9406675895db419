package io.tocsin.rules;

import io.tocsin.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads {@code budget: {pages_per_week: 3, night_pages: 0}}; either may be missing. */
final class BudgetReader {
    private static final int NO_LIMIT = -1;

    private BudgetReader() {}

    static @Nullable Budget read(Section rule) {
        Section section = rule.section("budget");
        if (section == null) return null;
        double week =
                section.scalar("pages_per_week", (double) NO_LIMIT, "a number such as 3 or 0.5", BudgetReader::number);
        long night = section.number("night_pages", NO_LIMIT);
        if (section.has("night_pages") && (night < 0 || night > Integer.MAX_VALUE))
            section.problem("night_pages", "'night_pages' must be 0 or more, not " + night);
        if (!section.has("pages_per_week") && !section.has("night_pages"))
            rule.problem("budget", "'budget' needs 'pages_per_week' or 'night_pages'");
        section.done();
        return new Budget(week, Math.clamp(night, NO_LIMIT, Integer.MAX_VALUE));
    }

    private static @Nullable Double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return number >= 0 && number < Double.POSITIVE_INFINITY ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
