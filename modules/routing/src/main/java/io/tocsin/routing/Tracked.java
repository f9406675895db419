package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An alert and all that follows from its labels alone, which never change: worked out once. */
final class Tracked {
    final long fingerprint;
    final List<Route> routes;
    /** What it is to the inhibition rules; {@link Inhibitor} sets it. */
    List<Inhibitor.Part> parts = List.of();

    private List<KeptSilence> silences = List.of();
    private List<Group> groups = List.of();
    private Alert alert;
    private boolean timeout;

    Tracked(Alert alert, boolean timeout, RoutingConfig config) {
        this.alert = alert;
        this.timeout = timeout;
        this.fingerprint = alert.labels().fingerprint();
        this.routes = List.copyOf(config.root().match(alert.labels()));
    }

    /** Positions of the inhibition rules that it is a source of. */
    List<Integer> sourceOf() {
        return parts.stream()
                .filter(Inhibitor.Part::isSource)
                .map(Inhibitor.Part::rule)
                .toList();
    }

    /** Positions of the inhibition rules that it is a target of. */
    List<Integer> targetOf() {
        return parts.stream()
                .filter(Inhibitor.Part::isTarget)
                .map(Inhibitor.Part::rule)
                .toList();
    }

    /** Those that are not over and whose matchers it fulfils, by id. */
    List<KeptSilence> silences() {
        return silences;
    }

    void silence(KeptSilence kept) {
        silences = with(silences, kept, KeptSilence::id);
    }

    void unsilence(KeptSilence kept) {
        silences = without(silences, kept);
    }

    /** Those it is in, by id. */
    List<Group> groups() {
        return groups;
    }

    void joins(Group group) {
        groups = with(groups, group, any -> any.id);
    }

    void leaves(Group group) {
        groups = without(groups, group);
    }

    /** Whether it is in its group of a route. */
    boolean isIn(Route route) {
        for (Group group : groups) {
            if (group.route.id().equals(route.id())) return true;
        }
        return false;
    }

    /** Most lists have no element or one: immutable ones take the least room. */
    private static <T> List<T> with(List<T> old, T added, Function<T, String> key) {
        if (old.isEmpty()) return List.of(added);
        List<T> more = new ArrayList<>(old);
        more.remove(added);
        int at = 0;
        while (at < more.size() && key.apply(more.get(at)).compareTo(key.apply(added)) < 0) at++;
        more.add(at, added);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> old, T gone) {
        if (!old.contains(gone)) return old;
        if (old.size() == 1) return List.of();
        List<T> fewer = new ArrayList<>(old);
        fewer.remove(gone);
        return List.copyOf(fewer);
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

    /** Equal parts of what is known stay: each request brings them anew. */
    private void set(Alert newer, boolean isTimeout) {
        Alert old = alert;
        alert = new Alert(
                old.labels(),
                old.annotations().equals(newer.annotations()) ? old.annotations() : newer.annotations(),
                newer.startsAt(),
                newer.endsAt(),
                newer.updatedAt(),
                old.value().equals(newer.value()) ? old.value() : newer.value(),
                newer.evidence(),
                old.generatorUrl().equals(newer.generatorUrl()) ? old.generatorUrl() : newer.generatorUrl());
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
        List<String> ids = groups.size() == 1
                ? List.of(groups.getFirst().id)
                : groups.stream().map(group -> group.id).toList();
        return new Entity.AlertEntry(alert, timeout, ids);
    }

    /** Its fingerprint: the same in each run. Equal is only an alert itself. */
    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }
}
