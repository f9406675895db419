package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages by hand, orders in bulk, exports that are verified, and reports, from the terminal. */
class IncidentFilesTest {
    @TempDir
    private Path folder;

    private final ApiServer server = ApiServer.withIncident();

    @AfterEach
    void stop() {
        server.close();
    }

    private Path exported() {
        Path file = folder.resolve("i-1.ndjson");
        Outcome outcome = Terminal.run("incidents", "export", "i-1", "-o", file.toString(), "--url=" + server.url());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return file;
    }

    private static Outcome verify(Path file, String... more) {
        String[] words =
                java.util.Arrays.copyOf(new String[] {"incidents", "verify", file.toString()}, 3 + more.length);
        System.arraycopy(more, 0, words, 3, more.length);
        return Terminal.run(words);
    }

    @Test
    void anExportIsVerifiedWithoutAServer() {
        Path file = exported();
        server.close();

        Outcome outcome = verify(file);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("OK: i-1, 2 entries\nlast hash ");
    }

    @Test
    void whatWasChangedIsNamed() throws IOException {
        Path file = exported();
        Files.writeString(file, Files.readString(file).replace("level 1 paged: anna", "level 1 paged: bob"));

        Outcome outcome = verify(file);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out().strip()).isEqualTo("CHANGED: entry 2 was changed");
    }

    @Test
    void aHashThatWasKeptElsewhereFindsAnotherTimeline() throws IOException {
        Path file = exported();
        String head = new JsonObject(Files.readAllLines(file).getFirst()).getString("head");

        assertThat(verify(file, "--head", head).code()).isZero();
        assertThat(verify(file, "--head", "0000").out()).startsWith("CHANGED: the last hash is " + head);
    }

    @Test
    void whatIsNoExportIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "hello\n");

        assertThat(verify(file).err()).startsWith("tocsin: cannot verify " + file + ": the first line is not");
        assertThat(verify(folder.resolve("none")).err().strip())
                .isEqualTo("tocsin: cannot verify " + folder.resolve("none") + ": there is no such file");
    }

    @Test
    void anExportNeverOverwritesAFile() throws IOException {
        Path file = exported();
        Outcome outcome = Terminal.run("incidents", "export", "i-1", "-o", file.toString(), "--url=" + server.url());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(verify(file).code()).isZero();
    }

    @Test
    void aPageByHandSaysWhatWasOpened() {
        Outcome outcome = Terminal.run(
                "incidents",
                "page",
                "Customers cannot pay",
                "--severity=high",
                "--label",
                "service=checkout",
                "--by=anna",
                "--url=" + server.url());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("inc-").contains("triggered", "HIGH");
    }

    @Test
    void inBulkOneRefusalIsAFailure() {
        Outcome outcome =
                Terminal.run("incidents", "bulk", "acknowledge", "i-1", "i-9", "--by=anna", "--url=" + server.url());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("i-1  acknowledged\ni-9  there is no incident 'i-9'\n");
    }

    @Test
    void mergingIntoNothingIsAFailure() {
        Outcome outcome = Terminal.run("incidents", "merge", "i-1", "i-9", "--by=anna", "--url=" + server.url());

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().strip()).isEqualTo("tocsin: there is no i-9");
    }

    @Test
    void aReportOfNothingSaysSo() {
        Outcome outcome = Terminal.run("report", "--from=-7d", "--url=" + server.url());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("0 incidents are over, ", "Time to acknowledge  none");
    }
}
