package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Statement;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.store.SearchPlan;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/v1/search} beyond a page: pipes, plans, patience, and callers who leave. */
class TableSearchTest extends ApiCase {
    private static final JsonObject PLAN =
            new JsonObject("{\"partitions\":1,\"blocks\":2,\"skipped_by_time\":3,\"skipped_by_terms\":4,\"read\":5,"
                    + "\"events_read\":6,\"unsealed\":7}");

    @Test
    void behindPipesTheAnswerIsATable() {
        server.searches.tables = pipes -> MemorySearches.table(
                List.of("service", "count", "p95(duration_ms)"),
                List.of(Arrays.asList("gateway", 3L, 1.5), Arrays.asList(null, 1L, null)),
                4);

        JsonObject json = server.get("/api/v1/search?q=level:ERROR%20%7C%20count,p95(duration_ms)%20by%20service")
                .json();

        assertThat(json.getJsonArray("columns"))
                .isEqualTo(new JsonArray("[\"service\",\"count\",\"p95(duration_ms)\"]"));
        assertThat(json.getJsonArray("rows")).isEqualTo(new JsonArray("[[\"gateway\",3,1.5],[null,1,null]]"));
        assertThat(json.getLong("matched")).isEqualTo(4);
        assertThat(json.getBoolean("truncated")).isFalse();
        assertThat(json.getBoolean("partial")).isFalse();
        assertThat(json.getLong("took_ms")).isNotNegative();
        assertThat(json.containsKey("plan")).isFalse();
        assertThat(server.searches.pipes)
                .containsExactly(
                        Statement.parse("* | count,p95(duration_ms) by service").pipes());
    }

    @Test
    void theTimeRangeAndThePatienceOfATableReachTheStore() {
        server.get("/api/v1/search?q=a%20%7C%20count&from=-15m&timeout=2s&explain=true");

        assertThat(Objects.requireNonNull(server.searches.scope).from()).isEqualTo("2026-11-20T09:48:07Z");
        assertThat(Objects.requireNonNull(server.searches.scope).patience()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theWayToAnAnswerIsToldToWhoAsks() {
        server.searches.result = new SearchResult(List.of(), null, 0, true, false, new SearchPlan(1, 2, 3, 4, 5, 6, 7));

        assertThat(server.get("/api/v1/search?explain=true").json().getJsonObject("plan"))
                .isEqualTo(PLAN);
        assertThat(server.get("/api/v1/search?q=*%7Ccount&explain=true").json().getJsonObject("plan"))
                .isEqualTo(PLAN);
        assertThat(server.get("/api/v1/search").json().containsKey("plan")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"none, NONE", "bounded, BOUNDED", "exact, EXACT"})
    void howFarToCountIsTheCallersChoice(String text, SearchRequest.Total total) {
        server.get("/api/v1/search?total=" + text);

        assertThat(server.searches.asked.getLast().total()).isEqualTo(total);
    }

    @Test
    void aTimeoutIsTenSecondsUnlessTheCallerSaysOtherwise() {
        server.get("/api/v1/search");
        server.get("/api/v1/search?timeout=250ms");

        assertThat(server.searches.asked)
                .extracting(SearchRequest::patience)
                .containsExactly(Duration.ofSeconds(10), Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout=0", "timeout=61s", "timeout=5", "timeout=-1s", "total=all", "explain=maybe"})
    void whatCannotBeReadIsRefused(String parameter) {
        assertThat(server.get("/api/v1/search?" + parameter).status()).isEqualTo(400);
        assertThat(server.searches.asked).isEmpty();
    }

    @Test
    void aPipeThatIsNoneIsToldWhere() {
        Reply reply = server.get("/api/v1/search?q=level:ERROR%20%7C%20cuont");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("title")).isEqualTo("Cannot read the query");
        assertThat(reply.json().getInteger("position")).isEqualTo(14);
    }

    @Test
    void whenTheCallerHangsUpTheSearchIsToldAndNobodyIsAtFault() throws Exception {
        Promise<SearchResult> held = Promise.promise();
        server.searches.later = held;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /api/v1/search HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            server.searches.arrived.take();
            assertThat(server.searches.asked.getLast().gone().getAsBoolean()).isFalse();
        }
        while (!server.searches.asked.getLast().gone().getAsBoolean()) Thread.onSpinWait();
        held.complete(server.searches.result);

        server.searches.later = null;
        assertThat(server.get("/api/v1/search").status()).isEqualTo(200);
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void callersAreToldApartByTheirTokens() {
        server.get("/api/v1/search");
        server.wanting("0123456789abcdef").get("/api/v1/search", "Authorization", "Bearer 0123456789abcdef");

        assertThat(server.searches.clients).containsExactly("127.0.0.1", "somebody");
    }

    @Test
    void whoHasItsShareIsAskedToComeBackAndSoIsEverybodyWhenAllIsFull() {
        server.searches.failure = new ShareUsedException("cannot search now: 32 of yours wait already");
        Reply share = server.get("/api/v1/search?q=*%7Ccount");
        server.searches.failure = new BusyException("cannot search now: 64 wait already");
        Reply full = server.get("/api/v1/search?q=*%7Ccount");

        assertThat(share.status()).isEqualTo(429);
        assertThat(share.header("Retry-After")).isEqualTo("1");
        assertThat(share.detail()).isEqualTo("cannot search now: 32 of yours wait already");
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void aTableOfNoPipesIsAPage() {
        assertThat(server.get("/api/v1/search?q=a").json().containsKey("events"))
                .isTrue();
        assertThat(server.searches.pipes).isEmpty();
    }
}
