package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.routing.Router;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One answer from routing, escalation and the address book. */
class ExplainerTest {
    /** A Sunday night; in Berlin it is three o'clock. */
    private static final Instant NIGHT = Instant.parse("2026-11-29T02:00:00Z");

    @TempDir
    Path folder;

    /** What else anna says in oncall.yml. */
    private String rules = "";

    private Configuration configuration() throws IOException {
        Files.writeString(folder.resolve("routing.yml"), """
            global: {smtp_smarthost: '${SMTP:-}', smtp_from: a@b.c}
            route:
              receiver: nobody
              group_by: [alertname]
              group_wait: 5s
              routes:
              - {matchers: ['severity="critical"'], receiver: oncall}
              - {matchers: ['severity="low"'], receiver: oncall, active_time_intervals: [day]}
            receivers:
            - {name: nobody}
            - {name: oncall, email_configs: [{to: team@example.org}]}
            time_intervals:
            - {name: day, time_intervals: [{times: [{start_time: '09:00', end_time: '18:00'}], location: Europe/Berlin}]}
            """);
        Files.writeString(folder.resolve("oncall.yml"), """
            users:
              anna: {name: Anna Adler, contact_methods: {email: anna@example.org}%s}
              bob: {name: Bob Brandt, contact_methods: {email: bob@example.org, slack: U0BOB}}
            schedules: {primary: {time_zone: Europe/Berlin, layers: [{users: [anna, bob], start: 2026-01-05T09:00, every: 1w}]}}
            escalation_policies:
              default:
                levels:
                - {notify: [{schedule: primary}]}
                - {after: 15m, notify: [{user: bob}]}
                fallback: [{user: bob}]
            receivers: {oncall: default}
            """.formatted(rules));
        return ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null);
    }

    private JsonObject explained(String severity) throws IOException {
        return Explanations.of(configuration(), Labels.of("alertname", "Down", "severity", severity), NIGHT);
    }

    private static String summary(JsonObject answer) {
        return String.join(
                " ",
                answer.getJsonArray("summary").stream().map(String::valueOf).toList());
    }

    @Test
    void itSaysWhoIsPagedWhenAndWhoIsNext() throws IOException {
        JsonObject answer = explained("critical");

        assertThat(answer.getString("verdict")).isEqualTo("told");
        assertThat(summary(answer))
                .isEqualTo("oncall at 03:00:05: Anna Adler is paged; email team@example.org is told."
                        + " Unless somebody acknowledges by then: Bob Brandt at 03:15:05.");
    }

    @Test
    void theEscalationNamesEachLevelWithItsContacts() throws IOException {
        JsonArray levels = explained("critical")
                .getJsonArray("notices")
                .getJsonObject(0)
                .getJsonObject("escalation")
                .getJsonArray("levels");

        assertThat(levels).hasSize(3);
        assertThat(levels.getJsonObject(2).getBoolean("fallback")).isTrue();
        assertThat(levels.getJsonObject(1).getJsonArray("people").getJsonObject(0).getJsonArray("contacts").stream()
                        .map(contact -> ((JsonObject) contact).getString("channel")))
                .containsExactly("email", "slack");
    }

    @Test
    void aRouteThatIsSilentAtNightSaysUntilWhen() throws IOException {
        JsonObject answer = explained("low");

        assertThat(answer.getString("verdict")).isEqualTo("held");
        assertThat(summary(answer))
                .startsWith("oncall hears nothing at 03:00:05: the route is silent outside of day until 09:00:00.")
                .contains("oncall at 09:00:05");
    }

    @Test
    void hoursOfPeopleAndTheirStepsAreInThePlan() throws IOException {
        rules = """
            , notification_rules: {high: [{via: email, during: [day]}]}""";
        JsonObject answer = explained("critical");
        JsonObject level = answer.getJsonArray("notices")
                .getJsonObject(0)
                .getJsonObject("escalation")
                .getJsonArray("levels")
                .getJsonObject(0);

        assertThat(summary(answer)).startsWith("oncall at 03:00:05: Anna Adler is paged, but hears of it at 09:00:00;");
        assertThat(level.getString("heard_at")).isEqualTo("2026-11-29T08:00:00Z");
        assertThat(level.getJsonArray("people")
                        .getJsonObject(0)
                        .getJsonArray("contacts")
                        .getJsonObject(0)
                        .getString("after"))
                .isEqualTo("5h59m55s");
    }

    @Test
    void whatIsLittleUrgentIsRecordedOnly() throws IOException {
        JsonObject escalation = Explanations.of(
                        configuration(), Labels.of("alertname", "Down", "severity", "low"), NIGHT)
                .getJsonArray("notices")
                .getJsonObject(0)
                .getJsonObject("escalation");

        assertThat(escalation.getString("urgency")).isEqualTo("none");
        assertThat(escalation.getJsonArray("levels")).isEmpty();
        assertThat(escalation.getString("ends")).contains("recorded only");
    }

    @Test
    void aReceiverWithoutIntegrationsAndPolicyTellsNobody() throws IOException {
        JsonObject answer = explained("medium");

        assertThat(answer.getString("verdict")).isEqualTo("nobody");
        assertThat(summary(answer)).isEqualTo("nobody: this receiver tells nobody, only the console shows it.");
        assertThat(answer.getJsonArray("path")
                        .getJsonObject(1)
                        .getJsonArray("failed")
                        .getJsonObject(0)
                        .getString("value"))
                .isEqualTo("medium");
    }

    @Test
    void whereItRunsWhatCannotBeDeliveredCountsAsNobody() throws IOException {
        Configuration configuration = configuration();
        JsonObject answer = new Explainer(configuration, Rendering.PLAIN, false)
                .of(
                        new Router(configuration.routing())
                                .explain(Labels.of("alertname", "Down", "severity", "critical"), NIGHT),
                        (policy, group) -> Optional.empty(),
                        null);

        assertThat(answer.getString("verdict")).isEqualTo("nobody");
        assertThat(summary(answer)).contains("cannot be reached");
    }

    @Test
    void theTextIsGiven() throws IOException {
        JsonObject way = explained("critical")
                .getJsonArray("notices")
                .getJsonObject(0)
                .getJsonArray("to")
                .getJsonObject(0);

        assertThat(way.getJsonObject("text").getString("title")).isEqualTo("Down");
        assertThat(List.copyOf(way.getJsonObject("text").fieldNames())).containsExactly("title", "why");
    }
}
