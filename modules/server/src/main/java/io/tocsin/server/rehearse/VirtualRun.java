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

/** The rules on a virtual clock: events at their instants, and a tick every second between them, as in life. */
final class VirtualRun {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final RuleSet rules;
    private final List<Decided> decided = new ArrayList<>();
    private final List<Restart.Seen> seen = new ArrayList<>();
    private final boolean remembers;
    private RuleEngine engine;
    private Instant nextTick;

    VirtualRun(RuleSet rules, Instant start) {
        this(rules, start, true);
    }

    private VirtualRun(RuleSet rules, Instant start, boolean remembers) {
        this.rules = rules;
        this.remembers = remembers;
        this.engine = new RuleEngine(rules);
        this.nextTick = start.plus(TICK);
    }

    /** A run that cannot be restarted, for more events than fit into memory. */
    static VirtualRun forgetful(RuleSet rules, Instant start) {
        return new VirtualRun(rules, start, false);
    }

    void observe(LogEvent event, String source, Instant at) {
        passTo(at);
        if (remembers) seen.add(new Restart.Seen(event, source, at));
        decide(engine.observe(event, source, at), at);
    }

    void passTo(Instant at) {
        while (!nextTick.isAfter(at)) {
            decide(engine.tick(nextTick), nextTick);
            nextTick = nextTick.plus(TICK);
        }
    }

    void restart(Restart how, Instant at) {
        passTo(at);
        engine = how.of(engine, rules, seen, at, decided);
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
