package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final InstantSource clock;
    private final Heard heard;
    private final Metrics metrics;
    private final Map<String, RuleStatus> counted = new HashMap<>();

    private RuleEngine engine;

    /** While the past is read, time stands still: else the silence of what is not read yet would fire alerts. */
    private boolean remembering;

    /** Read by the index thread, to know what the journal must keep. */
    private volatile Duration memory;

    RulesDesk(RuleSet rules, InstantSource clock, Heard heard, Metrics metrics) {
        this.engine = new RuleEngine(rules);
        this.memory = memoryOf(rules, engine);
        this.clock = clock;
        this.heard = heard;
        this.metrics = metrics;
    }

    /** Shows a batch to the rules. */
    void observe(String source, List<LogEvent> events, long position) {
        Instant now = clock.instant();
        metrics.lag(Metrics.Stage.RULES, events.getFirst().receivedAt());
        List<Firing> firings = look(source, events, now);
        if (firings.isEmpty()) return;
        tell(firings, position);
        Instant oldest = events.getFirst().receivedAt();
        metrics.detected(Duration.between(oldest, clock.instant()));
    }

    /** Shows the rules a batch of the past: their windows fill, and what was found before is not told again. */
    void remember(String source, List<LogEvent> events, boolean told, long position) {
        List<Firing> firings = look(source, events, events.getFirst().receivedAt());
        if (!told) tell(firings, position);
    }

    /** Goes on with what fired before a restart; to be called before anything is remembered. */
    void resume(List<Alert> firing) {
        remembering = true;
        engine.resume(firing);
    }

    /**
     * Once all is remembered: what fired before the restart and no window knows of has ended meanwhile, or its rule is gone.
     * An alert with an end, foretold or not, is of another system and none of our business.
     */
    void settle(List<Alert> before) {
        Set<Labels> known = engine.firing().stream().map(Alert::labels).collect(Collectors.toSet());
        Instant now = clock.instant();
        List<Firing> ended = before.stream()
                .filter(alert -> alert.endsAt() == null && !known.contains(alert.labels()))
                .map(alert -> (Firing) new Firing.Resolved(alert.endedAt(now, now), now))
                .toList();
        remembering = false;
        tell(ended, -1);
    }

    private void tell(List<Firing> firings, long position) {
        if (firings.isEmpty()) return;
        heard.firings(firings, position);
    }

    private List<Firing> look(String source, List<LogEvent> events, Instant now) {
        List<Firing> firings = new ArrayList<>(0);
        for (LogEvent event : events) {
            try {
                firings.addAll(engine.observe(event, source, now));
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
        engine.status().forEach(this::count);
    }

    private void count(RuleStatus status) {
        RuleStatus before = counted.put(status.name(), status);
        metrics.evaluated(status.name(), Math.max(0, status.matched() - (before == null ? 0 : before.matched())));
        metrics.late(status.name(), Math.max(0, status.late() - (before == null ? 0 : before.late())));
    }

    /** Takes other rules; those that measure the same keep their windows. */
    void replace(RuleSet changed) {
        engine = engine.withRules(changed);
        memory = memoryOf(changed, engine);
        tick();
    }

    List<RuleStatus> status() {
        return engine.status();
    }

    /** How far back events are needed to fill the windows again, and to see again what fires. */
    Duration memory() {
        return memory;
    }

    private static Duration memoryOf(RuleSet rules, RuleEngine engine) {
        Duration lingering = rules.rules().stream()
                .map(Rule::resolveAfter)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return engine.memory().plus(lingering);
    }

    /** Hears what the rules found. */
    @FunctionalInterface
    interface Heard {
        /**
         * Takes them in order.
         *
         * @param position of the batch whose events decided it; -1 when time did
         */
        void firings(List<Firing> firings, long position);
    }
}
