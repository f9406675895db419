package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the severity of a rule, or its severities with a threshold each, and the thresholds of {@code schedule:} into {@link
 * Limit}s.
 */
final class TierReader {
    private final Section rule;
    private final SourceText source;
    private final Known known;
    private final boolean records;

    TierReader(Section rule, SourceText source, Known known, boolean records) {
        this.rule = rule;
        this.source = source;
        this.known = known;
        this.records = records;
    }

    /** One severity of a rule with the threshold that was written for it. */
    record Tier(String severity, Mark mark, @Nullable Threshold threshold, double value) {}

    /**
     * Reads them.
     *
     * @param when null when it could not be read
     * @param labels of the rule; {@code severity} is taken out
     * @return the most severe first; one that compares nothing when the thresholds could not be read
     */
    List<Limit> read(@Nullable WhenText when, Map<String, String> labels) {
        String label = labels.remove("severity");
        Call call = when == null ? null : when.call();
        boolean compares = call != null && WhenParser.compares(call) && !records;
        boolean several = rule.node("severity") instanceof Yaml.Mapping;
        List<Tier> tiers = several ? many(call, compares) : one(when, call, label, compares);
        if (when != null && !compares) checkNothing(when);
        Threshold twice = when == null || !compares || !several ? null : when.threshold();
        if (when != null && twice != null)
            reportWhen(when, "compare either here or in 'severity', not in both", twice.comparisonAt());
        List<Tier> sorted = new ArrayList<>(tiers);
        sorted.sort(Comparator.comparing((Tier tier) -> Severities.scale(tier.severity()))
                .reversed());
        if (compares) TierOrder.check(sorted, rule.problems());
        return new ScheduleReader(rule, known, this::threshold).limits(compares ? call : null, sorted);
    }

    private List<Tier> one(@Nullable WhenText when, @Nullable Call call, @Nullable String label, boolean compares) {
        String key = rule.has("severity") || label == null ? "severity" : "labels";
        String written = rule.text("severity", label == null ? Severities.DEFAULT : label);
        String severity = Severities.read(written, rule.mark(key), rule.problems());
        Threshold threshold = when == null ? null : when.threshold();
        if (when == null || call == null || !compares) return List.of(new Tier(severity, rule.mark(key), null, 0));
        Double value = null;
        try {
            if (threshold == null)
                throw new WhenSyntaxException("expected a comparison, as in " + WhenParser.example(call), call.end());
            value = Thresholds.value(call, threshold);
        } catch (WhenSyntaxException e) {
            report("when", rule.mark("when"), when.text(), e);
        }
        return List.of(new Tier(severity, rule.mark(key), value == null ? null : threshold, value == null ? 0 : value));
    }

    private List<Tier> many(@Nullable Call call, boolean compares) {
        List<Tier> tiers = new ArrayList<>();
        Section section = rule.section("severity");
        if (section == null) return tiers;
        for (String word : section.keys()) {
            Mark mark = section.mark(word);
            String severity = Severities.read(word, mark, section.problems());
            Written written = call == null || !compares ? null : threshold(section, word, call);
            tiers.add(
                    written == null
                            ? new Tier(severity, mark, null, 0)
                            : new Tier(severity, mark, written.threshold(), written.value()));
        }
        if (tiers.isEmpty()) rule.problem("severity", "'severity' needs at least one, as in {warning: \"> 5%\"}");
        return tiers.isEmpty() ? List.of(new Tier(Severities.DEFAULT, rule.mark(), null, 0)) : tiers;
    }

    /** A threshold and the number it means. */
    record Written(Threshold threshold, double value) {}

    /** The threshold of a key of some section; null when it is none, which is a problem there. */
    private @Nullable Written threshold(Section section, String key, Call call) {
        String text = section.text(key);
        if (text == null) return null;
        try {
            Threshold threshold = Threshold.parse(text);
            return new Written(threshold, Thresholds.value(call, threshold));
        } catch (WhenSyntaxException e) {
            report(key, section.mark(key), text, e);
            return null;
        }
    }

    private void report(String key, Mark start, String text, WhenSyntaxException e) {
        rule.problems().add(source.place(start, text, e.position()), "cannot read '" + key + "': " + e.getMessage());
    }

    private void reportWhen(WhenText when, String message, int position) {
        report("when", rule.mark("when"), when.text(), new WhenSyntaxException(message, position));
    }

    private void checkNothing(WhenText when) {
        boolean tiers = rule.node("severity") instanceof Yaml.Mapping;
        Call call = when.call();
        String what = call == null ? "a comparison of fields" : call.name();
        if (records) what = "a rule that records";
        Threshold threshold = when.threshold();
        if (threshold != null)
            reportWhen(when, "cannot compare " + what + ": " + because(call), threshold.comparisonAt());
        if (tiers) rule.problem("severity", what + " has one severity: " + because(call));
    }

    private String because(@Nullable Call call) {
        if (records) return "every value is recorded, other rules compare it";
        return switch (call == null ? "" : call.name()) {
            case "any" -> "it is true for every matching event";
            case "absent" -> "how long is said by 'within'";
            default -> "it is true or it is not";
        };
    }
}
