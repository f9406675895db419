package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every message that was planned, and how far it got. Owned by the alert loop; decides nothing about people. */
final class Outbox {
    /**
     * To one address of a receiver at a time; people are paged whatever is under way. Each address has a queue of its own, so that one that answers slowly keeps neither
     * its siblings waiting nor all connections to itself; more at once would be no faster, the other side works them off as it can.
     */
    static final int MAX_ON_THEIR_WAY = 32;

    /** Settled messages stay to be shown, and so that planning one again is noticed, for as long as anybody asks. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final Predicate<String> oneAtATime;

    private final Map<String, Outgoing> byId = new LinkedHashMap<>();

    /** Ids of what is not settled, so that a week of old messages costs nothing at each step. */
    private final Set<String> open = new LinkedHashSet<>();

    private final Map<String, Set<String>> byIncident = new HashMap<>();

    /** What was told to one address about one group, oldest first. */
    private final Map<String, LinkedHashSet<String>> bySubject = new HashMap<>();

    /** What was tried and failed for now, by receiver and group. */
    private final Map<String, Set<String>> retrying = new HashMap<>();

    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    Outbox() {
        this(address -> false);
    }

    /** @param oneAtATime addresses of which it is to be seen first whether they take anything */
    Outbox(Predicate<String> oneAtATime) {
        this.oneAtATime = oneAtATime;
    }

    /** Adds a message, unless one with its id was planned before: the same cause is told once. */
    boolean plan(Outgoing outgoing) {
        if (byId.containsKey(outgoing.id())) return false;
        put(outgoing);
        return true;
    }

    void put(Outgoing outgoing) {
        Outgoing before = byId.put(outgoing.id(), outgoing);
        if (before != null) leave(before);
        if (!outgoing.delivery().settled()) {
            open.add(outgoing.id());
            lanes.computeIfAbsent(outgoing.address(), this::lane).add(outgoing);
        }
        if (outgoing.delivery().state() == Delivery.State.RETRYING) {
            retrying.computeIfAbsent(told(outgoing), told -> new LinkedHashSet<>())
                    .add(outgoing.id());
        }
        byIncident
                .computeIfAbsent(outgoing.incident(), incident -> new LinkedHashSet<>())
                .add(outgoing.id());
        bySubject
                .computeIfAbsent(subject(outgoing), subject -> new LinkedHashSet<>())
                .add(outgoing.id());
    }

    private Lane lane(String address) {
        int most = address.startsWith("person/") ? Integer.MAX_VALUE : MAX_ON_THEIR_WAY;
        return new Lane(() -> oneAtATime.test(address) ? 1 : most);
    }

    private void leave(Outgoing before) {
        open.remove(before.id());
        Set<String> late = retrying.get(told(before));
        if (late != null && late.remove(before.id()) && late.isEmpty()) retrying.remove(told(before));
        Lane lane = lanes.get(before.address());
        if (lane == null) return;
        lane.remove(before);
        if (lane.isEmpty()) lanes.remove(before.address());
    }

    private static String told(Outgoing outgoing) {
        return outgoing.delivery().notice().receiver() + "\n" + groupKey(outgoing);
    }

    /** What a receiver could not be told of a group so far, and is to be told still. Nothing that goes to a person. */
    List<Outgoing> retrying(String receiver, String group) {
        return found(retrying.getOrDefault(receiver + "\n" + group, Set.of()).stream())
                .filter(Outbox::isNewsOfGroup)
                .toList();
    }

    private static String subject(Outgoing outgoing) {
        return outgoing.address() + "\n" + groupKey(outgoing);
    }

    Optional<Outgoing> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What is to be tried now, in the order planned: for each address as much as may be on its way. */
    List<Outgoing> dueAt(Instant now) {
        return found(lanes.values().stream().flatMap(lane -> lane.dueAt(now).stream()))
                .sorted(Comparator.comparing(outgoing -> outgoing.delivery().plannedAt()))
                .toList();
    }

    /** What was put off until now, by address. */
    Map<String, List<Outgoing>> putOffUntil(Instant now) {
        Map<String, List<Outgoing>> due = new LinkedHashMap<>();
        lanes.forEach((address, lane) -> {
            List<String> ids = lane.putOffUntil(now);
            if (!ids.isEmpty()) due.put(address, found(ids.stream()).toList());
        });
        return due;
    }

    private Stream<Outgoing> found(Stream<String> ids) {
        return ids.map(byId::get).filter(Objects::nonNull);
    }

