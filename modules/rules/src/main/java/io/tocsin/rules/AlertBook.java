package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the alerts of one rule: begins, corrects and ends them, and tells the outbox. Times are milliseconds. */
final class AlertBook {
    private final Rule rule;
    private final Outbox outbox;
    private int firing;

    AlertBook(Rule rule, Outbox outbox) {
        this.rule = rule;
        this.outbox = outbox;
    }

    void fire(KeyWindow window, long since, String value, List<String> evidence) {
        Alert alert = alert(window, Instant.ofEpochMilli(since), value, evidence);
        window.alert = alert;
        firing++;
        outbox.fired(alert);
    }

    /** An alert that fires turns out to have begun before; a later time changes nothing. */
    void startedEarlier(KeyWindow window, long since) {
        Alert alert = Objects.requireNonNull(window.alert);
        if (alert.startsAt().toEpochMilli() <= since) return;
        Alert moved = alert(window, Instant.ofEpochMilli(since), alert.value(), alert.evidence());
        window.alert = moved;
        outbox.updated(moved);
    }

    /** Ends the alert of a window, if there is one. */
    void resolve(KeyWindow window, long end) {
        Alert alert = window.alert;
        if (alert == null) return;
        window.alert = null;
        firing--;
        outbox.resolved(alert.endedAt(Instant.ofEpochMilli(end), outbox.eventTime()));
    }

    /** Takes over what an earlier version of the rule fires; under other labels it ends and begins again. */
    void adopt(KeyWindow window) {
        Alert before = window.alert;
        if (before == null) return;
        firing++;
        Alert after = alert(window, before.startsAt(), before.value(), before.evidence());
        if (after.labels().equals(before.labels()) && after.annotations().equals(before.annotations())) return;
        window.alert = after;
        if (!after.labels().equals(before.labels())) {
            outbox.resolved(before.endedAt(outbox.eventTime(), outbox.eventTime()));
            outbox.fired(after);
        } else {
            outbox.updated(after);
        }
    }

    int firing() {
        return firing;
    }

    private Alert alert(KeyWindow window, Instant since, String value, List<String> evidence) {
        Map<String, String> base = new HashMap<>(rule.labels());
        base.put(Labels.ALERTNAME, rule.name());
        base.put(Labels.SEVERITY, rule.severityLabel());
        Labels labels = window.labelled(base, rule);
        Map<String, String> texts = AlertTexts.fill(rule.annotations(), labels, value);
        return new Alert(labels, texts, since, null, outbox.eventTime(), value, evidence, "");
    }
}
