package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedTest {
    private static final Path AMTOOL = Path.of("/usr/bin/amtool");
    private static final String SHOWN = """
            global:
              slack_api_url: 'https://hooks.slack.com/s3cret'
              slack_app_url: https://slack.com/api/chat.postMessage
              http_config:
                proxy_url: http://proxy:pa55@proxy:3128
                proxy_connect_header: {X-Proxy: [s3cret]}
                basic_auth: {username: u, password: s3cret}
              smtp_smarthost: '${MX:-mx:25}'
              smtp_from: a@b
            route:
              receiver: ops
              continue: no
              routes:
              - {matchers: ['team="${TEAM}"', x=~"a.*"], receiver: ops, continue: yes, group_by: ['...']}
              - {match: {a: 'true', b: ''}, match_re: {c: '\\d+'}, mute_time_intervals: [night]}
            inhibit_rules: [~, {source_matchers: [a=b], target_matchers: [a=c], equal: [d]}]
            receivers:
            - name: ops
              labels: {team: '1'}
              slack_configs:
              - ~
              - {channel: '#a', text: "one\\n two: \\"{{ .Status }}\\"\\n", send_resolved: 'true'}
              - {api_url: '${NONE:-}', channel: '#b'}
              pagerduty_configs:
              - {routing_key: s3cret, details: {a.b: {c: [1, ~, 'x: y']}}}
              - {routing_key: '${NONE:-}'}
              webhook_configs:
              - {url: 'http://s3cret/', max_alerts: '3', http_config: {authorization: {credentials: s3cret}}}
              email_configs: [{to: 'x@y', auth_password: s3cret, tls_config: {key: s3cret, cert: c}, headers: {subject: é}}]
              pushover_configs: [{user_key: s3cret, token: s3cret, retry: 1.5m}]
            - name: nobody
              opsgenie_configs: [{api_key: '${NONE:-}'}]
            time_intervals:
            - name: night
              time_intervals:
              - weekdays: ['Friday:saturday', monday]
                times: [{start_time: '22:00', end_time: '06:00'}, {start_time: '12:00', end_time: '13:00'}]
            templates: ['*.tmpl']
            """;

    private final Problems problems = new Problems();

    private RoutingConfig parse(String text) {
        return RoutingFile.parse("f", text, Map.of("TEAM", "blue", "NONE", "")::get, file -> "s3cret", problems);
    }

    private String shown() {
        String published = parse(SHOWN).published();
        assertThat(problems.list()).isEmpty();
        return published;
    }

    /** A sign for a secret somewhere does not make up for what a variable elsewhere does not say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "slack_api_url: '${NONE:-}', smtp_auth_password: <secret>|slack_configs: [{channel: a}]",
                "smtp_smarthost: '${NONE:-}', smtp_from: a, slack_api_url: <secret>|email_configs: [{to: a@b}]",
                "opsgenie_api_key: '${NONE:-}', slack_api_url: <secret>|opsgenie_configs: [{}]",
                "slack_api_url: <secret>|pagerduty_configs: [{routing_key: '${NONE:-}'}]",
                "resolve_timeout: 1m|pushover_configs: [{user_key: '${NONE:-}', token: <secret>}]",
            })
    void whatAVariableDoesNotSayIsLeftOutWhereASignForASecretStandsToo(String parts) {
        String[] part = parts.split("\\|", -1);
        Problems problems = new Problems();
        String shown = parsed(
                        "global: {" + part[0] + "}\nroute: {receiver: r}\nreceivers: [{name: r, " + part[1] + "}]",
                        problems)
                .published();
        assertThat(problems.list()).isEmpty();

        parsed(shown, problems);

        assertThat(problems.list()).as(shown).isEmpty();
    }

    /** What was copied from where it is shown can be shown again. */
    @Test
    void signsForSecretsStay() {
        Problems problems = new Problems();
        String shown = parsed(
                        "route: {receiver: r}\nreceivers: [{name: r, pagerduty_configs: [{routing_key: <secret>}]}]",
                        problems)
                .published();

        assertThat(shown).contains("routing_key: \"<secret>\"");
    }

    private static RoutingConfig parsed(String text, Problems problems) {
        return RoutingFile.parse("f", text, name -> null, file -> null, problems);
    }

    @Test
    void noSecretIsShown() {
        assertThat(shown()).doesNotContain("s3cret", "pa55").contains("<secret>", "http://proxy:xxxxx@proxy:3128");
    }

    @Test
    void variablesAreReplacedByTheirValues() {
        assertThat(shown())
                .contains("team=\\\"blue\\\"", "smtp_smarthost: \"mx:25\"")
                .doesNotContain("${");
    }

    @Test
    void integrationsThatLackACredentialAreLeftOut() {
        assertThat(shown()).doesNotContain("\"#b\"", "opsgenie_configs").containsOnlyOnce("routing_key");
    }

    @Test
    void textsKeepTheirLines() {
        assertThat(shown()).contains("""
                    text: |
                      one
                       two: "{{ .Status }}"
                    send_resolved: true
                """.indent(0).stripTrailing());
    }

    @Test
    void rangesOverMidnightBecomeTwoEntries() {
        assertThat(shown()).contains("""
                - name: night
                  time_intervals:
                  - weekdays:
                    - "Friday:saturday"
                    - monday
                    times:
                    - start_time: "22:00"
                      end_time: "24:00"
                    - start_time: "12:00"
                      end_time: "13:00"
                  - weekdays:
                    - sunday
                    - "saturday:saturday"
                    - "tuesday:tuesday"
                    times:
                    - start_time: "00:00"
                      end_time: "06:00"
                """);
    }

    @Test
    void whatIsShownReadsAsTheFileDoes() {
        RoutingConfig config = parse(SHOWN);
        RoutingConfig again = parse(config.published());

        assertThat(problems.list()).as(config.published()).isEmpty();
        assertThat(again.root()).isEqualTo(config.root());
        assertThat(again.inhibitRules()).isEqualTo(config.inhibitRules());
        assertThat(again.published()).isEqualTo(config.published());
    }

    @Test
    void alertmanagersToolReadsIt(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(AMTOOL), "amtool is not installed");
        Path file = folder.resolve("shown.yml");

        Files.writeString(file, shownToOldTools());
        assertThat(amtool(file)).contains("team=\"blue\"").contains("receiver: ops");

        Files.writeString(file, shipped());
        assertThat(amtool(file)).contains("receiver: oncall");
    }

    /** Without what Alertmanager 0.25 does not know. */
    private String shownToOldTools() {
        String known = SHOWN.replace("slack_app_url: https://slack.com/api/chat.postMessage", "resolve_timeout: 1m")
                .replace("labels: {team: '1'}", "sns_configs: ~")
                .replace("{a.b: {c: [1, ~, 'x: y']}}", "{a.b: 'x: y'}")
                .replace("{key: s3cret, cert: c}", "{insecure_skip_verify: on}");
        return parse(known).published();
    }

    /** As it is without any environment: most integrations have no credential. */
    private static String shipped() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("tocsin.root", "../.."), "config", "routing.yml"))
                // A key since 0.28.
                .replace("name: critical-explains-the-rest", "equal: [service]")
                .replace("    equal: [service]\n\n", "\n");
        return RoutingFile.parse("f", text, name -> null, file -> null, new Problems())
                .published();
    }

    @Test
    void alertmanagersToolReadsWhatIsShownOfItsOwnFiles(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(AMTOOL), "amtool is not installed");
        for (Path file : UpstreamCorpusTest.files()) {
            if (check(file) != 0) continue;
            Path shown = folder.resolve(file.getFileName());
            Files.writeString(
                    shown, UpstreamCorpusTest.read(file, new Problems()).published());
            assertThat(check(shown)).as("%s%n%s", file, Files.readString(shown)).isZero();
        }
    }

    private static int check(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(AMTOOL.toString(), "check-config", file.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            out.readAllBytes();
        }
        process.waitFor(30, TimeUnit.SECONDS);
        return process.exitValue();
    }

    private static String amtool(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        List.of(AMTOOL.toString(), "config", "routes", "show", "--config.file=" + file))
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(30, TimeUnit.SECONDS);
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        }
    }
}
