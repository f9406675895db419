package io.tocsin.server.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestFileReaderTest {
    private static final String RULES =
            "groups: [{name: g, rules: [{alert: BruteForceLogin, match: 'a:b', when: count() > 1, within: 1m}]}]";

    private final Problems problems = new Problems();

    private record Disk(Map<String, String> texts) implements TestFileReader.Files {
        @Override
        public @Nullable String text(String name) {
            return texts.get(name);
        }

        @Override
        public List<String> rulesBeside() {
            return List.of("rules.yml");
        }

        @Override
        public List<String> sigmaBeside() {
            return texts.keySet().stream()
                    .filter(name -> name.startsWith("sigma/"))
                    .sorted()
                    .toList();
        }
    }

    private TestFile read(String text) {
        return TestFileReader.read(
                "x.test.yml",
                text,
                new Disk(Map.of("rules.yml", RULES, "lines.ndjson", "{\"a\":1}\n\n{\"a\":2}\n")),
                problems);
    }

    private List<String> wrong(String text) {
        read(text);
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void aTestIsReadWithItsDefaults() {
        TestFile file = read("""
                tests:
                - name: one
                  events: [{event: {a: b}}]
                  expect: [{at: 1m, alert: BruteForceLogin, firing: none}]
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(file.rules().rules()).hasSize(1);
        RuleTest test = file.tests().getFirst();
        assertThat(test.start()).isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
        assertThat(test.disturbed()).isFalse();
        assertThat(test.acknowledge()).isNull();
    }

    @Test
    void everythingThatATestCanSayIsRead() {
        TestFile file = read("""
                rules: [rules.yml]
                tests:
                - name: all
                  events:
                  - {file: lines.ndjson, source: "kafka:logs-0"}
                  - {at: 1m, repeat: 3, every: 5s, jitter: 1s, event: {a: b}}
                  shuffle: 30s
                  restart_at: 2m
                  duplicate: 5%
                  acknowledge: 5m
                  end: 1h
                  expect: [{at: 1m, alert: BruteForceLogin, firing: [{extra.ip: 1}], severity: high, value: 2, annotations: {a: b}}]
                  notifications: [{at: 4m, to: "team:security", within: 10s, channel: slack, level: 2, kind: page}]
                """);

        assertThat(problems.list()).isEmpty();
        RuleTest test = file.tests().getFirst();
        assertThat(test.start()).as("of the lines").isNull();
        assertThat(test.disturbance()).isEqualTo("shuffle: 30s, duplicate: 5%, restart_at: 2m");
        assertThat(test.acknowledge()).isEqualTo(Duration.ofMinutes(5));
        assertThat(((EventSpec.Lines) test.events().getFirst()).lines()).hasSize(2);
        assertThat(((Expectation.Firing) test.expectations().getFirst()).alerts())
                .containsExactly(Map.of("extra_ip", "1"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsPlace() {
        assertThat(wrong("""
                        rules: [rules.yml, gone.yml]
                        tests:
                        - name: one
                          evnts: []
                          duplicate: 300%
                          expect:
                          - {at: soon, alert: BruteForceLogn, firing: perhaps}
                          notifications: [{to: anna}]
                        """))
                .containsExactlyInAnyOrder(
                        "x.test.yml:1:8: cannot read rule file 'gone.yml'",
                        "x.test.yml:7:23: there is no rule 'BruteForceLogn' in the files under test, did you mean 'BruteForceLogin'?",
                        "x.test.yml:7:47: 'firing' must be none, any or a list of labels, not 'perhaps'",
                        "x.test.yml:7:10: 'at' must be a duration such as 30s, 5m or 1h30m, not 'soon'",
                        "x.test.yml:8:24: 'to' must be person:NAME, receiver:NAME or team:NAME, not 'anna'",
                        "x.test.yml:8:19: 'at' is required",
                        "x.test.yml:5:14: 'duplicate' must be a share such as 5%, not '300%'",
                        "x.test.yml:4:3: unknown key 'evnts', did you mean 'events'?");
    }

    @Test
    void aTestThatExpectsNothingIsNone() {
        assertThat(wrong("tests: [{name: one, events: [{event: {a: b}}]}]"))
                .containsExactly("x.test.yml:1:9: the test expects nothing: give it 'expect' or 'notifications'");
    }
}
