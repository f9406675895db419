package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.model.Secret;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutingFileTest {
    private static final String RECEIVERS = "\nreceivers: [{name: r}]\n";

    private final Problems problems = new Problems();

    private RoutingConfig parse(String text) {
        return RoutingFile.parse(
                "routing.yml",
                text,
                Map.of("TOKEN", "xoxb-1", "EMPTY", "")::get,
                Map.of("secret.txt", "s3cret\n")::get,
                problems);
    }

    private List<String> refused(String text) {
        parse(text);
        return problems.list().stream().map(Problem::toString).toList();
    }

    private Integration integration(String type, String config) {
        return integration("", type, config);
    }

    private Integration integration(String global, String type, String config) {
        RoutingConfig read = parse("global: {" + global + "}\nroute: {receiver: r}\nreceivers:\n- name: r\n  " + type
                + "_configs: [" + config + "]\n");
        assertThat(problems.list()).isEmpty();
        return read.receiver(read.root()).integrations().getFirst();
    }

    @Test
    void routesInheritWhatTheyDoNotSay() {
        RoutingConfig config = parse("""
                route:
                  receiver: r
                  group_by: [a]
                  repeat_interval: 1h30m
                  labels: {x: 1, y: 1}
                  routes:
                  - {matchers: [a=b], group_wait: 1s, labels: {y: 2}}
                  - {matchers: [a=c], group_by: [], receiver: s}
                  - {matchers: [a=d], group_by: ['...'], routes: [{matchers: [a=e]}, {group_by: [b]}]}
                receivers: [{name: r}, {name: s}]
                """);
        List<Route> children = config.root().children();

        assertThat(problems.list()).isEmpty();
        assertThat(children.get(0).receiver()).isEqualTo("r");
        assertThat(children.get(0).groupBy().names()).containsExactly("a");
        assertThat(children.get(0).labels()).isEqualTo(Map.of("x", "1", "y", "2"));
        assertThat(children.get(0).timers())
                .isEqualTo(new Route.Timers(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(90)));
        assertThat(children.get(1).groupBy()).isEqualTo(GroupBy.NOTHING);
        assertThat(children.get(2).children().get(0).groupBy()).isEqualTo(GroupBy.EVERYTHING);
        assertThat(children.get(2).children().get(1).groupBy().names()).containsExactly("b");
    }

    @Test
    void theFirstMatchWithoutContinueEndsTheWalk() {
        RoutingConfig config = parse("""
                route:
                  receiver: r
                  routes:
                  - {matchers: [a=b], continue: true, receiver: one}
                  - {matchers: [c=d], receiver: two, routes: [{matchers: [e=f], receiver: deep}]}
                  - {matchers: [a=b], receiver: three}
                receivers: [{name: r}, {name: one}, {name: two}, {name: three}, {name: deep}]
                """);

        assertThat(receivers(config, "a", "b")).containsExactly("one", "three");
        assertThat(receivers(config, "a", "b", "c", "d")).containsExactly("one", "two");
        assertThat(receivers(config, "c", "d", "e", "f")).containsExactly("deep");
        assertThat(receivers(config, "x", "y")).containsExactly("r");
    }

    private static List<String> receivers(RoutingConfig config, String... labels) {
        return config.root().match(Labels.of(labels)).stream()
                .map(Route::receiver)
                .toList();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsPlace() {
        assertThat(refused("""
                route:
                  receiver: teem
                  group_intervall: 1m
                  group_interval: 0s
                  matchers: [a=b]
                  routes:
                  - {receiver: team, mute_time_intervals: [night], matchers: ['a b=c']}
                  - {group_by: ['...', a], repeat_interval: soon}
                receivers:
                - name: team
                  email_configs: [{to: a@b, from: c@d, smarthost: 'mail', subject: Hello}]
                - {name: team, slack_config: []}
                time_intervals: [{name: nights}, {name: nights}]
                """))
                .containsExactlyInAnyOrder(
                        "routing.yml:2:13: undefined receiver 'teem', did you mean 'team'?",
                        "routing.yml:3:3: unknown key 'group_intervall', did you mean 'group_interval'?",
                        "routing.yml:4:19: 'group_interval' cannot be zero: write at least 1s",
                        "routing.yml:5:13: 'matchers' is not allowed here: the root route takes every alert, put it on a child route",
                        "routing.yml:7:43: undefined time interval 'night', did you mean 'nights'?",
                        "routing.yml:7:63: cannot read matcher 'a b=c': bad matcher format: a b=c; write it as name=\"value\", with one of = != =~ !~",
                        "routing.yml:8:16: '...' groups by all labels and must stand alone in 'group_by'",
                        "routing.yml:8:45: 'repeat_interval' must be a duration such as 30s, 5m or 1h30m, not 'soon'",
                        "routing.yml:11:51: 'smarthost' must be host:port, not 'mail'",
                        "routing.yml:11:68: unknown key 'subject': write it as headers.Subject",
                        "routing.yml:12:10: receiver 'team' is given twice",
                        "routing.yml:12:16: unknown key 'slack_config', did you mean 'slack_configs'?",
                        "routing.yml:13:41: time interval 'nights' is given twice");
    }

    @Test
    void aFileNeedsARouteAndTheRouteAReceiver() {
        assertThat(refused("receivers: []")).containsExactly("routing.yml:1:1: 'route' is required");
        assertThat(new RoutingFileTest().refused("route: {continue: true}" + RECEIVERS))
                .containsExactly(
                        "routing.yml:1:8: 'receiver' is required",
                        "routing.yml:1:19: 'continue' has no meaning at the root route");
        assertThat(new RoutingFileTest().refused("")).hasSize(2);
    }

    @Test
    void variablesAreReplacedAndAMissingOneIsAProblem() {
        Integration slack = integration(
                "slack",
                "{app_token: '${TOKEN}', channel: '#${CHANNEL:-a}$${X}', text: '{{ reReplaceAll \"a\" \"${x}\" }}'}");

        assertThat(slack.destination())
                .isEqualTo(new Destination.SlackChannel("https://slack.com/api", new Secret("xoxb-1"), "#a${X}"));
        assertThat(slack.settings())
                .containsEntry("text", "{{ reReplaceAll \"a\" \"${x}\" }}")
                .doesNotContainKey("app_token");
        assertThat(new RoutingFileTest()
                        .refused("route: {receiver: '${NOBODY}'}" + RECEIVERS)
                        .getFirst())
                .isEqualTo(
                        "routing.yml:1:19: environment variable 'NOBODY' is not set: set it, or write ${NOBODY:-default}");
    }

    @Test
    void anIntegrationWithoutItsCredentialIsKeptWithAWarning() {
        Integration slack = integration("slack", "{api_url: '${EMPTY}', channel: '#a'}");

        assertThat(slack.destination()).isNull();
        assertThat(slack.undeliverable()).isEqualTo("nothing can be delivered, 'api_url' and 'app_token' are empty");
        assertThat(problems.warnings())
                .singleElement()
                .asString()
                .contains("routing.yml:5:19: slack: nothing can be delivered");
    }

    @Test
    void slackFallsBackOnGlobalSettings() {
        assertThat(integration("slack_api_url: 'https://hooks/x'", "slack", "{channel: '#a'}")
                        .destination())
                .isEqualTo(new Destination.SlackWebhook(new Secret("https://hooks/x"), "#a"));
        assertThat(integration(
                                "slack_app_token_file: secret.txt, slack_app_url: 'http://fake/api/chat.postMessage'",
                                "slack",
                                "~")
                        .destination())
                .isEqualTo(new Destination.SlackChannel("http://fake/api", new Secret("s3cret"), ""));
        assertThat(integration(
                                "slack",
                                "{api_url: 'https://slack.com/api/chat.postMessage', http_config: {authorization: {credentials: t}}}")
                        .destination())
                .isEqualTo(new Destination.SlackChannel("https://slack.com/api", new Secret("t"), ""));
    }

    @Test
    void pagerdutyAddressesNameTheServiceOnly() {
        assertThat(integration("pagerduty", "{routing_key: k}").destination())
                .isEqualTo(new Destination.PagerDuty("https://events.pagerduty.com", new Secret("k")));
        assertThat(integration("pagerduty", "{routing_key_file: secret.txt, url: 'http://fake:1/v2/enqueue'}")
                        .destination())
                .isEqualTo(new Destination.PagerDuty("http://fake:1", new Secret("s3cret")));
    }

    @Test
    void webhooksCarryTheHeadersOfTheirHttpConfigOrTheGlobalOne() {
        assertThat(integration(
                                "http_config: {basic_auth: {username: u, password: p}}",
                                "webhook",
                                "{url: 'http://x', max_alerts: 3}")
                        .destination())
                .isEqualTo(new Destination.Webhook(new Secret("http://x"), Map.of("Authorization", "Basic dTpw")));
        Integration own = integration(
                "http_config: {basic_auth: {username: u}}",
                "webhook",
                "{url: 'http://x', http_config: {authorization: {credentials_file: secret.txt}}}");
        assertThat(own.destination())
                .isEqualTo(new Destination.Webhook(new Secret("http://x"), Map.of("Authorization", "Bearer s3cret")));
    }

    @Test
    void aSecretComesFromOnePlaceOnly() {
        assertThat(
                        refused(
                                "route: {receiver: r}\nreceivers:\n- name: r\n  webhook_configs: [{url: 'http://x', url_file: secret.txt}]\n"))
                .containsExactly("routing.yml:4:27: at most one of 'url' and 'url_file' can be given");
    }

    @Test
    void integrationsWithoutASenderAreKeptWithAWarning() {
        Integration victorops = integration("victorops", "{api_key: k, routing_key: r, state_message: hi}");

        assertThat(victorops.undeliverable()).isEqualTo("parsed and checked, Tocsin has no sender for it yet");
        assertThat(victorops.settings()).isEqualTo(Map.of("routing_key", "r", "state_message", "hi"));
        assertThat(victorops.sendResolved()).isTrue();
        assertThat(problems.warnings()).singleElement().asString().contains("no sender for it yet");
    }

    @Test
    void theShippedFileLoadsWithoutAnyEnvironment() throws IOException {
        RoutingConfig config = RoutingFile.parse("routing.yml", shipped(), name -> null, file -> null, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(config.receivers().values())
                .flatExtracting(Receiver::integrations)
                .allMatch(integration -> integration.destination() == null);
        assertThat(receivers(config, "severity", "P0", "team", "security")).containsExactly("security", "oncall");
        assertThat(receivers(config, "severity", "high")).containsExactly("team");
        assertThat(receivers(config, "severity", "warning")).containsExactly("team-mail");
        assertThat(receivers(config, "severity", "LOW")).containsExactly("dashboard");
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of(System.getProperty("tocsin.root", "../.."), "config", "routing.yml"));
    }

    @Test
    void noTextMakesReadingThrow() throws IOException {
        long seed = Seeds.first();
        Random random = new Random(seed);
        String good = shipped();
        String noise = "{}[]:,-'\"&*!|>%@`#? \n0aé🙂$~";
        for (int i = 0; i < 600; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(40));
                if (random.nextBoolean()) text.delete(at, end);
                else text.insert(at, noise.charAt(random.nextInt(noise.length())));
            }
            assertThatCode(() -> new RoutingFileTest().parse(text.toString()))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }
}
