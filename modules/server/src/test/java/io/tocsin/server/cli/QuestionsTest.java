package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import io.tocsin.store.SearchRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands that only ask: search, trace, oncall, incidents list and show. */
class QuestionsTest {
    private static final String ESC = "\u001b";

    private static ApiServer server = ApiServer.withIncident();

    @BeforeAll
    static void fill() {
        server.holding("req-1", "{\"level\":\"info\",\"service\":\"gateway\",\"message\":\"POST /orders\",\"n\":1}");
        server.holding("req-1", "{\"log\":{\"level\":\"ERROR\"},\"app\":\"payment_api\",\"operation\":\"charge\"}");
        server.holding("a/b c", "{\"message\":\"" + "\\u001b]0;owned\\u0007\\nnext\\u202e" + "\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Outcome run(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--url=" + server.url();
        return Terminal.run(all);
    }

    @Test
    void aSearchPrintsTheNewestLastAndCountsOnTheSide() {
        Outcome outcome = run("search", "level:ERROR");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines().toList().getFirst())
                .isEqualTo("2026-11-20T10:03:07.001Z INFO  gateway            POST /orders  n=1");
        assertThat(outcome.out().lines().toList().get(1))
                .startsWith("2026-11-20T10:03:07.002Z ERROR payment_api        charge");
        assertThat(outcome.err()).startsWith("3 of 3 events, ");
    }

    @Test
    void everyOptionOfASearchReachesTheServer() {
        run("search", "a b", "--from=-15m", "--to", "now", "--limit", "7", "--order", "asc");

        assertThat(server.lastSearch().limit()).isEqualTo(7);
        assertThat(server.lastSearch().order()).isEqualTo(SearchRequest.Order.OLDEST_FIRST);
        assertThat(server.lastSearch().from()).isEqualTo("2026-11-20T09:48:07Z");
        assertThat(server.lastSearch().to()).isEqualTo("2026-11-20T10:03:07Z");
    }

    @Test
    void asJsonEachLineIsTheEventAsItWasSent() {
        Outcome outcome = run("search", "--json");

        assertThat(outcome.out().lines().map(JsonObject::new).map(event -> event.getString("_id")))
                .containsExactly("0000000000000001", "0000000000000002", "0000000000000003");
    }

    @Test
    void aQueryThatIsNoneIsExplainedAndFails() {
        Outcome outcome = run("search", "(a");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("tocsin: ").contains("at character 1 of the query");
    }

    @Test
    void whatAStrangerLoggedCannotPlayWithTheTerminal() {
        Outcome outcome = run("search", "x");

        assertThat(outcome.out()).doesNotContain(ESC).contains("\\u001b]0;owned\\u0007\\nnext\\u202e");
        assertThat(outcome.out().lines()).hasSize(3);
    }

    @Test
    void aTraceEndsWithItsSummary() {
        Outcome outcome = run("trace", "req-1");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines()).hasSize(4);
        assertThat(outcome.out()).contains("req-1: 2 events, 0 errors, 1 ms, unknown");
    }

    @Test
    void anIdMayHoldSlashesAndSpaces() {
        assertThat(run("trace", "a/b c").out()).contains("a/b c: 1 events");
    }

    @Test
    void aTraceAsJsonIsTheWholeAnswer() {
        assertThat(new JsonObject(run("trace", "req-1", "--json").out()).getJsonArray("events"))
                .hasSize(2);
    }

    @Test
    void anIdThatNobodyCarriesFails() {
        Outcome outcome = run("trace", "req-9");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().strip()).isEqualTo("tocsin: no event carries the ID 'req-9' in any ID field");
    }

    @Test
    void onCallIsOneLineASchedule() {
        assertThat(run("oncall", "--at", "2026-11-24T00:00:00Z").out().strip())
                .isEqualTo("primary      anna, until 2026-11-30T08:00:00Z, then bob");
        assertThat(run("oncall", "--at", "noon").code()).isEqualTo(1);
    }

    @Test
    void incidentsAreListedAndShown() {
        assertThat(run("incidents", "list").out().strip())
                .isEqualTo("i-1  triggered    CRITICAL HighErrorRate (since 2026-11-20T10:02:07Z)");
        assertThat(run("incidents", "list", "--state", "resolved").out().strip())
                .isEqualTo("No incidents.");
        assertThat(run("incidents", "show", "i-1").out().lines().skip(1))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("  2026-11-20T10:03:07Z  "));
        assertThat(run("incidents", "show", "i-9").code()).isEqualTo(1);
        assertThat(run("incidents", "list", "--state", "closed").code()).isEqualTo(1);
    }
}
