package io.tocsin.rules;

import io.tocsin.model.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {{ $labels.name }}} and {@code {{ $value }}} into annotations, the part of Prometheus' templates
 * that rule files use. Anything else between the braces is empty; braces that do not close are text.
 */
final class AlertTexts {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String LABEL = "$labels.";
    private static final String VALUE = "$value";

    private AlertTexts() {}

    static Map<String, String> fill(Map<String, String> annotations, Labels labels, String value) {
        Map<String, String> filled = new LinkedHashMap<>();
        annotations.forEach((name, text) -> filled.put(name, fill(text, labels, value)));
        return filled;
    }

    /**
     * Fills the labels of a rule that ask for others. They see these as they are, and not each other's result; what came with
     * an event is never read.
     *
     * @param own the labels that the rule sets
     * @param labels all labels of the alert
     */
    static Labels fillLabels(Map<String, String> own, Labels labels, String value) {
        Map<String, String> filled = null;
        for (Map.Entry<String, String> label : own.entrySet()) {
            if (!label.getValue().contains(OPEN)) continue;
            if (filled == null) filled = new HashMap<>(labels.map());
            filled.put(label.getKey(), fill(label.getValue(), labels, value));
        }
        return filled == null ? labels : Labels.of(filled);
    }

    static String fill(String text, Labels labels, String value) {
        StringBuilder filled = new StringBuilder(text.length() + 32);
        int at = 0;
        while (true) {
            int open = text.indexOf(OPEN, at);
            int close = open < 0 ? -1 : text.indexOf(CLOSE, open);
            if (close < 0) return filled.append(text, at, text.length()).toString();
            filled.append(text, at, open);
            String variable = text.substring(open + OPEN.length(), close).strip();
            String label = label(variable);
            if (label != null) filled.append(labels.orEmpty(label));
            else if (variable.equals(VALUE)) filled.append(value);
            at = close + CLOSE.length();
        }
    }

    /** The variables that a text asks for, as written, for checking a rule. */
    static Set<String> variables(String text) {
        Set<String> found = new LinkedHashSet<>();
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) return found;
            found.add(text.substring(open + OPEN.length(), close).strip());
            open = text.indexOf(OPEN, close);
        }
        return found;
    }

    static boolean isValue(String variable) {
        return variable.equals(VALUE);
    }

    /** The label that a variable names, or null. */
    static @Nullable String label(String variable) {
        return variable.startsWith(LABEL) ? variable.substring(LABEL.length()) : null;
    }
}
