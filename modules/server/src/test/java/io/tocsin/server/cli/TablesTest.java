package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.server.api.ApiServer;
import io.tocsin.server.api.Tails;
import io.tocsin.server.cli.Terminal.Outcome;
import io.tocsin.store.PartitionInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables, tails, deletions and partitions in a terminal. */
class TablesTest {
    private final ApiServer server = ApiServer.withIncident()
            .answering(
                    List.of("service", "count", "p95(duration_ms)"),
                    List.of(
                            Arrays.asList("payment_api", 1200L, 2104.0),
                            Arrays.asList("gate\u001bway", 7L, 0.12345),
                            Arrays.asList(null, 31L, null)),
                    1238);

    @AfterEach
    void stop() {
        server.close();
    }

    private Outcome run(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--url=" + server.url();
        return Terminal.run(all);
    }

    @Test
    void aTableStandsInColumnsWithNumbersToTheRight() {
        Outcome outcome = run("search", "* | count, p95(duration_ms) by service");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualTo("""
                service        count  p95(duration_ms)
                payment_api     1200              2104
                gate\\u001bway      7             0.123
                -                 31                 -
                """);
        assertThat(outcome.err()).startsWith("3 rows of 1238 events, ");
    }

    @Test
    void aTableAsJsonIsAnObjectARow() {
        assertThat(run("search", "* | count, p95(duration_ms) by service", "--json")
                        .out()
                        .lines())
                .contains("{\"service\":null,\"count\":31,\"p95(duration_ms)\":null}")
                .hasSize(3);
    }

    @Test
    void theWayIsToldOnTheSide() {
        assertThat(run("search", "* | count", "--explain").err())
                .contains("1 partitions, 2 blocks: 3 skipped by time, 4 by terms, 5 read with 6 events;"
                        + " 7 events not in blocks yet");
        assertThat(run("search", "a", "--explain").err()).contains("0 blocks");
    }

    private static LogEvent event(long id, String json) {
        Instant time = Instant.parse("2026-11-20T10:03:07Z");
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new LogEvent(id, time, time, bytes, new Fields.Builder().build(), List.of());
    }

    @Test
    void aTailShowsWhatComesInSaysWhatItMissedAndGoesOnAfterARestart() throws Exception {
        CompletableFuture<Outcome> tail = CompletableFuture.supplyAsync(() -> run("tail", "level:ERROR", "--limit=2"));
        Tails.Ear ear = server.nextEar();
        ear.hear(List.of(event(1, "{\"level\":\"ERROR\",\"service\":\"gateway\",\"message\":\"first\"}")), 5)
                .await();
        ear.over();

        server.nextEar()
                .hear(List.of(event(2, "{\"level\":\"ERROR\",\"service\":\"gateway\",\"message\":\"second\"}")), 0)
                .await();

        Outcome outcome = tail.join();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        "2026-11-20T10:03:07Z ERROR gateway            first",
                        "2026-11-20T10:03:07Z ERROR gateway            second");
        assertThat(outcome.err().lines())
                .containsExactly(
                        "5 events came too fast and are not shown",
                        "the server ended it; what comes in until it is back is not shown");
    }

    @Test
    void aTailOfAQueryThatIsNoneEnds() {
        Outcome outcome = run("tail", "(a");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("tocsin: ").contains("at character 1 of the query");
    }

    @Test
    void aTailWithoutAServerEnds() {
        assertThat(Terminal.run("tail", "--url=http://127.0.0.1:1").err()).contains("is the server running?");
    }

    @Test
    void aDeletionNeedsAReason() {
        assertThat(run("delete", "user:eve").code()).isEqualTo(2);
        assertThat(server.deletions()).isEmpty();

        Outcome outcome = run("delete", "user:eve", "--reason", "leak", "--by", "anna", "--from", "-1h");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().strip())
                .isEqualTo("del-1: events that match user:eve and were accepted up to now are found no more");
        assertThat(server.deletions().getFirst().reason()).isEqualTo("leak");
        assertThat(server.deletions().getFirst().from()).isEqualTo("2026-11-20T09:03:07Z");
    }

    @Test
    void aBackupGoesWhereItIsTold() {
        server.wanting("0123456789abcdef");
        assertThat(run("backup", "/mnt/backup").code()).isEqualTo(1);

        Outcome outcome = run("backup", "/mnt/../mnt/backup", "--keep", "3", "--token", "0123456789abcdef");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().strip())
                .isEqualTo(
                        "backup 1 in /mnt/backup: 12 files with 3400 bytes, of which 2 files with 500 bytes were copied");
        assertThat(server.backedUp()).containsExactly(Path.of("/mnt/backup"));
    }

    @Test
    void theStoreIsListedByPartitions() {
        Instant day = Instant.parse("2026-11-20T00:00:00Z");
        server.partitions(
                new PartitionInfo("2026-11-20", "default", day, day, day.plusSeconds(5), 1000, 47_300),
                new PartitionInfo("2026-11-20.audit", "audit", day, day, day.plusSeconds(5), 10, 1_000));

        assertThat(run("store", "stats").out()).isEqualTo("""
                partition         class    from                  to                    events  bytes  bytes/event
                2026-11-20        default  2026-11-20T00:00:00Z  2026-11-20T00:00:05Z    1000  47300         47.3
                2026-11-20.audit  audit    2026-11-20T00:00:00Z  2026-11-20T00:00:05Z      10   1000          100
                total             -        -                     -                       1010  48300         47.8
                """);
    }
}
