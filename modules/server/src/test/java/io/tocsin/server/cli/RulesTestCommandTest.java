package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.cli.Terminal.Outcome;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the files of a team to the exit code of its CI. */
class RulesTestCommandTest {
    private static final String EVENTS = """
              events:
              - {repeat: 10, every: 20s, event: {action: login, user: "u{{ $i }}", extra: {status: failed, source_ip: 10.0.0.9}}}
              - {at: 4m, event: {action: login, user: u1, extra: {status: failed, source_ip: 10.0.0.9}}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void rulesAndConfiguration() throws IOException {
        Files.writeString(folder.resolve("security.yml"), """
                groups:
                - name: security
                  labels: {team: security}
                  rules:
                  - alert: BruteForceLogin
                    match: action:login status:failed
                    by: [ip]
                    when: count() > 10
                    within: 5m
                    severity: critical
                    annotations: {summary: "{{ $value }} from {{ $labels.ip }}"}
                  - alert: Other
                    match: action:other
                    when: any
                """);
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("routing.yml"), """
                route: {receiver: security, group_wait: 5s, group_interval: 1m}
                receivers: [{name: security, slack_configs: [{api_url: "${NOT_HERE:-}", channel: "#s", send_resolved: true}]}]
                """);
        Files.writeString(config.resolve("oncall.yml"), """
                users: {anna: {contact_methods: {slack: U1}}, bob: {contact_methods: {email: b@example.org}}}
                escalation_policies: {default: {levels: [{notify: [{user: anna}]}, {after: 10m, notify: [{user: bob}]}], fallback: [{user: bob}]}}
                receivers: {security: default}
                """);
    }

    private Outcome run(String test, String... more) throws IOException {
        Files.writeString(folder.resolve("security.test.yml"), "rules: [security.yml]\ntests:\n" + test);
        String[] words = new String[4 + more.length];
        System.arraycopy(
                new String[] {"rules", "test", folder.toString(), "--config=" + folder.resolve("config")},
                0,
                words,
                0,
                4);
        System.arraycopy(more, 0, words, 4, more.length);
        return Terminal.run(words);
    }

    private static String named(String name, String more) {
        return "- name: " + name + "\n" + EVENTS + more;
    }

    @Test
    void alertsAndMessagesAsExpectedPass() throws IOException {
        Outcome outcome = run(named("the eleventh", """
                  expect:
                  - {at: 3m59s, alert: BruteForceLogin, firing: none}
                  - {at: 4m, alert: BruteForceLogin, firing: [{ip: 10.0.0.9}], severity: critical, value: 11, annotations: {summary: 11 from 10.0.0.9}}
                  - {at: 1h, alert: BruteForceLogin, firing: none}
                  notifications:
                  - {at: 4m, to: "receiver:security", within: 5s}
                  - {at: 4m, to: "person:anna", channel: slack, level: 1}
                  - {at: 9m, within: 2m, to: "receiver:security", kind: resolved}
                  - {to: "person:bob", none: true}
                """));

        assertThat(outcome.out()).endsWith("good: 1 test\n").contains("no test expects anything of: Other");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void whatIsNotSoIsToldWithWhatWasNearest() throws IOException {
        Outcome outcome = run(named("wrong", """
                  expect:
                  - {at: 3m, alert: BruteForceLogin, firing: any}
                  - {at: 4m, alert: Other, firing: any}
                  notifications:
                  - {at: 30m, to: "person:anna"}
                  - {at: 4m, to: "person:bob"}
                """));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("at 3m BruteForceLogin must fire; it fired {ip=10.0.0.9, team=security} from 4m to ")
                .contains("at 4m Other must fire; it never fires in this test; what does: BruteForceLogin")
                .contains("person:anna must be told at 30m, within 1m; was told at 4m5s by slack: page")
                .contains(
                        "person:bob must be told at 4m, within 1m; never was; the nearest message went to anna at 4m5s")
                .endsWith("1 of 1 test failed\n");
    }

    @Test
    void disorderRepetitionAndARestartChangeNothing() throws IOException {
        Outcome outcome = run(named("disturbed", """
                  shuffle: 20s
                  duplicate: 50%
                  restart_at: 3m
                  expect:
                  - {at: 3m59s, alert: BruteForceLogin, firing: none}
                  - {at: 4m, alert: BruteForceLogin, firing: [{ip: 10.0.0.9}], value: 11}
                  notifications:
                  - {at: 4m, to: "person:anna"}
                """));

        assertThat(outcome.out()).endsWith("good: 1 test\n");
    }

    @Test
    void someoneWhoAnswersEndsTheClimb() throws IOException {
        Outcome outcome = run("- name: answered\n  acknowledge: 2m\n" + EVENTS + """
                  - {at: 5m, repeat: 60, every: 20s, event: {action: login, user: u1, extra: {status: failed, source_ip: 10.0.0.9}}}
                  notifications:
                  - {at: 6m, to: "receiver:security", kind: acknowledged}
                  - {to: "person:bob", none: true}
                """);

        assertThat(outcome.out()).endsWith("good: 1 test\n");
    }

    @Test
    void aReportForAMachineGoesToAFile() throws IOException {
        String test = named("one", "  expect: [{at: 3m, alert: BruteForceLogin, firing: any}]\n");
        Path out = folder.resolve("report.xml");

        Outcome junit = run(test, "--format=junit", "--out=" + out);
        Outcome json = run(test, "--format=json");

        assertThat(junit.out()).isEqualTo("1 of 1 test failed\n");
        assertThat(Files.readString(out))
                .contains("<testsuites name=\"tocsin rules test\" tests=\"1\" failures=\"1\">")
                .contains("<failure message=\"");
        assertThat(new JsonObject(json.out()).getInteger("failed")).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadIsNoFailedTest() throws IOException {
        Outcome outcome = run("- {name: x, expects: []}\n");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("security.test.yml:3:13: unknown key 'expects', did you mean 'expect'?");
    }

    @Test
    void theExampleOfTheManualIsTrue() throws IOException {
        Path root = Path.of("../..");
        String manual = Files.readString(root.resolve("docs/rules-testing.md"));
        int start = manual.indexOf("```yaml\n") + "```yaml\n".length();
        Path rules = Files.createDirectories(folder.resolve("shipped"));
        Files.copy(root.resolve("rules/security.yml"), rules.resolve("security.yml"));
        Files.writeString(rules.resolve("security.test.yml"), manual.substring(start, manual.indexOf("```", start)));

        Outcome outcome = Terminal.run("rules", "test", rules.toString(), "--config=" + root.resolve("config"));

        assertThat(outcome.out()).endsWith("good: 2 tests\n");
    }

    private void sigma() throws IOException {
        Path sigma = Files.createDirectories(folder.resolve("sigma/shop"));
        Files.createDirectories(folder.resolve("sigma/maps"));
        Files.writeString(folder.resolve("sigma/maps/shop.yml"), """
                maps:
                - {name: shop, match: 'service:shop', others: ['*'], sources: [{product: shop}]}
                """);
        Files.writeString(sigma.resolve("thief.yml"), """
                title: Coupon Thief
                id: 5f1d2c3a-0000-4000-8000-000000000001
                logsource: {product: shop}
                detection: {selection: {action|endswith: _coupon}, condition: selection}
                level: high
                """);
    }

    private static final String COUPONS = """
            - name: coupons
              events: [{event: {service: shop, user: anna, action: used_coupon}}, {event: {service: other, action: used_coupon}}]
              expect: [{at: 0s, alert: Coupon Thief, firing: [{service: shop, user: anna}], severity: high}]
            """;

    @Test
    void sigmaRulesBesideAreTestedAsTheServerReadsThem() throws IOException {
        sigma();
        Files.writeString(folder.resolve("shop.test.yml"), "tests:\n" + COUPONS);
        Files.writeString(folder.resolve("named.test.yml"), "rules: [sigma/shop/thief.yml]\ntests:\n" + COUPONS);

        Outcome outcome = Terminal.run("rules", "test", folder.toString(), "--config=" + folder.resolve("config"));

        assertThat(outcome.out() + outcome.err()).endsWith("good: 2 tests\n");
    }

    @Test
    void andTheirTestsMayLieBesideThem() throws IOException {
        sigma();
        Files.writeString(
                folder.resolve("sigma/thief.test.yml"),
                "rules: [../sigma/maps/shop.yml, ../sigma/shop/thief.yml]\ntests:\n"
                        + COUPONS.replace("severity: high", "severity: low"));

        Outcome outcome = Terminal.run("rules", "test", folder.toString(), "--config=" + folder.resolve("config"));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("1 of 1 test failed");
    }

    @Test
    void aFolderWithoutTestsIsProbablyTheWrongOne() throws IOException {
        Outcome outcome = Terminal.run("rules", "test", folder.toString());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no file here is called *.test.yml");
    }
}
