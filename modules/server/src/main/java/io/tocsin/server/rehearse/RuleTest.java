package io.tocsin.server.rehearse;

import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of a file.
 *
 * @param start null for the time of the first event of the test's files
 * @param end how long time passes at least; null for the last of what is sent and expected
 * @param shuffle each event arrives up to that much later than it happened, so in another order
 * @param restartAt when the engine ends and another goes on; null for never
 * @param duplicate the share of the batches that arrive a second time, from 0 to 1
 * @param acknowledge how long the first person who is paged takes to answer; null for never
 */
public record RuleTest(
        String name,
        @Nullable Instant start,
        @Nullable Duration end,
        List<EventSpec> events,
        Duration shuffle,
        @Nullable Duration restartAt,
        double duplicate,
        @Nullable Duration acknowledge,
        List<Expectation> expectations) {
    public RuleTest {
        events = List.copyOf(events);
        expectations = List.copyOf(expectations);
    }

    /** Whether events come in disorder, twice, or over a restart. */
    boolean disturbed() {
        return !shuffle.isZero() || restartAt != null || duplicate > 0;
    }

    /** What disturbs it, as the file says it. */
    String disturbance() {
        List<String> words = new ArrayList<>();
        if (!shuffle.isZero()) words.add("shuffle: " + Durations.print(shuffle));
        if (duplicate > 0) words.add("duplicate: " + Math.round(duplicate * 100) + "%");
        if (restartAt != null) words.add("restart_at: " + Durations.print(restartAt));
        return String.join(", ", words);
    }

    /** The same in order, once, on one engine. */
    RuleTest undisturbed() {
        return new RuleTest(name, start, end, events, Duration.ZERO, null, 0, acknowledge, expectations);
    }
}
