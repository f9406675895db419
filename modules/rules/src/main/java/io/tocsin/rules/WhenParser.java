package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.yaml.Nearest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands after {@code when:} into a condition: {@code any}, {@code count() > 10}, {@code ratio(QUERY) > 5%},
 * {@code absent()}. What a condition needs besides comes from other keys of the rule.
 */
final class WhenParser {
    private static final List<String> NAMES = List.of("any", "count", "ratio", "absent");

    private final WhenText text;
    private final Extras extras;

    private WhenParser(WhenText text, Extras extras) {
        this.text = text;
        this.extras = extras;
    }

    /** The keys beside {@code when:} that belong to one condition only. */
    record Extras(long minVolume, List<String> keys, Duration learnAfter, Duration forget) {}

    /**
     * Reads a condition.
     *
     * @throws WhenSyntaxException when the text is none
     */
    static When parse(String when, Extras extras) {
        WhenText text = WhenText.parse(when);
        Condition condition = new WhenParser(text, extras).condition();
        boolean share = condition instanceof RatioCondition && !text.unit().isEmpty();
        return new When(condition, text.comparison(), share ? text.number() / 100 : text.number());
    }

    /** A condition, and the comparison behind it if there is one; shares are 0 to 1. */
    record When(Condition condition, @Nullable Comparison comparison, double value) {
        Limit limit(String severity) {
            return new Limit(severity, comparison, value, List.of());
        }
    }

    private Condition condition() {
        return switch (text.name()) {
            case "any" -> any();
            case "count" -> count();
            case "ratio" -> ratio();
            case "absent" -> absent();
            default -> throw new WhenSyntaxException("unknown condition '" + text.name() + "'" + hint(), 0);
        };
    }

    private String hint() {
        return Nearest.to(text.name(), NAMES)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(", known are " + String.join(", ", NAMES));
    }

    private Condition any() {
        noArgument();
        noComparison("it is true for every matching event");
        return new AnyCondition();
    }

    private Condition absent() {
        noArgument();
        noComparison("how long is said by 'within'");
        return new AbsentCondition(extras.keys(), extras.learnAfter(), extras.forget());
    }

    private Condition count() {
        noArgument();
        Comparison comparison = comparison("count() > 10");
        if (!comparison.monotone())
            throw new WhenSyntaxException("cannot wait for a low count, use absent() or ratio()", text.comparisonAt());
        unit("count() takes a plain number", List.of());
        double needed = comparison == Comparison.ABOVE ? Math.floor(text.number()) + 1 : Math.ceil(text.number());
        if (needed < 1) throw new WhenSyntaxException("count() >= 0 is always true", text.numberAt());
        if (needed > CountCondition.NEEDED_MAX)
            throw new WhenSyntaxException("cannot count further than " + CountCondition.NEEDED_MAX, text.numberAt());
        return new CountCondition();
    }

    private Condition ratio() {
        String part = text.argument();
        if (part == null || part.isBlank())
            throw new WhenSyntaxException("ratio needs a query, as in ratio(level:ERROR) > 5%", text.argumentAt());
        comparison("ratio(level:ERROR) > 5%");
        unit("ratio() takes a share such as 0.05 or 5%", List.of("%"));
        double threshold = text.unit().isEmpty() ? text.number() : text.number() / 100;
        if (threshold > 1)
            throw new WhenSyntaxException(
                    "a ratio is at most 1" + (text.unit().isEmpty() ? ", did you mean " + plain() + "%?" : " (100%)"),
                    text.numberAt());
        return new RatioCondition(query(part), extras.minVolume());
    }

    private String plain() {
        return BigDecimal.valueOf(text.number()).stripTrailingZeros().toPlainString();
    }

    private Query query(String part) {
        try {
            return Query.parse(part);
        } catch (QuerySyntaxException e) {
            throw new WhenSyntaxException(String.valueOf(e.getMessage()), text.argumentAt() + e.position());
        }
    }

    private void noArgument() {
        String argument = text.argument();
        if (argument != null && !argument.isBlank())
            throw new WhenSyntaxException(
                    text.name() + "() takes no argument, the events are chosen by 'match'", text.argumentAt());
    }

    private void noComparison(String because) {
        if (text.comparison() != null)
            throw new WhenSyntaxException("cannot compare " + text.name() + ": " + because, text.comparisonAt());
    }

    private Comparison comparison(String example) {
        @Nullable Comparison comparison = text.comparison();
        if (comparison == null)
            throw new WhenSyntaxException("expected a comparison, as in " + example, text.comparisonAt());
        return comparison;
    }

    private void unit(String rule, List<String> allowed) {
        if (!text.unit().isEmpty() && !allowed.contains(text.unit()))
            throw new WhenSyntaxException(rule + ", not '" + text.unit() + "'", text.unitAt());
    }
}
