package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the rules and their windows, on the rules loop. Sees every event once it is durable, before it is indexed, and hands
 * on what the rules found.
 */
final class RulesDesk {
    private static final Logger log = LoggerFactory.getLogger(RulesDesk.class);

    /** Idle sources and silent services need no event to be noticed, but a clock. */
    static final Duration TICK = Duration.ofSeconds(1);

    /** Until the first checkpoint of this process is on disk: longer than any journal reaches back. */
    private static final Duration EVERYTHING = Duration.ofDays(36_500);

    private final InstantSource clock;
    private final Heard heard;
    private final Metrics metrics;
    private final LateChecks lateChecks = new LateChecks();
    private final Map<String, RuleStatus> counted = new HashMap<>();

    private RuleSet rules;
    private RuleEngine engine;

    /** While the past is read, time stands still: else the silence of what is not read yet would fire alerts. */
    private boolean remembering;

    /** What was told to have ended while the past is read: it has its end, though it fired before the restart. */
    private final Set<Labels> endedMeanwhile = new HashSet<>();

    /** The last batch that was seen, and the highest id. */
    private long position = -1;

    private long lastId = -1;

    /** When the checkpoint that is on disk was taken; read by the index thread, to know what the journal must keep. */
    private volatile @Nullable Instant kept;

    private final Newcomers newcomers = new Newcomers();

    RulesDesk(RuleSet rules, InstantSource clock, Heard heard, Metrics metrics) {
        this(rules, new RuleEngine(rules), clock, heard, metrics);
    }

    /** @param engine of these rules, with what they have seen so far */
    RulesDesk(RuleSet rules, RuleEngine engine, InstantSource clock, Heard heard, Metrics metrics) {
        this.rules = rules;
        this.engine = engine;
        this.clock = clock;
        this.heard = heard;
        this.metrics = metrics;
    }

    /** Shows a batch to the rules. */
    void observe(String source, List<LogEvent> events, long position) {
        Instant now = clock.instant();
        metrics.lag(Metrics.Stage.RULES, events.getFirst().receivedAt());
        List<Firing> firings = look(source, events, now, position);
        if (firings.isEmpty()) return;
        tell(firings, position);
        Instant oldest = events.getFirst().receivedAt();
        metrics.detected(Duration.between(oldest, clock.instant()));
    }

    /** Shows the rules a batch of the past: their windows fill, and what was found before is not told again. */
    void remember(String source, List<LogEvent> events, boolean told, long position) {
        List<Firing> firings = look(source, events, events.getFirst().receivedAt(), position);
        if (told) return;
        for (Firing each : firings) {
            if (each instanceof Firing.Resolved) endedMeanwhile.add(each.alert().labels());
        }
        tell(firings, position);
    }

    /** Goes on with what fired before a restart; to be called before anything is remembered. */
    void resume(BeforeStart before, JournalReach reach) {
        remembering = true;
        lastId = reach.lastId();
        List<Alert> firing = before.firing().stream().filter(RulesDesk::ours).toList();
        BeforeStart known = new BeforeStart(firing, before.owing(), before.heard());
        newcomers.resume(engine, rules, known, reach.restored(), clock.instant());
        if (reach.whole()) return;
        engine.resume(
                firing.stream().filter(alert -> !newcomers.decidesLater(alert)).toList());
    }

    /** An alert with an end, foretold or not, is of another system and none of our business. */
    private static boolean ours(Alert alert) {
        return alert.endsAt() == null;
    }

    /** Once all is remembered: what fired before the restart and no window knows of has ended meanwhile, or its rule is gone. */
    void settle(List<Alert> before) {
        Instant now = clock.instant();
        Set<Labels> heard = before.stream().map(Alert::labels).collect(Collectors.toSet());
        // What the silence of a source had decided, and no event, is found again by it and not by what was read.
        List<Firing> news = new ArrayList<>(engine.tick(now));
        news.forEach(each -> endedMeanwhile.add(each.alert().labels()));
        Set<Labels> known = engine.firing().stream().map(Alert::labels).collect(Collectors.toSet());
        news.removeIf(each ->
                each instanceof Firing.Fired && heard.contains(each.alert().labels()));
        for (Alert alert : before) {
            boolean decided = known.contains(alert.labels()) || endedMeanwhile.contains(alert.labels());
            if (ours(alert) && !decided && !newcomers.decidesLater(alert))
                news.add(new Firing.Resolved(alert.endedAt(now, now), now));
        }
        endedMeanwhile.clear();
        remembering = false;
        tell(news, -1);
        warmUp();
    }

    /** Where events came too late since the last call and the past has to be looked at again. */
    List<RuleEngine.Late> late() {
        return engine.takeLate().stream().filter(LateChecks::concerns).toList();
    }

