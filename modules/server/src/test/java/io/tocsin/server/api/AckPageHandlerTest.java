package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.State;
import io.tocsin.server.api.ApiServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckPageHandlerTest extends ApiCase {
    private static final String LINK = "/a/" + ApiServer.GOOD_TOKEN;

    private State state() {
        return server.incidents.incident("i-1").state();
    }

    private void open(String rule) {
        server.incidents.open("i-1", rule, "payment_api");
    }

    @Test
    void openingTheLinkAsksAndChangesNothing() {
        open("HighErrorRate");

        Reply page = server.get(LINK);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("<h1>HighErrorRate</h1>")
                .contains("CRITICAL, triggered, since 2026-11-20 10:02:07 UTC. You are anna.")
                .contains("Told: Anna Adler by email at 10:03 UTC")
                .contains("<form method=\"post\">");
        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void neitherHeadNorAnythingElseThatScannersSendActs() {
        open("HighErrorRate");

        for (String verb : new String[] {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"})
            server.send(verb, LINK, "");

        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void pressingTheButtonAcknowledgesForTheOneWhoseLinkItIs() {
        open("HighErrorRate");

        Reply page = server.post(LINK, "", "Content-Type", "application/x-www-form-urlencoded", "Origin", "null");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("HighErrorRate is yours, anna.");
        assertThat(state())
                .isInstanceOfSatisfying(
                        State.Acknowledged.class, held -> assertThat(held.by()).isEqualTo("anna"));
    }

    @Test
    void pressingTwiceIsNoMistake() {
        open("HighErrorRate");
        server.post(LINK, "");

        assertThat(server.post(LINK, "").body()).contains("HighErrorRate is yours, anna.");
        assertThat(server.get(LINK).body()).contains("acknowledged").doesNotContain("<form");
    }

    @Test
    void whoComesSecondIsToldThatItIsTaken() {
        open("HighErrorRate");
        server.incidents.acknowledge("i-1", "bob", null).await();

        assertThat(server.post(LINK, "").body()).contains("HighErrorRate is taken, and you are noted as well, anna.");
    }

    @Test
    void whatIsOverCannotBeTaken() {
        open("HighErrorRate");
        server.incidents
                .act("i-1", new io.tocsin.escalation.Signal.Resolve("bob"))
                .await();

        assertThat(server.get(LINK).body()).contains("resolved").doesNotContain("<form");
        Reply page = server.post(LINK, "");
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).contains("Nothing was changed").contains("it was resolved at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b", "%00", "%3Cscript%3E", "good-for-ann", "good-for-anna0"})
    void aLinkThatIsNotOursOrCutActsOnNothing(String token) {
        open("HighErrorRate");

        Reply asked = server.get("/a/" + token);
        Reply pressed = server.post("/a/" + token, "");

        assertThat(asked.status()).isIn(404, 410);
        assertThat(pressed.status()).isIn(404, 410);
        assertThat(asked.body()).doesNotContain("<script>");
        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void aLinkToAnIncidentThatIsGoneIsNoLongerGood() {
        assertThat(server.get(LINK).status()).isEqualTo(410);
        assertThat(server.post(LINK, "").status()).isEqualTo(410);
    }

    @Test
    void markupInATitleStaysText() {
        open("<script>alert('1')</script>\"&");

        assertThat(server.get(LINK).body())
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;")
                .doesNotContain("<script");
    }

    @Test
    void thePageRunsNothingIsFramedNowhereAndKeptNowhere() {
        open("HighErrorRate");

        Reply page = server.get(LINK);

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self'");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    }
}
