package io.tocsin.rules;

import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys beside {@code when:} that belong to some conditions only. */
final class RuleKeys {
    /** All of them, for the readers that tell which do not fit. */
    static final List<String> NAMES = List.of(
            "min_volume",
            "keys",
            "learn_after",
            "forget",
            "history",
            "steps",
            "side",
            "min_change",
            "min_history",
            "let");

    private static final double MIN_CHANGE_DEFAULT = 0.3;

    private final Section rule;
    private final SourceText source;

    RuleKeys(Section rule, SourceText source) {
        this.rule = rule;
        this.source = source;
    }

    /** How many events are enough to begin. */
    long minVolume(long otherwise) {
        return atLeastOne("min_volume", otherwise);
    }

    long minHistory() {
        return atLeastOne("min_history", EventCondition.MIN_HISTORY_DEFAULT);
    }

    /** Short names of fields. */
    Map<String, String> let() {
        return rule.textMap("let");
    }

    private long atLeastOne(String key, long otherwise) {
        long value = rule.number(key, otherwise);
        if (value < 1 && rule.has(key)) rule.problem(key, "'" + key + "' must be at least 1, not " + value);
        return value;
    }

    Duration learnAfter() {
        return rule.duration("learn_after", Duration.ZERO);
    }

    Duration forget() {
        return rule.duration("forget", AbsentCondition.FORGET_DEFAULT);
    }

    /** How long a value is remembered; at least a minute, so that it says more than a window would. */
    Duration history() {
        Duration history = rule.duration("history", NewCondition.HISTORY_DEFAULT);
        if (history.compareTo(Duration.ofMinutes(1)) < 0 || history.compareTo(NewCondition.HISTORY_MAX) > 0)
            rule.problem("history", "'history' must be 1m to 90d, not " + rule.text("history", ""));
        return history;
    }

    BaselineCondition.Side side() {
        return rule.scalar("side", BaselineCondition.Side.BOTH, "above, below or both", RuleKeys::side);
    }

    private static BaselineCondition.@org.jspecify.annotations.Nullable Side side(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "above" -> BaselineCondition.Side.ABOVE;
            case "below" -> BaselineCondition.Side.BELOW;
            case "both" -> BaselineCondition.Side.BOTH;
            default -> null;
        };
    }

    /** A share of what is usual, which may be more than all of it. */
    double minChange() {
        String text = rule.text("min_change");
        if (text == null) return MIN_CHANGE_DEFAULT;
        try {
            double change = Scale.SHARE.value("'min_change'", Threshold.parse("> " + text));
            if (change >= 0) return change;
        } catch (WhenSyntaxException e) {
            // The problem below says what is right.
        }
        rule.problem("min_change", "'min_change' must be a share such as 30% or 0.3, not '" + text + "'");
        return MIN_CHANGE_DEFAULT;
    }

    /** The names in {@code keys: [a, b]}; {@code keys: learned}, the default, names none. */
    List<String> declared() {
        Yaml keys = rule.node("keys");
        if (!(keys instanceof Yaml.Scalar scalar)) return rule.texts("keys");
        if (!scalar.text().equals("learned")) {
            rule.problem("keys", "'keys' must be learned or a list of values, not '" + scalar.text() + "'");
        }
        return List.of();
    }

    List<SequenceCondition.Step> steps(boolean ordered) {
        return StepsReader.read(rule, source, ordered);
    }
}
