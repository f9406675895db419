package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import org.junit.jupiter.api.Test;

class OncallTestCommandTest {
    @Test
    void whatBecameOfEachMessageIsPrintedAndOneThatFailsCounts() {
        try (ApiServer server = ApiServer.withIncident()) {
            Outcome outcome = Terminal.run("oncall", "test", "oncall", "--by=anna", "--url=" + server.url());

            assertThat(outcome.out()).isEqualTo("""
                    delivered  receiver/oncall/slack[0]: posted for anna (40 ms)
                    refused    receiver/oncall/email[0]: 550 no such user (7 ms)
                    """);
            assertThat(outcome.code()).isEqualTo(1);
        }
    }

    @Test
    void somebodyWhoIsNotThereIsAnError() {
        try (ApiServer server = ApiServer.withIncident()) {
            Outcome outcome = Terminal.run("oncall", "test", "zoe", "--person", "--url=" + server.url());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).contains("there is no user 'zoe'");
        }
    }
}
