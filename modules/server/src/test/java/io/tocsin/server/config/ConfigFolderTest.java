package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.yaml.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {
    @TempDir
    private Path folder;

    private ConfigCase config;

    @BeforeEach
    void start() {
        config = new ConfigCase(folder);
    }

    @Test
    void aFolderThatIsNotThereMeansDefaults() throws Exception {
        Configuration defaults =
                ConfigFolder.load(folder.resolve("none"), folder.resolve("no-rules"), Map.of(), name -> null);

        assertThat(defaults.routing().receivers()).containsOnlyKeys("dashboard");
        assertThat(defaults.rules().rules()).isEmpty();
    }

    @Test
    void theMistakesOfAllFilesAreReportedTogether() {
        config.file("tocsin.yml", "lisen: x")
                .file("routing.yml", "route: {receiver: nobody}\nreceivers: [{name: dashboard}]")
                .file("oncall.yml", "user: {}")
                .file("rules/r.yml", "groups: [{name: g, rule: []}]");

        assertThat(config.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("tocsin.yml:1:1: unknown key 'lisen'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("routing.yml:1:"))
                .anySatisfy(problem -> assertThat(problem).startsWith("oncall.yml:1:1: unknown key 'user'"))
                .anySatisfy(problem -> assertThat(problem).contains("r.yml:1:"));
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        assertThat(config.file("tocsin.yml", "listen: [\n").problems())
                .singleElement()
                .asString()
                .startsWith("tocsin.yml:2:1: cannot read YAML: ");
    }

    @Test
    void aListIsNoConfiguration() {
        assertThat(config.file("tocsin.yml", "- listen\n").problems())
                .containsExactly("tocsin.yml:1:1: the file must be a mapping, not a list");
    }

    @Test
    void aKeyGivenTwiceIsTold() {
        assertThat(config.file("tocsin.yml", "auth: none\nauth: none\n").problems())
                .containsExactly("tocsin.yml:2:1: key 'auth' is given twice");
    }

    @Test
    void aFileThatIsNotUtf8IsTold() throws Exception {
        Files.write(folder.resolve("oncall.yml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertThat(config.problems()).containsExactly("oncall.yml:1:1: cannot read the file: it is not UTF-8");
    }

    @Test
    void aBrokenRoutingFileDoesNotMakeItsReceiversUnknown() {
        config.file("routing.yml", "route: [\n").file("oncall.yml", """
                users: {anna: {contact_methods: {email: a@example.org}}}
                escalation_policies: {p: {levels: [{notify: [{user: anna}]}], fallback: [{user: anna}]}}
                receivers: {oncall: p}
                """);

        assertThat(config.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("routing.yml:"));
    }

    @Test
    void aSecretMayLieInAFileBesideTheConfiguration() {
        config.file("hook.txt", "https://hooks.slack.com/services/T/B/x\n").file("routing.yml", """
                global: {slack_api_url_file: hook.txt}
                route: {receiver: team}
                receivers: [{name: team, slack_configs: [{channel: '#a'}]}]
                """);

        assertThat(config.problems()).isEmpty();
    }

    @Test
    void theExceptionListsEveryProblemOnALineOfItsOwn() {
        config.file("tocsin.yml", "a: 1\nb: 2\n");

        assertThatThrownBy(config::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tocsin.yml:1:1: unknown key 'a'")
                .hasMessageContaining("\n" + folder.resolve("tocsin.yml") + ":2:1: unknown key 'b'");
    }
}
