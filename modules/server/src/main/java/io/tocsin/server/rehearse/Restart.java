package io.tocsin.server.rehearse;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an engine ends and another goes on, as the server does it: from the last checkpoint and what fired, with the events
 * since then shown again and what they decide dropped, because it was heard.
 */
final class Restart {
    /** As the server keeps them. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final RuleSet rules;
    private final List<Seen> since = new ArrayList<>();
    private byte[] checkpoint;
    private Instant next;

    /** An event as the rules saw it. */
    private record Seen(LogEvent event, String source) {}

    Restart(RuleSet rules, Instant start) {
        this.rules = rules;
        this.checkpoint = saved(new RuleEngine(rules));
        this.next = start.plus(EVERY);
    }

    void seen(LogEvent event, String source) {
        since.add(new Seen(event, source));
    }

    /** Takes a checkpoint when it is time to. */
    void tick(RuleEngine engine, Instant now) {
        if (now.isBefore(next)) return;
        next = now.plus(EVERY);
        checkpoint = saved(engine);
        since.clear();
    }

    private static byte[] saved(RuleEngine engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            engine.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory failed to take bytes", e);
        }
        return out.toByteArray();
    }

    /**
     * The engine that goes on.
     *
     * @param news takes what only the silence of sources decided since, and the end of what the engine does not know of
     */
    RuleEngine of(RuleEngine before, Instant now, List<Decided> news) {
        List<Alert> firing = before.firing();
        RuleEngine after = restored();
        after.resume(firing);
        for (Seen each : since)
            after.observe(each.event(), each.source(), each.event().receivedAt());
        Set<Labels> heard = firing.stream().map(Alert::labels).collect(Collectors.toSet());
        List<Firing> ticked = after.tick(now);
        Set<Labels> known = after.firing().stream().map(Alert::labels).collect(Collectors.toSet());
        for (Firing each : ticked) {
            boolean again =
                    each instanceof Firing.Fired && heard.contains(each.alert().labels());
            if (!again) news.add(new Decided(now, each));
            known.add(each.alert().labels());
        }
        for (Alert alert : firing) {
            if (known.contains(alert.labels())) continue;
            news.add(new Decided(now, new Firing.Resolved(alert.endedAt(now, now), now)));
        }
        return after;
    }

    private RuleEngine restored() {
        try {
            return RuleEngine.restored(rules, new ByteArrayInputStream(checkpoint));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was saved a moment ago", e);
        }
    }
}
