package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that had not read its past when the process ended. */
class ReadingAfterRestartTest extends ReadingRules {
    /** A start; the journal has one batch for each event. */
    private void starts(List<LogEvent> journal, List<Alert> firing, Owing since, Runnable beforeAllIsShown) {
        desk = desk(rules());
        loop.on(() -> {
            BeforeStart before = new BeforeStart(firing, List.of(since), journal.size() - 1);
            Recovery recovery = new Recovery(desk, before, new JournalReach(journal.size(), 0, ids, true));
            beforeAllIsShown.run();
            for (int i = 0; i < journal.size(); i++) recovery.read("http", List.of(journal.get(i)), i);
            recovery.reached();
        });
    }

    private static List<Alert> firing(List<LogEvent> events) {
        RuleEngine engine = new RuleEngine(rules());
        for (LogEvent event : events) engine.observe(event, "http", event.receivedAt());
        return engine.firing();
    }

    @Test
    void aReloadWhileAStartShowsTheJournalCostsNothingThatARuleOwes() {
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        List<LogEvent> journal = List.of(
                failed("10.0.0.9", then.minus(Duration.ofMinutes(10))),
                failed("10.0.0.1", then),
                failed("10.0.0.1", then),
                failed("10.0.0.1", then),
                failed("10.0.0.2", time.instant()));
        stored.addAll(journal);
        starts(
                journal,
                List.of(),
                new Owing("BruteForce", 0, then, false),
                () -> desk.replace(RuleEngine.prepare(rulesAnd("action:card_refused"))));

        mayRead.release(2);
        loop.until(() -> !reads("BruteForce") && !reads("Other"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
    }

    @Test
    void whatFiredHoldsWhenThePastCannotBeRead() {
        Instant now = time.instant();
        List<LogEvent> journal = List.of(failed("10.0.0.1", now), failed("10.0.0.1", now), failed("10.0.0.1", now));
        starts(journal, firing(journal), new Owing("BruteForce", 2, now, false), () -> {});
        happens(failed("10.0.0.2", now), failed("10.0.0.2", now), failed("10.0.0.2", now));
        readable.set(false);

        mayRead.release();
        loop.until(() -> !reads("BruteForce"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Fired 10.0.0.2");
    }
}
