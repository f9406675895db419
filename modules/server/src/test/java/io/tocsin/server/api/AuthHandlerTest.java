package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Secret;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.server.config.Settings.Auth;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthHandlerTest extends ApiCase {
    private static final String OPS = "0123456789abcdef";
    private static final String GRAFANA = "fedcba9876543210";

    @BeforeEach
    void requireTokens() {
        server.auth = new Auth.Tokens(Map.of("ops", new Secret(OPS), "grafana", new Secret(GRAFANA)), Set.of("ops"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/search",
                "/api/v1/requests/x",
                "/api/v1/incidents",
                "/api/v1/status",
                "/api/v1/rules",
                "/api/v1/oncall",
                "/api/v1/runbooks/x",
                "/api/v1/alerts",
                "/api/v2/alerts",
                "/metrics",
                "/api/v1/logs",
                "/-/reload",
                "/nonsense",
                "//api/v1/status",
                "/%61pi/v1/status",
                "/console/../api/v1/status",
            })
    void withoutATokenNothingIsTold(String path) {
        Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tocsin\"");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/logs", "/-/reload", "/api/v2/alerts", "/api/v1/incidents/i-1/acknowledge"})
    void withoutATokenNothingIsTaken(String path) {
        assertThat(server.post(path, "{\"by\":\"eve\"}").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/search",
                "/incidents",
                "/incidents/i-1",
                "/requests/a",
                "/rules",
                "/runbooks/x",
                "/console/app.js",
                "/favicon.ico",
                "/-/healthy",
                "/-/ready",
                "/api/v1/openapi.yaml"
            })
    void pagesHealthAndTheDescriptionAreOpen(String path) {
        assertThat(server.get(path).status()).isEqualTo(200);
    }

    @Test
    void aSignedLinkCarriesItsOwnProof() {
        server.incidents.open("i-1", "HighErrorRate", "payment_api");

        assertThat(server.post("/a/" + ApiServer.GOOD_TOKEN, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + OPS, "Bearer " + GRAFANA, "bearer " + OPS, "Bearer  " + OPS})
    void anyKnownTokenOpens(String header) {
        assertThat(server.get("/api/v1/status", "Authorization", header).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer ops",
                "Basic " + OPS,
                OPS,
                "Bearer 0123456789ABCDEF",
            })
    void anyOtherTokenIsNotGood(String header) {
        Reply reply = server.get("/api/v1/status", "Authorization", header);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tocsin\", error=\"invalid_token\"");
    }

    @Test
    void nobodyHasToLogInWhereThatWasSaid() {
        server.auth = new Auth.None();

        assertThat(server.get("/api/v1/status").status()).isEqualTo(200);
    }
}
