package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceCommandTest {
    private final ApiServer server = ApiServer.withIncident();

    @BeforeEach
    void alerts() {
        server.firing("alertname", "PoolExhausted", "team", "db");
        server.firing("alertname", "Slow", "team", "web");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Outcome run(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "silence";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--url";
        all[words.length + 2] = server.url();
        return Terminal.run(all);
    }

    @Test
    void whatASilenceIsAboutIsShownBeforeItIsMade() {
        Outcome added = run(
                "add",
                "team=db",
                "--comment",
                "repair",
                "--author",
                "anna",
                "--start",
                "2026-11-20T10:03:07Z",
                "-d",
                "2h");

        assertThat(added.err()).isEmpty();
        assertThat(added.out()).contains("1 alert fires now:", "  alertname=PoolExhausted team=db");
        assertThat(run("list").out()).contains("active", "team=\"db\"", "to 2026-11-20T12:03:07.000Z", "anna: repair");
    }

    @Test
    void aPreviewMakesNothing() {
        assertThat(run("add", "team=~.+", "--comment", "c", "--preview").out()).contains("2 alerts fire now:");
        assertThat(run("list").out()).isEqualTo("No silences.\n");
    }

    @Test
    void aSilenceEndsWhenSomebodySaysSo() {
        String[] made = run(
                        "add",
                        "team=db",
                        "-c",
                        "c",
                        "--until-resolved",
                        "--end",
                        "2026-12-20T10:00:00Z",
                        "--start",
                        "2026-11-20T10:03:07Z")
                .out()
                .strip()
                .split("\n", -1);
        String id = made[made.length - 1];

        assertThat(run("list").out()).contains("or until resolved");
        assertThat(run("expire", id).code()).isZero();
        assertThat(run("list").out()).isEqualTo("No silences.\n");
        assertThat(run("list", "--all", "team=db").out()).contains(id).contains("expired");
        assertThat(run("expire", "x").err()).contains("must be of type uuid");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(run("add", "team", "-c", "c").err()).contains("bad matcher format: team");
        assertThat(run("add", "team=db").err()).contains("Missing required option: '--comment=TEXT'");
        assertThat(run("add", "team=db", "-c", "c", "-d", "soon").err()).contains("--duration must be one such as");
        assertThat(run("add", "team=~.*", "-c", "c", "--start", "2026-11-20T10:03:07Z", "-d", "2h")
                        .err())
                .contains("at least one matcher must not match the empty");
    }
}
