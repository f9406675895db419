package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Pipe.Stats;
import io.tocsin.query.Table;
import io.tocsin.store.SearchPlan;
import io.tocsin.store.SearchResult;
import io.tocsin.store.TableResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramHandlerTest extends ApiCase {
    private static final String HOUR = "from=2026-11-20T09:00:00Z&to=2026-11-20T10:00:00Z";

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    private Stats lastStats() {
        return (Stats) server.searches.pipes.getLast().getFirst();
    }

    @Test
    void emptyBarsAreThereWithZero() {
        server.searches.tables = pipes -> MemorySearches.table(
                List.of("time", "count"), List.of(row("2026-11-20T09:50:00Z", 2L), row("2026-11-20T09:10:00Z", 5L)), 7);

        JsonObject json = server.get("/api/v1/histogram?buckets=6&" + HOUR).json();

        assertThat(json.getLong("bucket_ms")).isEqualTo(600_000);
        assertThat(json.getJsonArray("times"))
                .hasSize(6)
                .startsWith("2026-11-20T09:00:00Z", "2026-11-20T09:10:00Z")
                .endsWith("2026-11-20T09:50:00Z");
        assertThat(json.getJsonArray("counts")).isEqualTo(new JsonArray("[0,5,0,0,0,2]"));
        assertThat(json.getLong("matched")).isEqualTo(7);
        assertThat(json.containsKey("series")).isFalse();
        assertThat(lastStats().bucket()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void nothingFoundInAnIndexThatCatchesUpIsNotTheWholeTruth() {
        server.searches.result = new SearchResult(List.of(), null, 0, false, true);

        assertThat(server.get("/api/v1/histogram").json().getBoolean("partial")).isTrue();
        assertThat(server.get("/api/v1/histogram?" + HOUR).json().getBoolean("partial"))
                .isFalse();
    }

    @Test
    void theMostFrequentValuesHaveBarsOfTheirOwnAndTheRestIsOther() {
        server.searches.tables = pipes -> MemorySearches.table(
                List.of("time", "level", "count"),
                List.of(
                        row("2026-11-20T09:00:00Z", "INFO", 5L),
                        row("2026-11-20T09:00:00Z", "ERROR", 1L),
                        row("2026-11-20T09:30:00Z", "WARN", 2L),
                        row("2026-11-20T09:30:00Z", "ERROR", 2L),
                        row("2026-11-20T09:30:00Z", null, 4L)),
                14);

        JsonObject json = server.get("/api/v1/histogram?buckets=2&by=level&series=2&" + HOUR)
                .json();

        assertThat(json.getJsonArray("counts")).isEqualTo(new JsonArray("[6,8]"));
        assertThat(json.getJsonArray("series"))
                .isEqualTo(new JsonArray(
                        "[{\"value\":\"INFO\",\"counts\":[5,0]},{\"value\":\"ERROR\",\"counts\":[1,2]}]"));
        assertThat(json.getJsonArray("other")).isEqualTo(new JsonArray("[0,6]"));
        assertThat(lastStats().by()).containsExactly("level");
    }

    @Test
    void withMoreValuesThanATableHasRowsTheSumsAreRightAllTheSame() {
        server.searches.tables = pipes -> ((Stats) pipes.getFirst()).by().isEmpty()
                ? MemorySearches.table(List.of("time", "count"), List.of(row("2026-11-20T09:00:00Z", 100L)), 100)
                : new TableResult(
                        new Table(
                                List.of("time", "ip", "count"),
                                new ArrayList<>(List.of(row("2026-11-20T09:00:00Z", "10.0.0.1", 3L))),
                                true),
                        100,
                        false,
                        new SearchPlan(0, 0, 0, 0, 0, 0, 0));

        JsonObject json =
                server.get("/api/v1/histogram?buckets=2&by=ip&" + HOUR).json();

        assertThat(json.getJsonArray("counts")).isEqualTo(new JsonArray("[100,0]"));
        assertThat(json.getJsonArray("other")).isEqualTo(new JsonArray("[97,0]"));
        assertThat(json.getBoolean("truncated")).isTrue();
    }

    @Test
    void withoutATimeRangeItReachesFromTheOldestToTheNewestEvent() {
        Instant only = Instant.parse("2026-11-20T09:00:00.500Z");
        server.searches.result = new SearchResult(List.of(MemorySearches.found(1, only, "{}")), null, 1, true, false);
        server.searches.tables = pipes ->
                MemorySearches.table(List.of("time", "count"), List.of(row("2026-11-20T09:00:00.500Z", 1L)), 1);

        JsonObject json = server.get("/api/v1/histogram").json();

        assertThat(json.getJsonArray("times")).isEqualTo(new JsonArray("[\"2026-11-20T09:00:00.500Z\"]"));
        assertThat(json.getJsonArray("counts")).isEqualTo(new JsonArray("[1]"));
    }

    @Test
    void withABeginningAloneItReachesUntilNow() {
        JsonObject json = server.get("/api/v1/histogram?from=-1h&buckets=60").json();

        // Sixty minutes that do not begin with a whole one touch sixty-one.
        assertThat(json.getLong("bucket_ms")).isEqualTo(300_000);
        assertThat(json.getJsonArray("times"))
                .startsWith("2026-11-20T09:00:00Z")
                .endsWith("2026-11-20T10:00:00Z")
                .hasSize(13);
    }

    @Test
    void whereNothingMatchesThereAreNoBars() {
        JsonObject json = server.get("/api/v1/histogram?q=nothing&by=level").json();

        assertThat(json.getJsonArray("times")).isEmpty();
        assertThat(json.getJsonArray("series")).isEmpty();
        assertThat(server.searches.pipes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"buckets=1", "buckets=1001", "series=0", "by=time", "q=a%7Ccount", "q=(", "from=x"})
    void whatCannotBeReadIsRefused(String parameter) {
        assertThat(server.get("/api/v1/histogram?" + parameter).status()).isEqualTo(400);
        assertThat(server.bugs).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:01Z, 60, PT0.1S",
        "2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z, 60, PT1M",
        "2026-11-20T10:00:30Z, 2026-11-20T11:00:30Z, 60, PT5M",
        "2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z, 60, PT30M",
        "2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 60, PT168H",
        "2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z, 13, PT720H",
        "1000-01-01T00:00:00Z, 9999-01-01T00:00:00Z, 2, PT71761920H",
    })
    void barsHaveLengthsThatPeopleCountIn(Instant from, Instant to, int buckets, Duration length) {
        assertThat(BucketLadder.length(from, to, buckets)).isEqualTo(length);
    }

    @Test
    void timesOfManyCenturiesAreCountedInYearsAndPutTogether() {
        server.searches.tables = pipes -> MemorySearches.table(
                List.of("time", "count"), List.of(row("1970-01-01T00:00:00Z", 1L), row("2026-11-20T00:00:00Z", 2L)), 3);

        JsonObject json = server.get("/api/v1/histogram?buckets=10&from=1000-01-01T00:00:00Z&to=3000-01-01T00:00:00Z")
                .json();

        assertThat(lastStats().bucket()).isEqualTo(Duration.ofDays(365));
        assertThat(json.getJsonArray("counts").stream().mapToLong(count -> ((Number) count).longValue()))
                .hasSizeLessThanOrEqualTo(10);
        assertThat(json.getJsonArray("counts").stream()
                        .mapToLong(count -> ((Number) count).longValue())
                        .sum())
                .isEqualTo(3);
    }
}