    /** Tells what was found in the past and nobody has heard of. */
    void found(List<Alert> alerts) {
        tell(lateChecks.fresh(alerts, clock.instant()), -1);
    }

    /** Tells what fires and is not among these: nobody else knows of it any more. */
    void tellAgain(List<Alert> known) {
        Set<Labels> labels = known.stream().map(Alert::labels).collect(Collectors.toSet());
        Instant now = clock.instant();
        List<Firing> forgotten = engine.firing().stream()
                .filter(alert -> !labels.contains(alert.labels()))
                .map(alert -> (Firing) new Firing.Fired(alert, now))
                .toList();
        tell(forgotten, -1);
    }

    private void tell(List<Firing> firings, long position) {
        if (firings.isEmpty()) return;
        lateChecks.told(firings);
        heard.firings(firings, position, newcomers.owing());
    }

    private List<Firing> look(String source, List<LogEvent> events, Instant now, long at) {
        position = at;
        lastId = Math.max(lastId, events.getLast().id());
        List<Firing> firings = new ArrayList<>(0);
        for (LogEvent event : events) {
            try {
                newcomers.observe(event, at, engine);
                List<Firing> decided = engine.observe(event, source, now);
                if (!decided.isEmpty()) firings.addAll(decided);
            } catch (RuntimeException e) {
                // One event that a rule cannot bear must not cost its neighbours, and not the next start either.
                log.error("cannot evaluate the rules for event {}", EventId.text(event.id()), e);
                metrics.bug();
            }
        }
        return firings;
    }

    /** Lets time pass; to be called every {@link #TICK}. */
    void tick() {
        if (remembering) return;
        tell(engine.tick(clock.instant()), -1);
        tell(lateChecks.over(clock.instant()), -1);
        engine.status().forEach(this::count);
    }

    private void count(RuleStatus status) {
        RuleStatus before = counted.put(status.name(), status);
        metrics.evaluated(status.name(), Math.max(0, status.matched() - (before == null ? 0 : before.matched())));
        metrics.late(status.name(), Math.max(0, status.late() - (before == null ? 0 : before.late())));
    }

    /** Takes other rules; those that measure the same keep their windows, the others fill them from the past. */
    void replace(RuleEngine.Prepared changed) {
        engine = engine.withRules(changed);
        newcomers.replaced(rules, changed.rules());
        rules = changed.rules();
        tell(newcomers.ended(engine, clock.instant()), -1);
        warmUp();
        tick();
    }

    /** Has new rules read the past before they decide anything; without it they begin with the next event. */
    void warmUp(Warmups from) {
        newcomers.use(from);
    }

    private void warmUp() {
        List<Owing> before = newcomers.owing();
        newcomers.begin(engine, rules, position, lastId, clock.instant());
        // After a start all that the journal holds is to be kept for them first.
        if (!remembering) newcomers.read(engine, lastId, this::filled);
        // To be durable before anything that comes later counts as heard.
        if (!newcomers.owing().equals(before)) heard.firings(List.of(), -1, newcomers.owing());
    }

    /** All in one word: what was found, that nothing is owed any more, and how far these rules have come. */
    private void filled(PastReading reading) {
        List<Firing> news = newcomers.filled(reading, engine, clock.instant());
        lateChecks.told(news);
        heard.firings(news, position, newcomers.owing());
        tick();
    }

    List<RuleStatus> status() {
        return engine.status();
    }

    /**
     * All that the rules have seen, to be {@link #kept}; null while there is nothing new, and while any rule still reads: a
     * start has to show it again what came since it began.
     */
    RuleCheckpoints.@Nullable Shot shot() {
        if (remembering || position < 0 || !newcomers.none()) return null;
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        try {
            engine.save(state);
        } catch (IOException e) {
            throw new UncheckedIOException("memory failed to take bytes", e);
        }
        return new RuleCheckpoints.Shot(position, state.toByteArray(), clock.instant());
    }

    /** A shot is on disk: nothing before it is needed of the journal any more. */
    void kept(RuleCheckpoints.Shot shot) {
        kept = shot.at();
    }

    /** How far back a start would read the journal; for any thread. */
    Duration memory() {
        Instant last = kept;
        return last == null ? EVERYTHING : Duration.between(last, clock.instant());
    }

    /** Hears what the rules found. */
    @FunctionalInterface
    interface Heard {
        /**
         * Takes them in order.
         *
         * @param position of the batch whose events decided it; -1 when time did
         * @param owing what rules owe that read their past, from now on; to be durable at once with the rest
         */
        void firings(List<Firing> firings, long position, List<Owing> owing);
    }
}
