package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.e2e.RealAmtool.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every command of amtool that teams use, against the drop-in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmtoolStory {
    private static final String CONFIG = """
            route:
              receiver: default
              group_by: [alertname]
              routes:
                - {matchers: [team="db"], receiver: db}
            receivers: [{name: default}, {name: db}]
            """;

    private final Path config;
    private final Child server;
    private final RealAmtool amtool;

    AmtoolStory(@TempDir Path folder) throws IOException {
        RealAmtool.against("");
        config = Files.writeString(folder.resolve("alertmanager.yml"), CONFIG);
        server = Child.dropIn(config, folder.resolve("data"));
        amtool = RealAmtool.against(server.url());
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void alertsAreAddedAndFound() {
        amtool.run("alert", "add", "alertname=Added", "team=db", "--annotation=summary=text");

        assertThat(amtool.run("alert", "query")).contains("Added", "text", "active");
        assertThat(amtool.run("alert", "query", "team=~d.")).contains("Added");
        assertThat(amtool.run("alert", "query", "team=web")).doesNotContain("Added");
        assertThat(amtool.run("alert", "query", "--receiver=db", "-o", "json")).contains("\"Added\"");
    }

    @Test
    void silencesAreAddedFoundChangedAndEnded() {
        amtool.run("alert", "add", "alertname=Quiet", "team=web");
        String id = lastLine(amtool.run("silence", "add", "--comment=c", "--duration=1h", "alertname=Quiet"));

        assertThat(amtool.run("silence", "query")).contains(id, "alertname=\"Quiet\"");
        assertThat(amtool.run("silence", "query", "-q", "alertname=Quiet")).contains(id);
        assertThat(amtool.run("alert", "query", "alertname=Quiet")).doesNotContain("Quiet");
        assertThat(amtool.run("alert", "query", "-s", "alertname=Quiet")).contains("Quiet", "suppressed");
        assertThat(amtool.run("silence", "update", "--duration=2h", "--comment=longer", id))
                .contains("longer");
        amtool.run("silence", "expire", id);
        assertThat(amtool.run("silence", "query")).doesNotContain(id);
        assertThat(amtool.run("silence", "query", "--expired")).contains(id);
    }

    @Test
    void silencesAreImported(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("silences.json"), """
                [{"matchers": [{"name": "alertname", "value": "Imported", "isRegex": false, "isEqual": true}],
                  "startsAt": "2026-01-01T00:00:00.000Z", "endsAt": "2036-01-01T00:00:00.000Z", "createdBy": "a",
                  "comment": "c"}]""");

        amtool.run("silence", "import", file.toString());

        assertThat(amtool.run("silence", "query")).contains("alertname=\"Imported\"");
    }

    @Test
    void theConfigurationIsShownAndItsRoutesAreTested() {
        assertThat(amtool.run("config", "show")).contains("receiver: default");
        assertThat(amtool.run("config", "routes", "show")).contains("{team=\"db\"}", "db");
        assertThat(amtool.run("config", "routes", "test", "team=db")).contains("db");
        assertThat(amtool.run("config", "routes", "test", "--verify.receivers=default", "team=web"))
                .contains("default");
        assertThat(amtool.run("check-config", config.toString())).contains("SUCCESS");
    }

    @Test
    void theClusterIsThisNodeAlone() {
        assertThat(amtool.run("cluster", "show")).contains("Cluster Status:", "disabled");
    }

    @Test
    void anErrorReachesWhoeverTypedIt() {
        Said said = amtool.tryTo("silence", "add", "--comment=c", "alertname=~.*");

        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains("at least one matcher must not match the empty");
    }

    /** Before it an amtool of another version says so. */
    private static String lastLine(String said) {
        return said.strip().lines().toList().getLast();
    }
}
