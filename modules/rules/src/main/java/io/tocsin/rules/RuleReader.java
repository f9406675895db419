package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one group. A rule without a readable {@code match} or {@code when} is no rule. */
final class RuleReader {
    private static final Duration LATE_DEFAULT = Duration.ofSeconds(30);

    /** Windows wait this long before they decide; alerts that are an hour late are for a search, not for a pager. */
    private static final Duration LATE_MAX = Duration.ofHours(1);

    private static final Duration WITHIN_MIN = Duration.ofSeconds(1);

    /** What is held in memory and replayed after a restart. */
    private static final Duration WITHIN_MAX = Duration.ofDays(31);

    /** One matching event is news for a quarter of an hour. */
    private static final Duration ANY_RESOLVES_AFTER = Duration.ofMinutes(15);

    private final String group;
    private final Map<String, String> groupLabels;
    private final Duration late;
    private final SourceText source;

    RuleReader(String name, Section group, SourceText source) {
        this.group = name;
        this.source = source;
        this.groupLabels = RuleTexts.labels(group);
        this.late = group.duration("late", LATE_DEFAULT);
        if (late.compareTo(LATE_MAX) > 0) {
            group.problem("late", "cannot wait " + Durations.print(late) + " for late events: at most 1h");
        }
    }

    @Nullable
    Rule read(Section rule) {
        String name = rule.required("alert");
        Query match = match(rule);
        WhenParser.When read = when(rule);
        Condition when = read == null ? null : read.condition();
        List<KeyField> by = by(rule);
        Duration resolveAfter = rule.duration("resolve_after", Duration.ZERO);
        Duration hold = rule.duration("for", Duration.ZERO);
        Duration within = within(rule);
        Map<String, String> labels = new LinkedHashMap<>(groupLabels);
        labels.putAll(RuleTexts.labels(rule));
        String severity = severity(rule, labels);
        Map<String, String> annotations = rule.textMap("annotations");
        rule.done();
        Set<String> known = new LinkedHashSet<>(labels.keySet());
        if (when instanceof AbsentCondition) known.add(SilentSource.LABEL);
        RuleTexts.check(rule, severity, known, by, annotations);
        if (match == null || read == null || when == null) return null;
        checkCondition(rule, when, by, within);
        if (when instanceof AnyCondition) {
            resolveAfter = rule.has("resolve_after") ? resolveAfter : ANY_RESOLVES_AFTER;
            within = resolveAfter.compareTo(WITHIN_MIN) < 0 ? WITHIN_MIN : resolveAfter;
        } else if (when instanceof CountCondition && !rule.has("resolve_after")) {
            resolveAfter = within;
        }
        String file = rule.mark().file();
        return new Rule(
                name,
                group,
                file,
                match,
                by,
                when,
                within,
                late,
                hold,
                resolveAfter,
                List.of(read.limit(severity)),
                labels,
                annotations,
                false,
                null);
    }

    private @Nullable Query match(Section rule) {
        String text = rule.required("match");
        if (text.isEmpty()) return null;
        try {
            return Query.parse(text);
        } catch (QuerySyntaxException e) {
            rule.problems()
                    .add(
                            source.place(rule.mark("match"), text, e.position()),
                            "cannot read 'match': " + e.getMessage());
            return null;
        }
    }

    private WhenParser.@Nullable When when(Section rule) {
        String text = rule.text("when", "any");
        long minVolume = rule.number("min_volume", RatioCondition.MIN_VOLUME_DEFAULT);
        if (minVolume < 1) rule.problem("min_volume", "'min_volume' must be at least 1, not " + minVolume);
        Duration learnAfter = rule.duration("learn_after", Duration.ZERO);
        Duration forget = rule.duration("forget", AbsentCondition.FORGET_DEFAULT);
        var extras = new WhenParser.Extras(minVolume, declaredKeys(rule), learnAfter, forget);
        try {
            return WhenParser.parse(text, extras);
        } catch (WhenSyntaxException e) {
            rule.problems()
                    .add(source.place(rule.mark("when"), text, e.position()), "cannot read 'when': " + e.getMessage());
            return null;
        }
    }

