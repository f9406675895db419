package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckConfigCommandTest {
    @TempDir
    private Path folder;

    private Outcome check(String tocsin) throws IOException {
        Files.writeString(folder.resolve("tocsin.yml"), tocsin);
        Path rules = Files.createDirectories(folder.resolve("rules"));
        return Terminal.run("check-config", folder.toString(), "--rules", rules.toString());
    }

    @Test
    void aGoodConfigurationIsCounted() throws IOException {
        Outcome outcome = check("listen: 127.0.0.1:7081");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().strip()).isEqualTo("good: 0 rules, 1 receivers, 0 people, 0 schedules");
    }

    @Test
    void aWarningIsShownAndIsNoFailure() throws IOException {
        Outcome outcome = check("listen: 0.0.0.0:7080\nauth: none");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("warning: " + folder + "/tocsin.yml:1:9: 'external_url' is not set");
    }

    @Test
    void everyProblemIsALineAndTheCommandFails() throws IOException {
        Outcome outcome = check("lisen: x\nauth: maybe");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out().lines())
                .containsExactly(
                        folder + "/tocsin.yml:2:7: 'auth' must be 'none' or a mapping with tokens, not 'maybe'",
                        folder + "/tocsin.yml:1:1: unknown key 'lisen', did you mean 'listen'?",
                        "2 problems");
    }

    @Test
    void oneProblemIsOne() throws IOException {
        assertThat(check("lisen: x").out()).endsWith("1 problem" + System.lineSeparator());
    }

    @Test
    void aFolderThatIsNotThereIsNotCalledGood() {
        Outcome outcome = Terminal.run("check-config", folder.resolve("typo").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().strip())
                .isEqualTo("tocsin: cannot read " + folder.resolve("typo") + ": there is no such folder");
    }

    @Test
    void theServerDoesNotStartOnAFolderThatIsNotThere() {
        Outcome outcome = Terminal.run("up", "--config", folder.resolve("typo").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("there is no such folder");
    }

    @Test
    void theServerDoesNotStartOnAConfigurationThatIsWrong() throws IOException {
        Files.writeString(folder.resolve("tocsin.yml"), "listen: 0.0.0.0:0");

        Outcome outcome = Terminal.run(
                "up",
                "--config",
                folder.toString(),
                "--data",
                folder.resolve("data").toString());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot listen on 0.0.0.0 without authentication");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
