package io.tocsin.server.rehearse;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How an engine ends and another goes on. The one place that knows how the server brings its rules back. */
@FunctionalInterface
interface Restart {
    /**
     * Ends an engine and begins another.
     *
     * @param seen every event that the first one saw, in its order
     * @param ended takes what the second one no longer knows of
     */
    RuleEngine of(RuleEngine before, RuleSet rules, List<Seen> seen, Instant now, List<Decided> ended);

    /** An event as the rules saw it. */
    record Seen(LogEvent event, String source, Instant at) {}

    /** As the server does: what fired is resumed, the journal is replayed, and what nobody knows of any more has ended. */
    static Restart byReplay() {
        return (before, rules, seen, now, ended) -> {
            List<Alert> firing = before.firing();
            RuleEngine after = new RuleEngine(rules);
            after.resume(firing);
            for (Seen each : seen) after.observe(each.event(), each.source(), each.at());
            Set<Labels> known = after.firing().stream().map(Alert::labels).collect(Collectors.toSet());
            for (Alert alert : new ArrayList<>(firing)) {
                if (known.contains(alert.labels())) continue;
                ended.add(new Decided(now, new Firing.Resolved(alert.endedAt(now, now), now)));
            }
            return after;
        };
    }
}
