package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.routing.Integration;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackChannelsTest {
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    Path folder;

    private ConfigCase tocsin(String text) {
        return new ConfigCase(folder).file("tocsin.yml", text);
    }

    @Test
    void nothingIsConfiguredUntilItIs() {
        assertThat(tocsin("").settings().backChannels()).isEqualTo(BackChannels.NONE);
        assertThat(tocsin("").settings().outlets()).isEqualTo(Outlets.NONE);
    }

    @Test
    void secretsStandInTheEnvironmentOrInFilesAndAreNeverShown() {
        Settings settings = tocsin("""
                        slack: {signing_secret: '${S}', app_token_file: app.token, anybody: false}
                        pagerduty: {webhook_secret: ['one${S}', two]}
                        """)
                .file("app.token", "xapp-1-geheim\n")
                .environment("S", "geheim")
                .settings();

        BackChannels.Slack slack =
                Objects.requireNonNull(settings.backChannels().slack());
        assertThat(slack)
                .isEqualTo(new BackChannels.Slack(
                        new Secret("geheim"), new Secret("xapp-1-geheim"), false, "https://slack.com/api"));
        assertThat(Objects.requireNonNull(settings.backChannels().pagerduty()).secrets())
                .containsExactly(new Secret("onegeheim"), new Secret("two"));
        assertThat(settings.toString()).doesNotContain("geheim");
    }

    @Test
    void whatIsWrongIsSaidWhereItStands() {
        assertThat(tocsin("""
                        slack: {anybody: true}
                        pagerduty: {}
                        twilio: {account_sid: AC1, from: '015', auth_token: a, auth_token_file: b}
                        webhooks: {nobody: {secret: short, form: odd}}
                        topics: {nobody: {topic: t, bootstrap_server: x}}
                        """).problems())
                .anyMatch(problem -> problem.startsWith("tocsin.yml:1:8: 'slack' needs 'signing_secret'"))
                .anyMatch(problem -> problem.contains("'webhook_secret' or 'webhook_secret_file' is required"))
                .anyMatch(problem -> problem.contains("'account_sid' must be AC and 32 hex digits"))
                .anyMatch(problem -> problem.contains("give 'auth_token' or 'auth_token_file', not both"))
                .anyMatch(problem -> problem.contains("'secret' must be whsec_ and 24 to 64 bytes in Base64"))
                .anyMatch(problem -> problem.contains("'form' must be 'standard' or 'alertmanager', not 'odd'"))
                .anyMatch(problem -> problem.contains("'webhooks' names 'nobody', which routing.yml does not have"))
                .anyMatch(problem -> problem.contains("'topics' names 'nobody', which routing.yml does not have"))
                .anyMatch(problem -> problem.contains("did you mean 'bootstrap_servers'"))
                .noneMatch(problem -> problem.contains("short"));
    }

    @Test
    void aNumberIsWrittenWithItsCountry() {
        assertThat(new ConfigCase(folder)
                        .file("oncall.yml", "users: {anna: {contact_methods: {sms: '0151 234'}}}")
                        .problems())
                .containsExactly("oncall.yml:1:39: 'sms' must be a number such as +4915123456789, not '0151 234'");
    }

    @Test
    void receiversGetASignatureAndATopicBesideWhatRoutingYmlSays() {
        Configuration loaded =
                tocsin("""
                        webhooks: {oncall: {secret: %s}}
                        topics: {oncall: {bootstrap_servers: 'k:9092', topic: alerts}}
                        """.formatted(WHSEC)).file("routing.yml", """
                        route: {receiver: oncall}
                        receivers: [{name: oncall, webhook_configs: [{url: 'http://h/x'}]}, {name: other}]
                        """).load();

        List<Integration> integrations = Objects.requireNonNull(
                        loaded.routing().receivers().get("oncall"))
                .integrations();
        assertThat(integrations).extracting(Integration::id).containsExactly("webhook[0]", "kafka[0]");
        assertThat(integrations.getFirst().destination())
                .isInstanceOfSatisfying(
                        Destination.Webhook.class,
                        webhook -> assertThat(Objects.requireNonNull(webhook.signing())
                                        .standardBody())
                                .isTrue());
        assertThat(integrations.getLast().destination())
                .isInstanceOfSatisfying(
                        Destination.KafkaTopic.class,
                        topic -> assertThat(topic.topic()).isEqualTo("alerts"));
        assertThat(loaded.routing().published()).doesNotContain("kafka", "whsec");
    }
}
