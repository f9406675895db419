package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes the alerts of one rule: begins, corrects and ends them, and tells the outbox. Each tier of a key holds on its own;
 * what is told is the most severe one that holds, so that people hear of one thing once. Times are milliseconds.
 */
final class AlertBook {
    private final Rule rule;
    private final Outbox outbox;
    private int firing;

    AlertBook(Rule rule, Outbox outbox) {
        this.rule = rule;
        this.outbox = outbox;
    }

    /** A tier that did not hold begins to. */
    void fire(KeyWindow window, int tier, long since, String value, List<String> evidence) {
        int told = window.highest();
        Alert alert = alert(window, tier, Instant.ofEpochMilli(since), value, evidence);
        put(window, tier, alert);
        if (told >= 0 && told < tier) return;
        if (told >= 0) tellEnd(Objects.requireNonNull(window.alert(told)), since);
        outbox.fired(alert);
    }

    /** A tier that holds turns out to have begun before; a later time changes nothing. */
    void startedEarlier(KeyWindow window, int tier, long since) {
        Alert alert = Objects.requireNonNull(window.alert(tier));
        if (alert.startsAt().toEpochMilli() <= since) return;
        Alert moved = alert(window, tier, Instant.ofEpochMilli(since), alert.value(), alert.evidence());
        put(window, tier, moved);
        if (window.highest() == tier) outbox.updated(moved);
    }

    /** What seemed to begin a tier was nothing, but something after it holds. */
    void startedLater(KeyWindow window, int tier, long since, String value, List<String> evidence) {
        Alert moved = alert(window, tier, Instant.ofEpochMilli(since), value, evidence);
        put(window, tier, moved);
        if (window.highest() == tier) outbox.updated(moved);
    }

    /** Ends what a tier fires, if anything; a lesser tier that still holds is told of again. */
    void resolve(KeyWindow window, int tier, long end) {
        Alert alert = window.alert(tier);
        if (alert == null) return;
        boolean told = window.highest() == tier;
        remove(window, tier);
        if (!told) return;
        tellEnd(alert, end);
        int next = window.highest();
        if (next >= 0) outbox.fired(Objects.requireNonNull(window.alert(next)));
    }

    /** Ends all that a key fires, without telling of lesser tiers in between. */
    void resolveAll(KeyWindow window, long end) {
        int told = window.highest();
        if (told < 0) return;
        Alert alert = Objects.requireNonNull(window.alert(told));
        for (int tier = 0; tier < rule.limits().size(); tier++) remove(window, tier);
        tellEnd(alert, end);
    }

    private void tellEnd(Alert alert, long end) {
        outbox.resolved(alert.endedAt(Instant.ofEpochMilli(end), outbox.eventTime()));
    }

    private void put(KeyWindow window, int tier, Alert alert) {
        if (!window.firing()) firing++;
        window.put(tier, alert, rule.limits().size());
    }

    private void remove(KeyWindow window, int tier) {
        boolean before = window.firing();
        window.put(tier, null, rule.limits().size());
        if (before && !window.firing()) firing--;
    }

    /** Goes on with an alert that was told before a restart, without telling it again. */
    void resume(KeyWindow window, int tier, Alert alert) {
        put(window, tier, alert);
    }

    /** Goes on with an alert that was told in an earlier life of the process. */
    void restore(KeyWindow window, int tier, long since, String value, List<String> evidence) {
        put(window, tier, alert(window, tier, Instant.ofEpochMilli(since), value, evidence));
    }

    /**
     * Takes over what an earlier version of the rule fires for a key; under other labels it ends and begins again. Only for
     * versions with as many tiers: the windows decide anew otherwise.
     */
    void adopt(KeyWindow window) {
        if (!window.firing()) return;
        firing++;
        refresh(window);
    }

    /** Brings the labels and texts of what a key fires up to date. */
    void refresh(KeyWindow window) {
        int told = window.highest();
        for (int tier = 0; tier < rule.limits().size(); tier++) {
            Alert before = window.alert(tier);
            if (before == null) continue;
            Alert after = alert(window, tier, before.startsAt(), before.value(), before.evidence());
            if (after.labels().equals(before.labels()) && after.annotations().equals(before.annotations())) continue;
            window.put(tier, after, rule.limits().size());
            if (tier == told) tellChange(before, after);
        }
    }

    private void tellChange(Alert before, Alert after) {
        if (after.labels().equals(before.labels())) {
            outbox.updated(after);
            return;
        }
        outbox.resolved(before.endedAt(outbox.eventTime(), outbox.eventTime()));
        outbox.fired(after);
    }

    /** An evaluation of a rule that makes a series. */
    void record(KeyWindow window, long end, double value) {
        outbox.recorded(Series.event(rule, window.key, end, value));
    }

    /** Keys that fire. */
    int firing() {
        return firing;
    }

    private Alert alert(KeyWindow window, int tier, Instant since, String value, List<String> evidence) {
        Map<String, String> base = new HashMap<>(rule.labels());
        base.put(Labels.ALERTNAME, rule.name());
        base.put(Labels.SEVERITY, rule.limits().get(tier).severity());
        Labels labels = AlertTexts.fillLabels(rule.labels(), window.labelled(base, rule), value);
        Map<String, String> texts = AlertTexts.fill(rule.annotations(), labels, value);
        return new Alert(labels, texts, since, null, outbox.eventTime(), value, evidence, "");
    }
}
