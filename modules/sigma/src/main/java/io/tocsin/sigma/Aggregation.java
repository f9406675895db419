package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What older rules write behind a bar: {@code selection | count(user) by ip > 10}.
 *
 * @param field empty for a count of events
 */
record Aggregation(String function, String field, List<String> by, SigmaLimit limit) {
    private static final Pattern FORM = Pattern.compile(
            "(\\w+)\\s*\\(\\s*([^)]*?)\\s*\\)\\s*(?:by\\s+(.+?))?\\s*(>=|<=|==|=|>|<)\\s*(\\d+(?:\\.\\d+)?)",
            Pattern.CASE_INSENSITIVE);

    /** Reads it; what has no plain translation is a fault. */
    static @Nullable Aggregation read(String text, Mark at, Faults faults) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            faults.add(
                    Why.UNSUPPORTED,
                    at,
                    "the aggregation '" + text.strip() + "' has no translation: write a correlation document");
            return null;
        }
        String function = group(matcher, 1).toLowerCase(Locale.ROOT);
        String field = group(matcher, 2).equals("*") ? "" : group(matcher, 2);
        boolean known =
                function.equals("count") || ((function.equals("sum") || function.equals("avg")) && !field.isEmpty());
        if (!known) {
            faults.add(
                    Why.UNSUPPORTED,
                    at,
                    "the aggregation '" + function + "(" + field
                            + ")' has no translation: count(), count(field), sum(field) and avg(field) have");
            return null;
        }
        String by = matcher.group(3);
        List<String> fields = by == null ? List.of() : List.of(by.strip().split("\\s*,\\s*|\\s+"));
        SigmaLimit.Operator operator = Objects.requireNonNull(SigmaLimit.Operator.of(group(matcher, 4)));
        return new Aggregation(
                function, field, fields, new SigmaLimit(operator, Double.parseDouble(group(matcher, 5))));
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }
}
