package io.tocsin.server.api;

import static io.tocsin.server.api.MemorySearches.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.server.api.ApiServer.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHandlerTest extends ApiCase {
    private static List<LogEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(i, MemoryIncidents.NOW.plusMillis(i), "{\"n\":" + i + "}", "service", "s"))
                .toList();
    }

    @Test
    void aRequestIsASummaryAndItsEvents() {
        server.searches.byId.put("req-1", events(3));

        JsonObject request = server.get("/api/v1/requests/req-1").json();

        assertThat(request.getString("id")).isEqualTo("req-1");
        assertThat(request.getBoolean("truncated")).isFalse();
        assertThat(request.getBoolean("partial")).isFalse();
        assertThat(request.getJsonArray("events").getJsonObject(2).getInteger("n"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a/b",
        "a%20b, a b",
        "a+b, a+b",
        "a%2Bb, a+b",
        "a%25b, a%b",
        "a%252Fb, a%2Fb",
        "%C3%A4%F0%9F%94%94, ä🔔",
        "a:b;c=d, a:b;c=d",
        "a%3Fb%23c, a?b#c",
        "..%2F..%2Fetc, ../../etc",
    })
    void anIdMayHoldAnything(String written, String id) {
        server.searches.byId.put(id, events(1));

        Reply reply = server.get("/api/v1/requests/" + written);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("id")).isEqualTo(id);
    }

    @Test
    void whileTheIndexCatchesUpThereMayBeMore() {
        assertThat(server.get("/api/v1/requests/none").json().getBoolean("partial"))
                .isFalse();
        server.searches.catchingUp = true;
        server.searches.byId.put("req-1", events(3));

        assertThat(server.get("/api/v1/requests/req-1").json().getBoolean("partial"))
                .isTrue();
        assertThat(server.get("/api/v1/requests/req-1", "Accept", "application/x-ndjson")
                        .header("X-Tocsin-Partial"))
                .isEqualTo("true");
        Reply none = server.get("/api/v1/requests/none");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.json().getBoolean("partial")).isTrue();
        assertThat(none.detail()).endsWith("in any ID field, as far as the index can be read now");
    }

    @Test
    void anUnknownIdIsToldAsText() {
        Reply reply = server.get("/api/v1/requests/%3Cb%3E");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.detail()).isEqualTo("no event carries the ID '<b>' in any ID field");
    }

    @Test
    void whatIsOverTheLimitIsCutAndSaid() {
        server.searches.byId.put("r", events(4));

        JsonObject request = server.get("/api/v1/requests/r?limit=3").json();

        assertThat(request.getJsonArray("events")).hasSize(3);
        assertThat(request.getBoolean("truncated")).isTrue();
        assertThat(server.get("/api/v1/requests/r?limit=4").json().getBoolean("truncated"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "10000", "999999999999"})
    void aLimitThatIsNoneIsRefused(String limit) {
        assertThat(server.get("/api/v1/requests/r?limit=" + limit).status()).isEqualTo(400);
    }

    @Test
    void aLargeRequestIsNoMoreThanTheStoreCanBring() {
        server.searches.byId.put("r", events(10_050));

        assertThat(server.get("/api/v1/requests/r").json().getJsonArray("events"))
                .hasSize(9_999);
        assertThat(server.get("/api/v1/requests/r?limit=9999").json().getBoolean("truncated"))
                .isTrue();
    }

    @Test
    void programsGetOneEventALine() {
        server.searches.byId.put("r", events(2));

        Reply reply = server.get("/api/v1/requests/r", "Accept", "application/x-ndjson");

        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(reply.body().lines().map(JsonObject::new).map(line -> line.getInteger("n")))
                .containsExactly(0, 1);
    }
}