    /** When the next attempt is due that need not wait for an answer first, or null when nothing waits. */
    @Nullable
    Instant nextDeadline() {
        return lanes.values().stream()
                .map(Lane::nextDeadline)
                .filter(Objects::nonNull)
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

    /** Pages of a round and those before that have not reached anybody yet. */
    List<Outgoing> openPages(String incident, int round) {
        return pages(incident)
                .filter(outgoing ->
                        outgoing.round() <= round && !outgoing.delivery().settled())
                .toList();
    }

    /** Pages of earlier that are held back and would go to the same address about the same incident, no sooner than this one. */
    List<Outgoing> pagesReplacedBy(Outgoing page, Instant now) {
        Instant at = page.delivery().nextAttemptAt();
        return pages(page.incident())
                .filter(old -> !old.id().equals(page.id()) && old.address().equals(page.address()))
                .filter(old -> old.delivery().state() == Delivery.State.PLANNED)
                .filter(old -> old.delivery().nextAttemptAt().isAfter(now)
                        && !old.delivery().nextAttemptAt().isBefore(at))
                .toList();
    }

    /** All ways of the same page, or of the same hand-off, to the same person, this one included. */
    List<Outgoing> waysOf(Outgoing page) {
        Notice notice = page.delivery().notice();
        boolean handoff = HandoffNote.is(notice);
        Stream<Outgoing> same = handoff
                ? of(page.incident()).stream().filter(other -> groupKey(other).equals(groupKey(page)))
                : pages(page.incident())
                        .filter(other -> other.round() == page.round() && other.level() == page.level());
        return same.filter(other -> other.delivery().notice().person().equals(notice.person()))
                .toList();
    }

    /**
     * What a later message to the same address about the same group makes wrong: updates of what was before, and older news
     * of the group. Sent late they would say that it is over when it is not, or the other way round. Pages are never overtaken.
     */
    List<Outgoing> overtakenBy(Outgoing later) {
        boolean news = isNewsOfGroup(later);
        return bySubject.getOrDefault(subject(later), new LinkedHashSet<>()).stream()
                .filter(id -> open.contains(id) && !id.equals(later.id()))
                .map(byId::get)
                .filter(Objects::nonNull)
                .filter(old -> isUpdate(old) || (news && isNewsOfGroup(old)))
                .toList();
    }

    /** What the first message about an incident to an address began, so that later ones continue it; empty for the first. */
    String thread(String incident, String address) {
        if (incident.isEmpty()) return "";
        return of(incident).stream()
                .filter(outgoing ->
                        outgoing.address().equals(address) && !outgoing.thread().isEmpty())
                .findFirst()
                .map(Outgoing::thread)
                .orElse("");
    }

    /** What the last message to the same address about the same group can be continued by; empty when there is none. */
    String lastThread(Outgoing later) {
        return bySubject.getOrDefault(subject(later), new LinkedHashSet<>()).reversed().stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .map(Outgoing::thread)
                .filter(thread -> !thread.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static boolean isNewsOfGroup(Outgoing outgoing) {
        Notice notice = outgoing.delivery().notice();
        return notice.person().isEmpty() && notice.kind() != Notice.Kind.ACKNOWLEDGED;
    }

    private static boolean isUpdate(Outgoing outgoing) {
        return switch (outgoing.delivery().notice().kind()) {
            case PAGE, NOTIFY -> false;
            case ACKNOWLEDGED, RESOLVED -> true;
        };
    }

    private static String groupKey(Outgoing outgoing) {
        return outgoing.delivery().notice().briefing().group().key();
    }

    /** Whether another way to the same person for the same page was taken or is still being tried. */
    boolean otherWayOpen(Outgoing failed) {
        return waysOf(failed).stream()
                .filter(other -> !other.id().equals(failed.id()))
                .anyMatch(
                        other -> !other.delivery().settled() || other.delivery().state() == Delivery.State.DELIVERED);
    }

    private Stream<Outgoing> pages(String incident) {
        return of(incident).stream()
                .filter(outgoing -> outgoing.delivery().notice().kind() == Notice.Kind.PAGE);
    }

    /** What has not come to its end. */
    List<Outgoing> unsettled() {
        return found(open.stream()).toList();
    }

    /** How many attempts have no answer yet. */
    long sending() {
        return lanes.values().stream().mapToLong(Lane::onTheirWay).sum();
    }

    /** Takes out what nobody will ask about; gives the ids. They lie in the order of planning, so it looks at the old ones only. */
    List<String> purge(Instant now) {
        List<String> old = new ArrayList<>();
        for (Outgoing outgoing : byId.values()) {
            if (!outgoing.delivery().plannedAt().plus(KEPT).isBefore(now)) break;
            if (outgoing.delivery().settled()) old.add(outgoing.id());
        }
        old.forEach(this::remove);
        return old;
    }

    private void remove(String id) {
        Outgoing gone = byId.remove(id);
        if (gone == null) return;
        Set<String> same = bySubject.getOrDefault(subject(gone), new LinkedHashSet<>());
        same.remove(id);
        if (same.isEmpty()) bySubject.remove(subject(gone));
        Set<String> siblings = byIncident.getOrDefault(gone.incident(), Set.of());
        siblings.remove(id);
        if (siblings.isEmpty()) byIncident.remove(gone.incident());
    }

    List<Outgoing> all() {
        return List.copyOf(byId.values());
    }
}
