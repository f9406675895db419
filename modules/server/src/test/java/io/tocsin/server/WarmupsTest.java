package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that is new, and what happened before it was. */
class WarmupsTest extends ReadingRules {
    @Test
    void whatBeganAndEndedWhileANewRuleReadIsToldAllTheSame() {
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then), failed("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()));
        assertThat(told).isEmpty();

        mayRead.release();
        loop.until(() -> state() != RuleStatus.State.WARMING);

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
    }

    @Test
    void aNewRuleKnowsWhatHappenedBeforeItAndWhileItRead() {
        happens(failed("10.0.0.1", time.instant()));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        assertThat(loop.ask(this::state)).isEqualTo(RuleStatus.State.WARMING);
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        assertThat(told).isEmpty();

        mayRead.release();
        loop.until(() -> state() == RuleStatus.State.FIRING);

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(loop.ask(() -> desk.status().getFirst().matched())).isEqualTo(3);
    }

    @Test
    void whatASlowSourceBringsNextBelongsToWhatItBroughtBefore() {
        Instant behind = time.instant().minus(Duration.ofMinutes(20));
        happensIn("slow", failed("10.0.0.1", behind), failed("10.0.0.1", behind.plusSeconds(1)));
        happensIn("quick", failed("10.0.0.9", time.instant()));
        mayRead.release();
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        loop.until(() -> !reads("BruteForce"));

        happensIn("slow", failed("10.0.0.1", behind.plusSeconds(2)));

        assertThat(told).containsExactly("Fired 10.0.0.1");
    }

    @Test
    void theIndexIsReadOnlyOnceItHoldsAll() {
        mayRead.release();
        indexed.set(false);
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        assertThat(loop.ask(this::state)).isEqualTo(RuleStatus.State.WARMING);

        indexed.set(true);
        loop.until(() -> state() == RuleStatus.State.INACTIVE);
        happens(failed("10.0.0.1", time.instant()));

        assertThat(told).containsExactly("Fired 10.0.0.1");
    }

    @Test
    void anEventThatComesTooLateIsFoundInThePast() {
        mayRead.release();
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        loop.until(() -> state() == RuleStatus.State.INACTIVE);
        Instant then = time.instant();
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then.plusSeconds(1)));
        time.advance(Duration.ofMinutes(20));
        happens(failed("10.0.0.2", time.instant()));
        happens(failed("10.0.0.1", then.plusSeconds(2)));
        assertThat(told).isEmpty();

        List<RuleEngine.Late> late = loop.ask(desk::late);
        loop.on(() -> late.forEach(each -> warmups.look(each, desk)));
        loop.until(() -> !told.isEmpty());
        loop.on(() -> desk.found(List.of()));

        assertThat(told).containsExactly("Fired 10.0.0.1 late");
        assertThat(loop.ask(desk::late)).isEmpty();
        time.advance(LateChecks.HOLDS.plusSeconds(1));
        loop.on(desk::tick);
        assertThat(told).containsExactly("Fired 10.0.0.1 late", "Resolved 10.0.0.1 late");
    }

    /** Who loads an archive makes many looks, each of which may take minutes. */
    @Test
    void aNewRuleDoesNotWaitForLooksAtLateEvents() {
        mayRead.release(2);
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        loop.until(() -> state() == RuleStatus.State.INACTIVE);
        happens(failed("10.0.0.2", time.instant()));
        happens(failed("10.0.0.1", time.instant().minus(Duration.ofMinutes(20))));
        mayLook.drainPermits();
        int before = waiting.get();
        loop.on(() -> desk.late().forEach(late -> warmups.look(late, desk)));
        loop.until(() -> waiting.get() > before);

        loop.on(() -> desk.replace(RuleEngine.prepare(rulesAnd("action:card_refused"))));

        loop.until(() -> !reads("Other"));
        mayLook.release();
    }

    @Test
    void aRuleThatIsChangedWhileItReadsOwesUntilItHasReadOnceMore() {
        happens(failed("10.0.0.9", time.instant().minus(Duration.ofMinutes(30))));
        loop.on(() -> desk.replace(RuleEngine.prepare(rulesAnd("action:card_declined"))));
        time.advance(Duration.ofSeconds(1));
        loop.on(() -> desk.replace(RuleEngine.prepare(rulesAnd("action:card_refused"))));
        mayRead.release();
        loop.until(() -> !reads("BruteForce"));

        assertThat(owing).extracting(Owing::rule).containsExactly("Other");
        assertThat(loop.ask(desk::shot)).as("a checkpoint while it reads").isNull();

        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(refused("10.0.0.1", then), refused("10.0.0.1", then), refused("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()));
        mayRead.release();
        loop.until(() -> !reads("Other"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1");
        assertThat(owing).isEmpty();
        assertThat(loop.ask(desk::shot)).isNotNull();
    }

    @Test
    void whatIsTooMuchToBeKeptWhileARuleReadsIsReadFromTheIndex() {
        happens(failed("10.0.0.9", time.instant().minus(Duration.ofMinutes(30))));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        Instant then = time.instant().minus(Duration.ofMinutes(20));
        happens(failed("10.0.0.1", then), failed("10.0.0.1", then), failed("10.0.0.1", then));
        happens(failed("10.0.0.2", time.instant()), failed("10.0.0.2", time.instant()));
        for (int i = 0; i < KEPT_MAX; i++) happens(failed("10.0.1." + i, time.instant()));
        happens(failed("10.0.0.2", time.instant()));

        mayRead.release(2);
        loop.until(() -> !reads("BruteForce"));

        assertThat(told).containsExactly("Fired 10.0.0.1", "Resolved 10.0.0.1", "Fired 10.0.0.2");
        assertThat(loop.ask(() -> desk.status().getFirst().matched())).isEqualTo(1 + 3 + 3 + KEPT_MAX);
    }

    @Test
    void whatIsReadFromTheIndexMayHaveComeInAnotherOrderThanItsIds() {
        happens(failed("10.0.0.9", time.instant()));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        LogEvent slow = failed("10.0.0.3", time.instant());
        happens(failed("10.0.0.1", time.instant()), failed("10.0.0.1", time.instant()));
        LogEvent slower = failed("10.0.0.3", time.instant());
        happens(failed("10.0.0.1", time.instant()));
        for (int i = 3; i < KEPT_MAX; i++) happens(failed("10.0.1." + i, time.instant()));
        happens(slow, slower);

        mayRead.release(2);
        loop.until(() -> !reads("BruteForce"));

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(loop.ask(() -> desk.status().getFirst().matched())).isEqualTo(1 + KEPT_MAX + 2);
    }

    @Test
    void whatFiredHoldsWhenMoreComesThanCanEverBeRead() {
        Instant now = time.instant();
        happens(failed("10.0.0.1", now), failed("10.0.0.1", now), failed("10.0.0.1", now));
        loop.on(() -> desk.replace(RuleEngine.prepare(rules())));
        for (int read = 0; read <= PastReading.STRETCHES_MAX; read++) {
            int before = read;
            loop.until(() -> waiting.get() > before);
            for (int i = 0; i <= KEPT_MAX; i++) happens(failed("10.1." + read + "." + i, now));
            mayRead.release();
        }
        loop.until(() -> !reads("BruteForce"));

        assertThat(told).containsExactly("Fired 10.0.0.1");
        assertThat(waiting).hasValue(PastReading.STRETCHES_MAX + 1);
    }
}
