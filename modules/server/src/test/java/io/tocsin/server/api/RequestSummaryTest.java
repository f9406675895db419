package io.tocsin.server.api;

import static io.tocsin.server.api.MemorySearches.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestSummaryTest {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static LogEvent at(int millis, String service, String level) {
        return event(millis, START.plusMillis(millis), "{}", FieldNames.SERVICE, service, FieldNames.LEVEL, level);
    }

    @Test
    void itSpansFromTheFirstToTheLastEvent() {
        JsonObject summary = RequestSummary.of("r", List.of(at(0, "a", "INFO"), at(250, "a", "INFO")));

        assertThat(summary.getString("id")).isEqualTo("r");
        assertThat(summary.getString("from")).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(summary.getString("to")).isEqualTo("2026-11-20T10:00:00.250Z");
        assertThat(summary.getLong("duration_ms")).isEqualTo(250);
    }

    @Test
    void servicesComeInTheOrderInWhichTheyAppear() {
        JsonArray services = RequestSummary.of(
                        "r", List.of(at(0, "gateway", "INFO"), at(1, "api", "ERROR"), at(2, "gateway", "FATAL")))
                .getJsonArray("services");

        assertThat(services.getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("name", "gateway")
                        .put("events", 2)
                        .put("errors", 1)
                        .put("first", "2026-11-20T10:00:00Z")
                        .put("last", "2026-11-20T10:00:00.002Z"));
        assertThat(services.getJsonObject(1).getString("name")).isEqualTo("api");
    }

    @Test
    void errorsAreErrorAndFatal() {
        assertThat(RequestSummary.of(
                                "r",
                                List.of(at(0, "a", "WARN"), at(1, "a", "ERROR"), at(2, "a", "FATAL"), at(3, "a", "?")))
                        .getLong("errors"))
                .isEqualTo(2);
    }

    @Test
    void aPauseOfMoreThanASecondIsAGap() {
        JsonObject summary =
                RequestSummary.of("r", List.of(at(0, "a", "INFO"), at(1000, "a", "INFO"), at(2001, "a", "INFO")));

        assertThat(summary.getJsonArray("gaps"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("after", "00000000000003e8").put("ms", 1001L)));
    }

    @Test
    void anEventWithoutAServiceBelongsToTheUnknownOne() {
        JsonObject summary = RequestSummary.of("r", List.of(event(1, START, "{}")));

        assertThat(summary.getJsonArray("services").getJsonObject(0).getString("name"))
                .isEqualTo("unknown");
        assertThat(summary.getLong("duration_ms")).isZero();
    }
}
