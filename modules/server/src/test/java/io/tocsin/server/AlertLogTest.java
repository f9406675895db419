package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Incident;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertLogTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    private Journal open() throws IOException {
        return Journal.open(folder, JournalSettings.named("alerts"));
    }

    private static void append(AlertLog log, Map<String, Object> put, List<String> forget, long events) {
        log.append(new AlertLog.Entry(NOON, put, forget, events))
                .toCompletableFuture()
                .join();
    }

    @Test
    void theLatestWordOnEachEntityCounts() throws Exception {
        try (Journal journal = open()) {
            AlertLog log = new AlertLog(journal);
            append(log, Map.of("word/a", "one", "word/b", "two"), List.of(), 7);
            append(log, Map.of("word/a", "three"), List.of("word/b"), -1);
        }

        try (Journal journal = open()) {
            AlertMemory memory = new AlertLog(journal).load();
            assertThat(memory.all("word", String.class)).containsExactly("three");
            assertThat(memory.events()).isEqualTo(7);
        }
    }

    @Test
    void anEntityThatIsForgottenAndSaidAgainInOneStepIsKnown() {
        Turn turn = new Turn(NOON);
        turn.put("word", "a", "old");
        turn.forget("word", "a");
        turn.put("word", "a", "new");

        assertThat(turn.entry().put()).containsEntry("word/a", "new");
        assertThat(turn.entry().forget()).isEmpty();
    }

    @Test
    void aLongJournalIsWrittenAnewAtTheStartAndSaysTheSame() throws Exception {
        long steps = AlertLog.COMPACT_AFTER + 1000;
        try (Journal journal = open()) {
            AlertLog log = new AlertLog(journal);
            for (long i = 0; i < steps; i++) {
                var written = log.append(new AlertLog.Entry(
                        NOON, Map.of("word/" + i % 500, "x".repeat(1000) + i), List.of("word/" + (i + 250) % 500), i));
                if (i % 1000 == 999) written.toCompletableFuture().join();
            }
        }
        Map<String, ?> before;
        try (Journal journal = open()) {
            AlertMemory memory = new AlertLog(journal).load();
            before = Map.copyOf(memory.entities());
            assertThat(journal.stats().segments()).isEqualTo(1);
        }

        try (Journal journal = open()) {
            AlertMemory memory = new AlertLog(journal).load();
            assertThat(memory.records()).isLessThan(10);
            assertThat(Map.copyOf(memory.entities())).hasSizeGreaterThan(100).isEqualTo(before);
            assertThat(memory.events()).isEqualTo(steps - 1);
        }
    }

    @Test
    void whatIsTooLargeForOneRecordIsWrittenAnewInSeveral() throws Exception {
        try (Journal journal = open()) {
            AlertLog log = new AlertLog(journal);
            Map<String, Object> large =
                    Map.of("word/a", "a".repeat(900_000), "word/b", "b".repeat(900_000), "word/c", "c".repeat(900_000));
            long first = log.rewrite(large, NOON).toCompletableFuture().join();
            log.dropBefore(first);

            AlertMemory memory = new AlertLog(journal).load();
            assertThat(memory.records()).isEqualTo(2);
            assertThat(memory.all("word", String.class)).hasSize(3);
        }
    }

    @Test
    void stepsAfterAFreshStartOfTheJournalCountMoreThanIt() throws Exception {
        try (Journal journal = open()) {
            AlertLog log = new AlertLog(journal);
            var rewritten = log.rewrite(Map.of("word/a", "old", "word/b", "old"), NOON);
            append(log, Map.of("word/a", "new"), List.of("word/b"), -1);
            log.dropBefore(rewritten.toCompletableFuture().join());

            assertThat(new AlertLog(journal).load().all("word", String.class)).containsExactly("new");
        }
    }

    @Test
    void whatCannotBeWrittenFailsTheStepAndThrowsNothing() throws Exception {
        try (Journal journal = open()) {
            var written = new AlertLog(journal)
                    .append(new AlertLog.Entry(
                            NOON,
                            Map.of("word/a", new Object() {
                                @Override
                                public String toString() {
                                    return "no bean";
                                }
                            }),
                            List.of(),
                            -1))
                    .toCompletableFuture();

            assertThat(written).isCompletedExceptionally();
        }
    }

    @Test
    void fieldsAndKindsOfALaterReleaseAreOverlooked() throws Exception {
        AlertLab lab = new AlertLab();
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        Incident incident = lab.incident();
        String known = StateJson.mapper().writeValueAsString(incident);
        String step = "{\"at\":\"2030-01-01T00:00:00Z\",\"mood\":[1],\"put\":{\"weather/today\":{\"is\":\"Rain\"},"
                + "\"incident/x\":" + known.replaceFirst("\\{", "{\"mood\":\"grim\",") + "}}";
        try (Journal journal = open()) {
            journal.append(step.getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .join();

            assertThat(new AlertLog(journal).load().all(IncidentDesk.KIND, Incident.class))
                    .containsExactly(incident);
        }
    }

    @Test
    void aDeskThatRanForLongIsTheSameAfterItsJournalWasWrittenAnew() throws Exception {
        AlertLab lab = new AlertLab();
        for (int i = 0; i < 20; i++) {
            lab.fires("Rule" + i % 4);
            lab.pass(Duration.ofMinutes(3));
            if (lab.isFiring("Rule" + (i + 2) % 4)) lab.ends("Rule" + (i + 2) % 4);
        }
        lab.pass(Duration.ofSeconds(1));

        try (Journal journal = open()) {
            new AlertLog(journal)
                    .rewrite(lab.desk().everything(), NOON)
                    .toCompletableFuture()
                    .join();
            AlertMemory memory = new AlertLog(journal).load();

            assertThat(memory.entities()).isEqualTo(lab.journal.read().entities());
            assertThat(memory.all(IncidentDesk.KIND, Incident.class)).containsExactlyElementsOf(lab.incidents());
        }
    }
}
