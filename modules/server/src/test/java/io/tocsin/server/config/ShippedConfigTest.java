package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the repository works as it is, on a machine where nothing is set. */
class ShippedConfigTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", "../.."));

    private static Configuration load(String folder) throws IOException {
        return ConfigFolder.load(ROOT.resolve(folder), ROOT.resolve("rules"), Map.of(), name -> null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "deploy/tocsin"})
    void theShippedFoldersLoad(String folder) throws IOException {
        Configuration loaded = load(folder);

        assertThat(loaded.rules().rules()).isNotEmpty();
        assertThat(loaded.oncall().policyOfReceiver()).containsKey("oncall");
    }

    @Test
    void theDeployedOneHasNothingToWarnOf() throws IOException {
        assertThat(load("deploy/tocsin").warnings()).isEmpty();
    }

    @Test
    void withoutAnyVariableOnlyThisMachineCanConnect() throws IOException {
        assertThat(load("config").settings().listen().isLocal()).isTrue();
    }

    @Test
    void everyRunbookThatARuleNamesIsThere() throws IOException {
        Settings settings = load("config").settings();

        Set<String> named = load("config").rules().rules().stream()
                .map(rule -> rule.annotations().getOrDefault("runbook", ""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(settings.runbooks().resolve(name + ".md")).exists());
    }
}
