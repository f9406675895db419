package io.tocsin.server;

import io.micrometer.core.instrument.Tags;
import io.tocsin.model.Alert;
import io.tocsin.server.api.HealthHandler.Check;
import io.tocsin.server.config.SelfWatch;
import io.tocsin.server.config.Settings;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether pages would go out, found out before somebody needs one: test alarms, timers that are late, incidents of which nobody has
 * heard, signs of life from others, and one to others.
 */
final class SelfWatching {
    /** A timer this late is no busy second any more. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Duration UNTOLD_EVERY = Duration.ofSeconds(10);

    private final AlertDesk desk;
    private final InstantSource clock;

    /** Whoever sets the clock makes no test alarm late. */
    private final InstantSource steady;

    private final Supplier<@Nullable String> disk;
    private final DrillDesk drills;
    private final HeartbeatDesk heartbeats;

    private volatile Duration lateness = Duration.ZERO;
    private volatile List<String> untold = List.of();
    private volatile int missing;

    private SelfWatching(AlertRoom room, Settings settings, InstantSource clock, Supplier<@Nullable String> disk) {
        this.desk = room.desk();
        this.clock = clock;
        this.steady = WallClock.steady(clock.instant(), System::nanoTime);
        this.disk = disk;
        this.heartbeats = new HeartbeatDesk(room.loop(), desk, clock);
        this.drills = new DrillDesk(room.loop(), room.notifyLoop(), room::append, DrillPlan.of(settings), steady);
    }

    /**
     * Watches from now on. Blocks until the signs of life are known.
     *
     * @param settings those in force
     * @param disk what is wrong with the disk, which is told by others; null when nothing is
     */
    static SelfWatching start(
            AlertRoom room,
            Supplier<Settings> settings,
            Supplier<@Nullable String> disk,
            AlertRoom.Surroundings around) {
        InstantSource clock = around.clock();
        SelfWatching watching = new SelfWatching(room, settings.get(), clock, disk);
        room.loop().call(() -> watching.begin(room, settings.get().selfWatch())).await();
        OwnAlerts own = new OwnAlerts(watching.troubles(), watching.desk::foreign, clock);
        room.loop().every(OwnAlerts.EVERY, () -> {
            watching.look();
            own.look();
        });
        room.loop().every(UNTOLD_EVERY, watching::lookForUntold);
        room.loop().every(Drill.EVERY, watching.drills::raise);
        Supplier<SelfWatch> selfWatch = () -> settings.get().selfWatch();
        Watchdog watchdog = new Watchdog(
                selfWatch, watching::trouble, Watchdog.over(around.vertx(), around.teardown()), around.metrics());
        room.notifyLoop().every(OwnAlerts.EVERY, () -> watchdog.look(watching.steady.instant()));
        watching.gauges(around.metrics());
        return watching;
    }

    private Future<Void> begin(AlertRoom room, SelfWatch settings) {
        List<Alert> firing = desk.views().firing(clock.instant());
        heartbeats.restore(room.beats(), firing);
        room.alsoKeeps(heartbeats::everything);
        drills.raise();
        return owe(settings);
    }

    /** Other signs of life are owed from now on. */
    Future<Void> use(SelfWatch changed, Loop loop) {
        return loop.call(() -> owe(changed));
    }

    /** A disk that is full now keeps nobody from starting or reloading: what it does not have is written with the next beat. */
    private Future<Void> owe(SelfWatch settings) {
        return heartbeats.use(settings.heartbeats()).otherwiseEmpty();
    }

    HeartbeatDesk heartbeats() {
        return heartbeats;
    }

    private void look() {
        // What a clock that was set forward makes due is no late timer.
        desk.glance();
        Instant now = clock.instant();
        Instant due = desk.views().due();
        lateness = due == null || !due.isBefore(now) ? Duration.ZERO : Duration.between(due, now);
        heartbeats.look();
        missing = heartbeats.missing();
    }

    private void lookForUntold() {
        Views views = desk.views();
        untold = Untold.of(views.book().all(), views.outbox(), views.reach(), clock.instant());
    }

    private List<OwnAlerts.Trouble> troubles() {
        return List.of(
                new OwnAlerts.Trouble(
                        "TocsinNotDelivering",
                        "Tocsin's test alarm does not come through: real pages may not either",
                        "tocsin-self-watch",
                        this::notDelivering),
                new OwnAlerts.Trouble(
                        "TocsinTimersLate",
                        "Tocsin does not do what is due: escalations and retries are late",
                        "tocsin-self-watch",
                        this::late),
                new OwnAlerts.Trouble(
                        "TocsinNobodyTold",
                        "Nobody has heard of an incident in time: everyone who should have is unreachable",
                        "tocsin-self-watch",
                        this::nobodyTold));
    }

    /** A disk that takes no records has an alert of its own. */
    private @Nullable String notDelivering() {
        return disk.get() == null ? drills.drill().trouble(steady.instant()) : null;
    }

    private @Nullable String late() {
        Duration now = lateness;
        return now.compareTo(LATE) > 0 ? "what was due " + now.toSeconds() + " s ago has not been done" : null;
    }

    private @Nullable String nobodyTold() {
        List<String> ids = untold;
        if (ids.isEmpty()) return null;
        String first = String.join(", ", ids.subList(0, Math.min(ids.size(), 10)));
        return "no message was delivered about " + first
                + (ids.size() > 10 ? " and " + (ids.size() - 10) + " more" : "");
    }

    /** Why whoever watches us is not to be told that we are well; null when we are. Any thread. */
    private @Nullable String trouble(Instant now) {
        String failing = disk.get();
        if (failing != null) return failing;
        String late = late();
        if (late != null) return late;
        Drill drill = drills.drill();
        if (drill.well(now)) return null;
        String trouble = drill.trouble(now);
        return trouble == null ? "no test alarm has come through lately" : trouble;
    }

    /** For {@code /-/ready}; any thread. */
    Check check() {
        Instant now = steady.instant();
        Drill drill = drills.drill();
        String trouble = drill.trouble(now);
        String detail = drill.passed() == null
                ? "the first test alarm is on its way"
                : "the test alarm of " + drill.passed() + " took "
                        + drill.took().toMillis() + " ms";
        return new Check("test alarm", trouble == null, false, trouble == null ? detail : trouble);
    }

    private void gauges(Metrics metrics) {
        metrics.gauge(
                "tocsin.test.alarm.seconds",
                "How long the last test alarm took, from the alert to its end",
                Tags.empty(),
                () -> drills.drill().took().toMillis() / 1000.0);
        metrics.gauge(
                "tocsin.test.alarm.failures",
                "Test alarms that did not come through, since the start",
                Tags.empty(),
                () -> drills.drill().failures());
        metrics.gauge(
                "tocsin.test.alarm.well",
                "1 while a test alarm has come through lately",
                Tags.empty(),
                () -> drills.drill().well(steady.instant()) ? 1 : 0);
        metrics.gauge(
                "tocsin.timer.lateness.seconds",
                "How long what is due next has been due",
                Tags.empty(),
                () -> lateness.toMillis() / 1000.0);
        metrics.gauge(
                "tocsin.incidents.untold",
                "Open incidents of which nobody has heard in time",
                Tags.empty(),
                () -> untold.size());
        metrics.gauge("tocsin.heartbeats.missing", "Signs of life that did not come", Tags.empty(), () -> missing);
    }
}
