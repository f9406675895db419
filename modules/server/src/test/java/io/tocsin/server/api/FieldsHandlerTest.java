package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import io.tocsin.query.Tally;
import io.tocsin.store.FieldUse;
import io.tocsin.store.FieldsResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsHandlerTest extends ApiCase {
    @BeforeEach
    void fill() {
        server.searches.tables = pipes -> MemorySearches.table(
                List.of("service", "count"),
                List.of(
                        Arrays.asList("payment_api", 9L),
                        Arrays.asList(null, 5L),
                        Arrays.asList("Payments", 3L),
                        Arrays.asList("gateway", 1L)),
                18);
    }

    private Query asked() {
        return Objects.requireNonNull(server.searches.scope).query();
    }

    @Test
    void fieldsComeWithTheNumberOfTheirEvents() {
        server.searches.fields = new FieldsResult(List.of(new FieldUse("level", 7), new FieldUse("extra.ip", 2)), true);

        JsonObject json = server.get("/api/v1/fields?q=level:ERROR&from=-1h").json();

        assertThat(json.getJsonArray("fields"))
                .isEqualTo(new JsonArray("[{\"name\":\"level\",\"events\":7},{\"name\":\"extra.ip\",\"events\":2}]"));
        assertThat(json.getBoolean("partial")).isTrue();
        assertThat(asked()).isEqualTo(Query.parse("level:ERROR"));
    }

    @Test
    void valuesAreTheMostFrequentOnesAndWhatIsMissingIsNone() {
        JsonObject json = server.get("/api/v1/fields/service/values").json();

        assertThat(json.getString("field")).isEqualTo("service");
        assertThat(json.getJsonArray("values"))
                .isEqualTo(new JsonArray("[{\"value\":\"payment_api\",\"events\":9},"
                        + "{\"value\":\"Payments\",\"events\":3},{\"value\":\"gateway\",\"events\":1}]"));
        assertThat(json.getBoolean("truncated")).isFalse();
        assertThat(server.searches.pipes).containsExactly(List.of(new Pipe.Top(21, "service")));
    }

    @Test
    void aBeginningNarrowsDownWhatIsSearchedAndWhatIsTold() {
        JsonObject json = server.get("/api/v1/fields/service/values?prefix=pay&q=level:ERROR&limit=1")
                .json();

        assertThat(json.getJsonArray("values")).isEqualTo(new JsonArray("[{\"value\":\"payment_api\",\"events\":9}]"));
        assertThat(json.getBoolean("truncated")).isTrue();
        assertThat(asked()).isEqualTo(Query.parse("level:ERROR service:pay*"));
        assertThat(server.searches.pipes).containsExactly(List.of(new Pipe.Top(Tally.GROUPS_MAX, "service")));
    }

    @Test
    void aBeginningWithSignsIsComparedAndNotSearched() {
        server.get("/api/v1/fields/path/values?prefix=/api*");

        assertThat(asked()).isEqualTo(Query.parse("*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service/values?limit=0",
                "service/values?limit=1001",
                "service/values?q=a%7Ccount",
                "time/values"
            })
    void whatCannotBeReadIsRefused(String address) {
        assertThat(server.get("/api/v1/fields/" + address).status()).isEqualTo(400);
        assertThat(server.bugs).hasValue(0);
    }
}
