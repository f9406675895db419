package io.tocsin.rules;

import io.tocsin.model.Severity;
import io.tocsin.query.Query;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One alert rule, checked and complete: defaults are filled in.
 *
 * @param name the alertname of what it fires; unique over all files
 * @param by the fields that split the stream into keys; empty for one key
 * @param within the length of the window, in event time
 * @param late how far out of order events may arrive without any effect on the result
 * @param hold how long a settled condition must be true before it fires ({@code for:})
 * @param resolveAfter how long after it was last true an alert ends
 * @param severityLabel the severity as the rule writes it, lower case
 * @param labels of the group and of the rule, without alertname, severity and by-fields
 * @param annotations texts for people, with {@code {{ $labels.x }}} and {@code {{ $value }}} not yet replaced
 */
public record Rule(
        String name,
        String group,
        String file,
        Query match,
        List<KeyField> by,
        Condition when,
        Duration within,
        Duration late,
        Duration hold,
        Duration resolveAfter,
        String severityLabel,
        Map<String, String> labels,
        Map<String, String> annotations) {
    /** Keeps copies in the order of the file. */
    public Rule {
        by = List.copyOf(by);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** The severity on the common scale. */
    public Severity severity() {
        return Severity.parse(severityLabel);
    }

    /** Whether windows filled for the other rule can be read by this one: only thresholds, times and texts differ. */
    boolean measuresLike(Rule other) {
        return by.equals(other.by)
                && within.equals(other.within)
                && when.measuresLike(other.when)
                && match.print().equals(other.match.print());
    }
}
