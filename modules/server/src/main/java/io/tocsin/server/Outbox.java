package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every message that was planned, and how far it got. Owned by the alert loop; decides nothing about people. */
final class Outbox {
    /** Settled messages stay to be shown, and so that planning one again is noticed, for as long as anybody asks. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final Map<String, Outgoing> byId = new LinkedHashMap<>();

    /** Ids of what is not settled, so that a week of old messages costs nothing at each step. */
    private final Set<String> open = new LinkedHashSet<>();

    private final Map<String, Set<String>> byIncident = new HashMap<>();

    /** Adds a message, unless one with its id was planned before: the same cause is told once. */
    boolean plan(Outgoing outgoing) {
        if (byId.containsKey(outgoing.id())) return false;
        put(outgoing);
        return true;
    }

    void put(Outgoing outgoing) {
        byId.put(outgoing.id(), outgoing);
        byIncident
                .computeIfAbsent(outgoing.incident(), incident -> new LinkedHashSet<>())
                .add(outgoing.id());
        if (outgoing.delivery().settled()) open.remove(outgoing.id());
        else open.add(outgoing.id());
    }

    Optional<Outgoing> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Outgoing> dueAt(Instant now) {
        return waitingOnes().filter(outgoing -> outgoing.delivery().dueAt(now)).toList();
    }

    /** When the next attempt is due, or null when nothing waits. */
    @Nullable
    Instant nextDeadline() {
        return waitingOnes()
                .map(Outgoing::delivery)
                .filter(delivery ->
                        delivery.state() == Delivery.State.PLANNED || delivery.state() == Delivery.State.RETRYING)
                .map(Delivery::nextAttemptAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** All messages of an incident, in the order planned. */
    List<Outgoing> of(String incident) {
        return byIncident.getOrDefault(incident, Set.of()).stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Pages of a round that have not reached anybody yet. */
    List<Outgoing> openPages(String incident, int round) {
        return pages(incident)
                .filter(outgoing ->
                        outgoing.round() == round && !outgoing.delivery().settled())
                .toList();
    }

    /** Whether another way to the same person for the same page was taken or is still being tried. */
    boolean otherWayOpen(Outgoing failed) {
        return pages(failed.incident())
                .filter(other -> other.round() == failed.round() && other.level() == failed.level())
                .filter(other -> !other.id().equals(failed.id()))
                .filter(other -> other.delivery()
                        .notice()
                        .person()
                        .equals(failed.delivery().notice().person()))
                .anyMatch(
                        other -> !other.delivery().settled() || other.delivery().state() == Delivery.State.DELIVERED);
    }

    private Stream<Outgoing> pages(String incident) {
        return of(incident).stream()
                .filter(outgoing -> outgoing.delivery().notice().kind() == Notice.Kind.PAGE);
    }

    /** How many messages are under way. */
    int waiting() {
        return open.size();
    }

    private Stream<Outgoing> waitingOnes() {
        return open.stream().map(byId::get).filter(Objects::nonNull);
    }

    /** Takes out what nobody will ask about; gives the ids. */
    List<String> purge(Instant now) {
        List<String> old = byId.values().stream()
                .filter(outgoing -> outgoing.delivery().settled())
                .filter(outgoing -> outgoing.delivery().plannedAt().plus(KEPT).isBefore(now))
                .map(Outgoing::id)
                .toList();
        old.forEach(this::remove);
        return old;
    }

    private void remove(String id) {
        Outgoing gone = byId.remove(id);
        if (gone == null) return;
        Set<String> siblings = byIncident.getOrDefault(gone.incident(), Set.of());
        siblings.remove(id);
        if (siblings.isEmpty()) byIncident.remove(gone.incident());
    }

    List<Outgoing> all() {
        return List.copyOf(byId.values());
    }
}
