package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.simulate.Account;
import io.tocsin.server.simulate.Act;
import io.tocsin.server.simulate.Simulation;
import io.tocsin.server.simulate.Story;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stories from fixed seeds on the alert desk as it runs live. A failure prints its seed and the shortest story. */
class SimulationTest {
    /** As many as CI has half a minute for; {@code ./tocsin simulate} plays as many as one likes. */
    private static final long SEEDS = Long.getLong("tocsin.simulate.seeds", 100);

    @Test
    void everyPromiseIsKept() throws IOException {
        Simulation simulation = Simulations.of(2);

        Optional<String> failure = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(simulation::run)
                .flatMap(result -> result.failure().stream())
                .map(Simulation.Failure::told)
                .findFirst();

        assertThat(failure).isEmpty();
    }

    /**
     * Seeds that once broke a promise: an answer that a crash kept from the disk, an escalation whose answer died with the process,
     * a clock that was set back by a day, an acknowledgement before the page could leave.
     */
    @ParameterizedTest
    @CsvSource({"2, 82", "2, 1009", "1, 190", "1, 171", "2, 1060", "1, 281"})
    void whatOnceBrokeAPromiseKeepsIt(int days, long seed) throws IOException {
        Simulation simulation = Simulations.of(days);

        assertThat(simulation.findings(seed)).as(simulation.story(seed).told()).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameStoryWithTheSameEnd() throws IOException {
        Simulation simulation = Simulations.of(1);
        for (long seed = 1; seed <= 5; seed++) {
            Story story = simulation.story(seed);
            assertThat(story).isEqualTo(simulation.story(seed));
            Account account = simulation.play().apply(story);
            assertThat(account).isEqualTo(simulation.play().apply(story));
        }
    }

    /** Too rare for fifty seeds. */
    @Test
    void aSilenceOverWhatWasResolvedByHandADayAgo() throws IOException {
        Simulation simulation = Simulations.of(2);
        long hour = 3_600_000;
        Story story = new Story(
                1,
                List.of(
                        new Act.Begins(hour, "usual-1", "a"),
                        new Act.Answers(2 * hour, Act.Verb.RESOLVE, "anna", "usual-1"),
                        new Act.Hushes(25 * hour, "usual-1", 5 * hour)),
                0,
                48 * hour);

        Account account = simulation.play().apply(story);

        assertThat(simulation.findings(story, account)).isEmpty();
        // Who was paged when is foretold by the oracle; that this story is about something is not.
        assertThat(account.toString()).contains("Hushed[");
    }

    @Test
    void everyKindOfThingHappens() throws IOException {
        Simulation simulation = Simulations.of(1);

        for (Class<?> kind : Act.class.getPermittedSubclasses()) {
            assertThat(LongStream.rangeClosed(1, 60)
                            .mapToObj(simulation::story)
                            .flatMap(story -> story.acts().stream()))
                    .as(kind.getSimpleName())
                    .anyMatch(kind::isInstance);
        }
    }

    /** A desk whose disk says that a step is durable before it is: an answer may be lost that somebody was given. */
    @Test
    void ofAFailureTheShortestStoryIsTold() throws IOException {
        SimulatedProcess.Machine hasty = (parts, configuration, timers) -> new AlertDesk(
                new AlertDeskParts(
                        entry -> {
                            parts.journal().append(entry);
                            return Future.succeededFuture();
                        },
                        parts.sender(),
                        parts.tokens(),
                        parts.clock(),
                        parts.nanos(),
                        parts.jitter(),
                        parts.metrics(),
                        Chronicle.NONE),
                configuration,
                timers);
        Simulation simulation = Simulations.of(1, hasty);

        Simulation.Failure failure = LongStream.rangeClosed(1, 20)
                .mapToObj(simulation::run)
                .flatMap(result -> result.failure().stream())
                .findFirst()
                .orElseThrow();

        assertThat(failure.shortest().acts()).hasSizeLessThanOrEqualTo(3);
        assertThat(failure.told()).contains("seed " + failure.seed(), "intent-first", "alert ", "begins", "the end");
    }
}
