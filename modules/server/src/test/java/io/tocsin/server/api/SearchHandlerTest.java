package io.tocsin.server.api;

import static io.tocsin.server.api.MemorySearches.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchHandlerTest extends ApiCase {
    private SearchRequest asked() {
        return server.searches.asked.getLast();
    }

    @Test
    void withoutParametersItIsTheNewestHundredOfAllTime() {
        assertThat(server.get("/api/v1/search").status()).isEqualTo(200);

        assertThat(asked().limit()).isEqualTo(100);
        assertThat(asked().order()).isEqualTo(SearchRequest.Order.NEWEST_FIRST);
        assertThat(asked().from()).isEqualTo(Instant.MIN);
        assertThat(asked().to()).isEqualTo(Instant.MAX);
        assertThat(asked().cursor()).isNull();
    }

    @Test
    void everyParameterReachesTheStore() {
        server.get(
                "/api/v1/search?q=level:ERROR&from=-15m&to=2026-11-20T11:00:00%2B01:00&limit=7&order=asc&cursor=abc");

        assertThat(asked().query()).isEqualTo(Query.parse("level:ERROR", MemoryIncidents.NOW));
        assertThat(asked().from()).isEqualTo("2026-11-20T09:48:07Z");
        assertThat(asked().to()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(asked().limit()).isEqualTo(7);
        assertThat(asked().order()).isEqualTo(SearchRequest.Order.OLDEST_FIRST);
        assertThat(asked().cursor()).isEqualTo("abc");
    }

    @Test
    void theAnswerHasEventsTotalAndCursor() {
        server.searches.result = new SearchResult(
                List.of(found(2, MemoryIncidents.NOW, "{\"a\":{\"b\":[1,{}]}}"), found(1, MemoryIncidents.NOW, "{}")),
                "next",
                1000,
                false,
                true);

        Reply reply = server.get("/api/v1/search");

        JsonObject json = reply.json();
        assertThat(json.getJsonArray("events").getJsonObject(0))
                .isEqualTo(new JsonObject(
                        "{\"a\":{\"b\":[1,{}]},\"_id\":\"0000000000000002\"," + "\"_time\":\"2026-11-20T10:03:07Z\"}"));
        assertThat(json.getJsonArray("events")).hasSize(2);
        assertThat(json.getString("cursor")).isEqualTo("next");
        assertThat(json.getJsonObject("total")).isEqualTo(new JsonObject("{\"value\":1000,\"relation\":\"gte\"}"));
        assertThat(json.getBoolean("partial")).isTrue();
        assertThat(json.getLong("took_ms")).isNotNegative();
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({"a%20AND%20(b,6", "level:,6", "%22open,0"})
    void aQueryThatIsNoneIsToldWhere(String query, int position) {
        Reply reply = server.get("/api/v1/search?q=" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().getString("title")).isEqualTo("Cannot read the query");
        assertThat(reply.json().getInteger("position")).isEqualTo(position);
        assertThat(server.searches.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10001", "x", "1.5", "99999999999999", "0x10", "%20", "+5"})
    void aLimitThatIsNoneIsRefused(String limit) {
        Reply reply = server.get("/api/v1/search?limit=" + limit);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).endsWith("give a number from 0 to 10000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=20x6", "order=up", "limit="})
    void aParameterThatCannotBeReadIsRefused(String parameter) {
        assertThat(server.get("/api/v1/search?" + parameter).status()).isEqualTo(400);
    }

    @Test
    void aCursorThatIsNoneIsTheCallersMistake() {
        server.searches.failure = new IllegalArgumentException("cannot read cursor 'zz': it is not one of ours");

        Reply reply = server.get("/api/v1/search?cursor=zz");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).isEqualTo("cannot read cursor 'zz': it is not one of ours");
        assertThat(server.bugs).hasValue(0);
    }
}
