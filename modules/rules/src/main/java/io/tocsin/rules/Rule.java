package io.tocsin.rules;

import io.tocsin.model.Fields;
import io.tocsin.model.Severity;
import io.tocsin.query.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert rule, checked and complete: defaults are filled in.
 *
 * @param name the alertname of what it fires; unique over all files
 * @param by the fields that split the stream into keys; empty for one key
 * @param within the length of the window, in event time
 * @param late how far out of order events may arrive without any effect on the result
 * @param hold how long a settled condition must be true before it fires ({@code for:})
 * @param resolveAfter how long after it was last true an alert ends
 * @param limits the tiers, the most severe first; never empty
 * @param labels of the group and of the rule, without alertname, severity and by-fields
 * @param records whether it is no alert but a series ({@code record:}): each evaluation becomes an event that other rules see
 * @param budget how often its alerts may page, or null when the rule does not say; for backtests only
 * @param lists which lists the fields of its events must be in, or must not
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
        List<Limit> limits,
        Map<String, String> labels,
        Map<String, String> annotations,
        boolean records,
        @Nullable Budget budget,
        List<Membership> lists) {
    /** A rule that asks no lists. */
    public Rule(
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
            List<Limit> limits,
            Map<String, String> labels,
            Map<String, String> annotations,
            boolean records,
            @Nullable Budget budget) {
        this(
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
                limits,
                labels,
                annotations,
                records,
                budget,
                List.of());
    }

    /** Keeps copies in the order of the file. */
    public Rule {
        by = List.copyOf(by);
        lists = List.copyOf(lists);
        limits = List.copyOf(limits);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** The severity of the most severe tier, on the common scale. */
    public Severity severity() {
        return limits.getFirst().scale();
    }

    /** Whether the lists let an event that matches count. */
    boolean admits(Fields fields) {
        for (Membership list : lists) if (!list.admits(fields)) return false;
        return true;
    }

    private boolean asksListsLike(Rule other) {
        if (lists.size() != other.lists.size()) return false;
        for (int i = 0; i < lists.size(); i++) if (!lists.get(i).asks(other.lists.get(i))) return false;
        return true;
    }

    /** Whether windows filled for the other rule can be read by this one: only thresholds, times and texts differ. */
    public boolean measuresLike(Rule other) {
        return records == other.records
                && limits.size() == other.limits.size()
                && by.equals(other.by)
                && within.equals(other.within)
                && when.measuresLike(other.when)
                && asksListsLike(other)
                && match.print().equals(other.match.print());
    }

    /** The same text for rules of which one can read the windows of the other, in any version of the program. */
    String measured() {
        List<String> parts = new ArrayList<>(List.of(match.print(), when.print(), within.toString()));
        parts.add(Integer.toString(limits.size()));
        by.forEach(field -> parts.add(field.name() + field.keepsMissing()));
        lists.forEach(list -> parts.add(list.print()));
        return String.join("\n", parts);
    }
}