    /** The names in {@code keys: [a, b]}; {@code keys: learned}, the default, names none. */
    private static List<String> declaredKeys(Section rule) {
        Yaml keys = rule.node("keys");
        if (!(keys instanceof Yaml.Scalar scalar)) return rule.texts("keys");
        if (!scalar.text().equals("learned")) {
            rule.problem("keys", "'keys' must be learned or a list of values, not '" + scalar.text() + "'");
        }
        return List.of();
    }

    private static List<KeyField> by(Section rule) {
        List<KeyField> by = new ArrayList<>();
        for (String name : rule.texts("by")) {
            KeyField field = KeyField.of(name);
            if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || c == '(' || c == ')')) {
                rule.problem("by", "'by' must be field names, not '" + name + "'");
            } else if (by.stream().anyMatch(known -> known.label().equals(field.label()))) {
                rule.problem("by", "'by' has the label '" + field.label() + "' twice");
            } else {
                by.add(field);
            }
        }
        if (by.size() > KeyField.FIELDS_MAX) {
            rule.problem("by", "cannot split by " + by.size() + " fields: at most " + KeyField.FIELDS_MAX);
        }
        return by;
    }

    private static Duration within(Section rule) {
        Duration within = rule.duration("within", WITHIN_MIN);
        if (within.compareTo(WITHIN_MIN) >= 0 && within.compareTo(WITHIN_MAX) <= 0) return within;
        rule.problem("within", "'within' must be 1s to 31d, not " + Durations.print(within));
        return WITHIN_MIN;
    }

    /**
     * {@code severity:} of the rule, or the label of that name as Prometheus has it, which is taken out of the labels.
     */
    private static String severity(Section rule, Map<String, String> labels) {
        String fromLabels = labels.remove("severity");
        String written = rule.text("severity", fromLabels == null ? Severities.DEFAULT : fromLabels);
        String severity = written.toLowerCase(Locale.ROOT);
        if (!Severities.WORDS.contains(severity)) {
            String hint = Nearest.hint(severity, Severities.WORDS);
            rule.problem(
                    rule.has("severity") ? "severity" : "labels",
                    "unknown severity '" + written + "'"
                            + (hint.isEmpty() ? ", known are critical, high, medium, low and their synonyms" : hint));
        }
        return severity;
    }

    private void checkCondition(Section rule, Condition when, List<KeyField> by, Duration within) {
        boolean absent = when instanceof AbsentCondition;
        boolean ratio = when instanceof RatioCondition;
        if (when instanceof AnyCondition) {
            only(rule, "within", false, "any has no window, add 'when: count() > N' to count in one");
        } else if (!rule.has("within")) {
            rule.problem("within", "'within' is required with " + rule.text("when", ""));
        }
        only(rule, "for", ratio, hintForHold(when));
        only(rule, "min_volume", ratio, "only ratio() has a volume");
        only(rule, "keys", absent, "only absent() misses keys");
        only(rule, "learn_after", absent, "only absent() learns keys");
        only(rule, "forget", absent, "only absent() remembers keys");
        only(rule, "resolve_after", !absent, "a silence ends with the next event");
        if (ratio && !rule.has("min_volume")) {
            rule.problems()
                    .warn(
                            rule.mark("when"),
                            "ratio without min_volume: " + RatioCondition.MIN_VOLUME_DEFAULT
                                    + " events are enough to fire");
        }
        if (when instanceof AbsentCondition absence) checkKeys(rule, absence, by, within);
    }

    private static String hintForHold(Condition when) {
        return when.eager()
                ? "it fires on the event itself, use a count such as 'when: count() > 5' with 'within'"
                : "a silence has its duration in 'within'";
    }

    private static void only(Section rule, String key, boolean allowed, String because) {
        if (rule.has(key) && !allowed) rule.problem(key, "cannot use '" + key + "' here: " + because);
    }

    private static void checkKeys(Section rule, AbsentCondition absent, List<KeyField> by, Duration within) {
        if (!absent.keys().isEmpty() && by.size() != 1) {
            rule.problem("keys", "'keys' needs exactly one field in 'by', not " + by.size());
        }
        if (absent.forget().compareTo(within.plus(absent.learnAfter())) <= 0) {
            rule.problem(
                    "forget", "'forget' must be longer than 'within' and 'learn_after', or nothing is ever missed");
        }
    }
}
