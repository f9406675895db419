package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.RuleFiles;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows can be copied. */
class DocumentedConfigTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", "../.."));
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String ROUTING = "route: {receiver: oncall}\nreceivers: [{name: oncall}]\n";

    @TempDir
    Path folder;

    @Test
    void theExamplesOfTheConfigurationPageAreGood() throws IOException {
        List<String> examples = examples("docs/configuration.md");
        ConfigCase config = new ConfigCase(folder)
                .file("tocsin.yml", examples.get(0))
                .file("oncall.yml", examples.get(1))
                .file("routing.yml", ROUTING)
                .environment("GRAFANA_TOKEN", "0123456789abcdef")
                .environment("SHIPPER_TOKEN", "0123456789abcdef")
                .environment("OPS_TOKEN", "0123456789abcdef")
                .environment("KAFKA_PASSWORD", "secret");

        assertThat(examples).hasSize(2);
        assertThat(config.problems()).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void theExamplesOfTheReadmeAreGood() throws IOException {
        List<String> examples = examples("README.md");
        ConfigCase config =
                new ConfigCase(folder).file("oncall.yml", examples.get(1)).file("routing.yml", ROUTING);
        Problems problems = new Problems();

        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(rules.resolve("payments.yml"), examples.get(0));

        assertThat(examples).hasSize(2);
        assertThat(config.problems()).isEmpty();
        assertThat(RuleFiles.load(rules, problems).rules()).hasSize(1);
        assertThat(problems.list()).isEmpty();
    }

    private static List<String> examples(String page) throws IOException {
        return YAML.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
