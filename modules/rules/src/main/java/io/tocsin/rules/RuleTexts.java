package io.tocsin.rules;

import io.tocsin.model.Labels;
import io.tocsin.model.Severity;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the labels and annotations of rules. */
final class RuleTexts {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String RUNBOOK = "runbook";

    private RuleTexts() {}

    /** The labels of a rule or group. */
    static Map<String, String> labels(Section section) {
        Map<String, String> labels = section.textMap("labels");
        for (String name : labels.keySet()) {
            if (!LABEL.matcher(name).matches()) {
                section.problem("labels", "'" + name + "' is no label name: letters, digits and underscores only");
            } else if (name.equals(Labels.ALERTNAME)) {
                section.problem("labels", "cannot set the label 'alertname': it is the name of the rule");
            }
        }
        return labels;
    }

    static void check(
            Section rule,
            String severity,
            Map<String, String> labels,
            Set<String> more,
            List<KeyField> by,
            Map<String, String> annotations) {
        Set<String> all = new LinkedHashSet<>(labels.keySet());
        all.addAll(more);
        all.addAll(List.of(Labels.ALERTNAME, Labels.SEVERITY));
        for (KeyField field : by) {
            if (!all.add(field.label()))
                rule.problem("by", "the label '" + field.label() + "' is set by 'labels' or the rule itself already");
        }
        if (Severity.parse(severity) == Severity.CRITICAL && !annotations.containsKey(RUNBOOK)) {
            rule.problems().warn(rule.mark(), "a critical rule without a runbook annotation: who is woken needs one");
        }
        annotations.forEach((name, text) -> checkVariables(rule, "annotations", name, text, all));
        checkLabels(rule, labels, all);
    }

    /** A label sees the others as they are written, so it cannot ask for one that asks itself. */
    private static void checkLabels(Section rule, Map<String, String> labels, Set<String> all) {
        Set<String> plain = new LinkedHashSet<>(all);
        labels.forEach((name, text) -> {
            if (!AlertTexts.variables(text).isEmpty()) plain.remove(name);
        });
        labels.forEach((name, text) -> {
            checkVariables(rule, "labels", name, text, plain);
            if (AlertTexts.variables(text).stream().anyMatch(AlertTexts::isValue))
                rule.problems()
                        .warn(
                                rule.mark("labels"),
                                "'" + name + "' holds a value: each value is another alert to routing");
        });
    }

    private static void checkVariables(Section rule, String key, String name, String text, Set<String> labels) {
        for (String variable : AlertTexts.variables(text)) {
            String label = AlertTexts.label(variable);
            if (AlertTexts.isValue(variable) || (label != null && labels.contains(label))) continue;
            String hint = label == null ? ", use $labels.NAME or $value" : Nearest.hint(label, labels);
            rule.problems().warn(rule.mark(key), "'" + name + "' will be empty at {{ " + variable + " }}" + hint);
        }
    }
}
