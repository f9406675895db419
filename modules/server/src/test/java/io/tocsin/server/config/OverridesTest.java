package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.config.Settings.Listen;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {
    @TempDir
    private Path folder;

    private ConfigCase config;

    @BeforeEach
    void start() {
        config = new ConfigCase(folder);
    }

    @Test
    void theCommandLineWinsOverTheFile() {
        config.file("tocsin.yml", "listen: 127.0.0.1:1\ndashboards: http://d/").set("listen", "127.0.0.1:2");

        assertThat(config.settings().listen()).isEqualTo(new Listen("127.0.0.1", 2));
        assertThat(config.settings().dashboards()).isEqualTo("http://d/");
    }

    @Test
    void aDottedKeyLeavesItsNeighboursAsTheyAre() {
        config.file("tocsin.yml", "kafka: {bootstrap_servers: k:1, topics: [a]}")
                .set("kafka.group", "other");

        assertThat(config.settings().kafka())
                .extracting("group", "bootstrapServers")
                .containsExactly("other", "k:1");
    }

    @Test
    void aDottedKeyMakesTheMappingsOnItsWay() {
        config.set("kafka.bootstrap_servers", "k:1").set("kafka.topics", "logs");

        assertThat(config.settings().kafka()).extracting("topics").isEqualTo(List.of("logs"));
    }

    @Test
    void aListIsWrittenInBrackets() {
        config.set("kafka.bootstrap_servers", "k:1,k:2").set("kafka.topics", "[logs, audit]");

        assertThat(config.settings().kafka())
                .extracting("bootstrapServers", "topics")
                .containsExactly("k:1,k:2", List.of("logs", "audit"));
    }

    @Test
    void aValueMayUseTheEnvironment() {
        config.environment("PORT", "7099").set("listen", "127.0.0.1:${PORT}");

        assertThat(config.settings().listen().port()).isEqualTo(7099);
    }

    @Test
    void anEmptyValueMeansTheDefault() {
        config.file("tocsin.yml", "dashboards: http://d/").set("dashboards", "");

        assertThat(config.settings().dashboards()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lisen", "kafka.topic", ".", "", "listen.", "..a"})
    void aKeyThatDoesNotExistIsAProblemAndNoCrash(String key) {
        assertThat(config.set(key, "x").problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("--set:1:1: "));
    }
}
