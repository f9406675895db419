package io.tocsin.server.rehearse;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules on a virtual clock: events at their instants, and a tick every second between them, as in life. */
final class VirtualRun {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final List<Decided> decided = new ArrayList<>();
    private final @Nullable Restart restart;
    private RuleEngine engine;
    private Instant nextTick;

    VirtualRun(RuleSet rules, Instant start) {
        this(rules, start, null);
    }

    private VirtualRun(RuleSet rules, Instant start, @Nullable Restart restart) {
        this.engine = new RuleEngine(rules);
        this.nextTick = start.plus(TICK);
        this.restart = restart;
    }

    /** A run that can be restarted, and keeps what that takes. */
    static VirtualRun restartable(RuleSet rules, Instant start) {
        return new VirtualRun(rules, start, new Restart(rules, start));
    }

    void observe(LogEvent event, String source, Instant at) {
        passTo(at);
        if (restart != null) restart.seen(event, source);
        decide(engine.observe(event, source, at), at);
    }

    void passTo(Instant at) {
        while (!nextTick.isAfter(at)) {
            decide(engine.tick(nextTick), nextTick);
            if (restart != null) restart.tick(engine, nextTick);
            nextTick = nextTick.plus(TICK);
        }
    }

    /** Ends the engine and begins another; nothing for a run that cannot. */
    void restart(Instant at) {
        passTo(at);
        if (restart != null) engine = restart.of(engine, at, decided);
    }

    private void decide(List<Firing> firings, Instant at) {
        for (Firing firing : firings) decided.add(new Decided(at, firing));
    }

    List<RuleStatus> status() {
        return engine.status();
    }

    List<Decided> decided() {
        return decided;
    }
}
