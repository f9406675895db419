package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything a router remembers, as plain data: what {@link Effect.Remember} and {@link Effect.Forget} add up to. */
public record RouterState(
        List<Entity.AlertEntry> alerts,
        List<Entity.GroupEntry> groups,
        List<Entity.LogEntry> log,
        List<Entity.SilenceEntry> silences) {
    /** Nothing yet. */
    public static final RouterState EMPTY = new RouterState(List.of(), List.of(), List.of(), List.of());

    public RouterState {
        alerts = List.copyOf(alerts);
        groups = List.copyOf(groups);
        log = List.copyOf(log);
        silences = List.copyOf(silences);
    }

    /** A state from the latest version of each entity, in any order. */
    public static RouterState of(Collection<? extends Entity> entities) {
        List<Entity.AlertEntry> alerts = new ArrayList<>();
        List<Entity.GroupEntry> groups = new ArrayList<>();
        List<Entity.LogEntry> log = new ArrayList<>();
        List<Entity.SilenceEntry> silences = new ArrayList<>();
        for (Entity entity : entities) {
            switch (entity) {
                case Entity.AlertEntry alert -> alerts.add(alert);
                case Entity.GroupEntry group -> groups.add(group);
                case Entity.LogEntry entry -> log.add(entry);
                case Entity.SilenceEntry silence -> silences.add(silence);
            }
        }
        return new RouterState(alerts, groups, log, silences);
    }

    /** All entities by key, sorted. */
    public Map<String, Entity> entities() {
        Map<String, Entity> all = new TreeMap<>();
        for (List<? extends Entity> part : List.of(alerts, groups, log, silences)) {
            for (Entity entity : part) all.put(entity.key(), entity);
        }
        return all;
    }

    /**
     * The same after the clock on the wall was set back and shows {@code now}: what waits for an instant waits as long as before, what was
     * over stays over. Silences keep their times, which are other people's.
     */
    public RouterState earlierBy(Duration by, Instant now) {
        return new RouterState(
                alerts.stream().map(alert -> alert.earlierBy(by, now)).toList(),
                groups.stream().map(group -> group.earlierBy(by)).toList(),
                log.stream().map(entry -> entry.earlierBy(by)).toList(),
                silences);
    }

    /** The latest instant at which this was changed for certain; null for none. */
    public @Nullable Instant lastLook() {
        Stream<Instant> looks = groups.stream()
                .flatMap(group -> Stream.of(
                        group.createdAt(), group.lastFlush() == null ? group.createdAt() : group.lastFlush()));
        Stream<Instant> heard = alerts.stream().map(alert -> alert.alert().updatedAt());
        return Stream.concat(looks, heard).max(Instant::compareTo).orElse(null);
    }

    /** What has to be remembered and forgotten to get from this state to another: for reloads and snapshots. */
    public List<Effect> changesTo(RouterState after) {
        Map<String, Entity> old = entities();
        Map<String, Entity> now = after.entities();
        List<Effect> changes = new ArrayList<>();
        now.forEach((key, entity) -> {
            if (!entity.equals(old.get(key))) changes.add(new Effect.Remember(key, entity));
        });
        for (String key : old.keySet()) {
            if (!now.containsKey(key)) changes.add(new Effect.Forget(key));
        }
        return changes;
    }
}
