package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginHandlerTest extends ApiCase {
    @BeforeEach
    void open() {
        server.incidents.open("i-1", "HighErrorRate", "payment_api");
    }

    private int acknowledgeFrom(String origin) {
        return server.post("/api/v1/incidents/i-1/acknowledge", "{\"by\":\"anna\"}", "Origin", origin)
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost", "null", "http://127.0.0.1", "x", ""})
    void aPageOfAnotherSiteCannotAnswerForTheReader(String origin) {
        assertThat(acknowledgeFrom(origin)).isEqualTo(403);
        assertThat(server.incidents.incident("i-1").state().toString()).contains("Triggered");
    }

    @Test
    void theConsoleCanWhereverItIsReached() {
        assertThat(acknowledgeFrom(server.url())).isEqualTo(200);
        assertThat(acknowledgeFrom("https://tocsin.example.org")).isEqualTo(200);
    }

    @Test
    void aProgramSendsNoOriginAndPasses() {
        assertThat(server.post("/api/v1/logs", "{}").status()).isEqualTo(200);
    }

    @Test
    void readingIsLeftToTheBrowsersOwnRule() {
        assertThat(server.get("/api/v1/incidents", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(200);
    }
}
