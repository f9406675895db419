package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An alert and all that follows from its labels alone, which never change: worked out once. */
final class Tracked {
    final long fingerprint;
    final List<Route> routes;
    /** Positions of the inhibition rules that it is a source, or a target, of. */
    final List<Integer> sourceOf;

    final List<Integer> targetOf;
    /** Ids of silences whose matchers it fulfils, in whatever state they are. */
    final Set<String> silences = new TreeSet<>();

    final Set<Group> groups = new TreeSet<>(Comparator.comparing(group -> group.id));
    private Alert alert;
    private boolean timeout;

    Tracked(Alert alert, boolean timeout, RoutingConfig config) {
        this.alert = alert;
        this.timeout = timeout;
        this.fingerprint = alert.labels().fingerprint();
        this.routes = config.root().match(alert.labels());
        Set<Integer> sources = new TreeSet<>();
        Set<Integer> targets = new TreeSet<>();
        for (int i = 0; i < config.inhibitRules().size(); i++) {
            InhibitRule rule = config.inhibitRules().get(i);
            if (rule.source().matches(alert.labels())) sources.add(i);
            if (rule.target().matches(alert.labels())) targets.add(i);
        }
        this.sourceOf = List.copyOf(sources);
        this.targetOf = List.copyOf(targets);
    }

    Alert alert() {
        return alert;
    }

    boolean timeout() {
        return timeout;
    }

    Labels labels() {
        return alert.labels();
    }

    void set(Alert newer, boolean isTimeout) {
        alert = newer;
        timeout = isTimeout;
    }

    Instant end() {
        return end(alert);
    }

    /** The end, or the end of time while the alert holds. */
    static Instant end(Alert alert) {
        Instant end = alert.endsAt();
        return end == null ? Instant.MAX : end;
    }

    /**
     * Alertmanager's merge of what is known with what is newly heard: when the two overlap in time they are one alert with
     * the earlier start, and an end that was only guessed gives way; when they do not, the newer one replaces the older.
     */
    void hear(Alert heard, boolean heardTimeout, Instant now) {
        Alert old = alert;
        Instant end = end(heard);
        boolean overlaps = (end.isAfter(old.startsAt()) && end.isBefore(end(old)))
                || (heard.startsAt().isAfter(old.startsAt()) && heard.startsAt().isBefore(end(old)));
        if (!overlaps) {
            set(heard, heardTimeout);
            return;
        }
        boolean oldEndCounts = heard.firingAt(now) ? !timeout : !old.firingAt(now);
        Alert merged = new Alert(
                heard.labels(),
                heard.annotations(),
                old.startsAt().isBefore(heard.startsAt()) ? old.startsAt() : heard.startsAt(),
                oldEndCounts && end(old).isAfter(end) ? old.endsAt() : heard.endsAt(),
                heard.updatedAt(),
                heard.value(),
                heard.evidence(),
                heard.generatorUrl());
        set(merged, heardTimeout);
    }

    /** The alert as it is told: one that fires has no end yet, whatever was foretold. */
    Alert told(Instant now) {
        if (!alert.firingAt(now) || alert.endsAt() == null) return alert;
        return with(alert, null, alert.updatedAt());
    }

    /** The same alert with another end, null while it holds. */
    static Alert with(Alert alert, @Nullable Instant end, Instant updatedAt) {
        return new Alert(
                alert.labels(),
                alert.annotations(),
                alert.startsAt(),
                end,
                updatedAt,
                alert.value(),
                alert.evidence(),
                alert.generatorUrl());
    }

    Entity.AlertEntry entry() {
        return new Entity.AlertEntry(
                alert, timeout, groups.stream().map(group -> group.id).toList());
    }
}
