package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import org.junit.jupiter.api.Test;

class HeartbeatCommandTest {
    @Test
    void aSignOfLifeReachesTheServer() {
        try (ApiServer server = ApiServer.withIncident()) {
            Outcome outcome = Terminal.run("heartbeat", "backup", "--url=" + server.url());

            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).isEqualTo("backup is alive; the next sign is due by 2026-11-21T11:03:07Z\n");
        }
    }

    @Test
    void aMisspeltNameIsAnError() {
        try (ApiServer server = ApiServer.withIncident()) {
            Outcome outcome = Terminal.run("heartbeat", "bakcup", "--url=" + server.url());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("there is no heartbeat 'bakcup', did you mean 'backup'?");
        }
    }
}
