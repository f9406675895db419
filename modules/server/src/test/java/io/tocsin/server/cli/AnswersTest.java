package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands that act on an incident. */
class AnswersTest {
    private final ApiServer server = ApiServer.withIncident();

    @AfterEach
    void stop() {
        server.close();
    }

    private Outcome incidents(String verb, String id, String... more) {
        String[] words =
                java.util.Arrays.copyOf(new String[] {"incidents", verb, id, "--url=" + server.url()}, 4 + more.length);
        System.arraycopy(more, 0, words, 4, more.length);
        return Terminal.run(words);
    }

    @Test
    void acknowledgingSaysWhatBecameOfIt() {
        Outcome outcome = incidents("ack", "i-1", "--by", "anna");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("i-1  acknowledged CRITICAL HighErrorRate");
    }

    @Test
    void withoutANameItIsTheOneOfTheAccount() {
        incidents("ack", "i-1");

        assertThat(incidents("show", "i-1").out()).contains(System.getProperty("user.name") + " acknowledged");
    }

    @Test
    void escalatingAndResolvingDoWhatTheySay() {
        assertThat(incidents("escalate", "i-1", "--by", "anna").code()).isZero();
        assertThat(incidents("resolve", "i-1", "--by", "anna").out()).startsWith("i-1  resolved");
    }

    @Test
    void whatIsOverCannotBeTakenAndThatIsAFailure() {
        incidents("resolve", "i-1", "--by", "anna");

        Outcome outcome = incidents("ack", "i-1", "--by", "bob");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("tocsin: cannot acknowledge i-1: it was resolved at");
    }

    @Test
    void anUnknownIncidentIsAFailure() {
        assertThat(incidents("ack", "i-9", "--by", "bob").err().strip())
                .isEqualTo("tocsin: there is no incident 'i-9'");
    }
}
