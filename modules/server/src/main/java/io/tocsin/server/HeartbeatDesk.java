package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.server.api.Heartbeating;
import io.tocsin.server.api.NoSuchHeartbeatException;
import io.tocsin.server.config.SelfWatch.Heartbeat;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the signs of life of others in the journal of alerts, and tells of those that do not come. Lives on the alert loop. */
final class HeartbeatDesk implements Heartbeating {
    private final Loop loop;
    private final AlertDesk alerts;
    private final InstantSource clock;
    private final Heartbeats heartbeats = new Heartbeats();
    private final Ongoing ongoing = new Ongoing();

    HeartbeatDesk(Loop loop, AlertDesk alerts, InstantSource clock) {
        this.loop = loop;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Takes up what was known at a start; on the loop. */
    void restore(List<Heartbeats.Beat> beats, List<Alert> firing) {
        beats.forEach(heartbeats::restore);
        firing.stream().filter(alert -> alert.name().equals(Heartbeats.ALERT)).forEach(ongoing::resume);
    }

    /** Expects these from now on; on the loop. */
    Future<Void> use(Map<String, Heartbeat> declared) {
        Map<String, Heartbeats.@Nullable Beat> changes = heartbeats.use(declared, clock.instant());
        if (changes.isEmpty()) return Future.succeededFuture();
        return alerts.change((routing, turn) -> {
                    changes.forEach((name, beat) -> turn.write(key(name), beat));
                    return changes.size();
                })
                .mapEmpty();
    }

    private static String key(String name) {
        return Turn.key(Heartbeats.KIND, name);
    }

    /** Tells what began to be missing and what came again; on the loop, every second. */
    void look() {
        Instant now = clock.instant();
        List<Alert> news = ongoing.look(heartbeats.missing(now), now);
        if (!news.isEmpty()) alerts.foreign(news);
    }

    /** By the keys of the journal what has to be kept; on the loop. */
    Map<String, Object> everything() {
        Map<String, Object> everything = new LinkedHashMap<>();
        heartbeats.beats().forEach(beat -> everything.put(key(beat.name()), beat));
        return everything;
    }

    /** How many do not come; on the loop. */
    int missing() {
        return heartbeats.missing(clock.instant()).size();
    }

    @Override
    public Future<View> beat(String name) {
        return loop.call(() -> {
            Heartbeats.Beat beat = heartbeats.came(name, clock.instant());
            if (beat == null) return Future.failedFuture(unknown(name));
            // What was missing ends at once, and not with the next look.
            look();
            return alerts.change((routing, turn) -> {
                turn.put(Heartbeats.KIND, name, beat);
                return view(name);
            });
        });
    }

    @Override
    public Future<View> show(String name) {
        return loop.call(
                () -> known().contains(name) ? Future.succeededFuture(view(name)) : Future.failedFuture(unknown(name)));
    }

    @Override
    public Future<List<View>> list() {
        return loop.call(() ->
                Future.succeededFuture(heartbeats.all().stream().map(this::view).toList()));
    }

    private Set<String> known() {
        Set<String> names = new LinkedHashSet<>();
        heartbeats.all().forEach(standing -> names.add(standing.heartbeat().name()));
        return names;
    }

    private NoSuchHeartbeatException unknown(String name) {
        return new NoSuchHeartbeatException(name, known());
    }

    private View view(String name) {
        return heartbeats.all().stream()
                .filter(standing -> standing.heartbeat().name().equals(name))
                .map(this::view)
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private View view(Heartbeats.Standing standing) {
        Heartbeats.Beat beat = standing.beat();
        return new View(
                standing.heartbeat(),
                beat.came() ? beat.at() : null,
                standing.missingFrom(),
                standing.missing(clock.instant()));
    }
}
