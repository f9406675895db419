package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFiles;
import io.tocsin.server.cli.Terminal.Outcome;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that come with Tocsin and their own tests, as the commands run them. */
class ShippedRuleTestsTest {
    private static final Path ROOT = Path.of(System.getProperty("tocsin.root", "."));

    private static Outcome run(String... words) {
        return Terminal.run(words);
    }

    @Test
    void theirTestsPass() {
        Outcome outcome = run("rules", "test", ROOT.resolve("rules").toString(), "--config=" + ROOT.resolve("config"));

        assertThat(outcome.err() + outcome.out()).contains("good: ").doesNotContain("no test expects anything of");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void nobodyDoubtsThem() {
        Outcome outcome = run("rules", "check", ROOT.resolve("rules").toString(), "--strict");

        assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
    }

    @Test
    void eachHasItsRunbookItsDashboardAndItsOwner() throws IOException {
        List<Rule> rules = RuleFiles.load(ROOT.resolve("rules"), new Problems()).rules();

        assertThat(rules).hasSizeGreaterThan(30);
        for (Rule rule : rules) {
            assertThat(rule.labels()).as(rule.name()).containsKey("owner");
            assertThat(rule.annotations()).as(rule.name()).containsKeys("summary", "description", "dashboard");
            String runbook = rule.annotations().getOrDefault("runbook", "");
            assertThat(Files.readString(ROOT.resolve("runbooks").resolve(runbook + ".md")))
                    .as(rule.name())
                    .startsWith("# ");
        }
    }
}
