package io.tocsin.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateSetTest {
    /** Every name that Alertmanager 0.34 defines. */
    private static final List<String> NAMES = List.of(("__alertmanager __alertmanagerURL __subject __description"
                    + " __text_alert_list __text_alert_list_markdown slack.default.title slack.default.username"
                    + " slack.default.fallback slack.default.callbackid slack.default.pretext slack.default.titlelink"
                    + " slack.default.iconemoji slack.default.iconurl slack.default.text slack.default.footer"
                    + " slack.default.color pagerduty.default.description pagerduty.default.client"
                    + " pagerduty.default.clientURL pagerduty.default.instances opsgenie.default.message"
                    + " opsgenie.default.description opsgenie.default.source wechat.default.message"
                    + " wechat.default.to_user wechat.default.to_party wechat.default.to_tag wechat.default.agent_id"
                    + " victorops.default.state_message victorops.default.entity_display_name"
                    + " victorops.default.monitoring_tool pushover.default.title pushover.default.message"
                    + " pushover.default.url sns.default.subject sns.default.message telegram.default.message"
                    + " discord.default.content discord.default.title discord.default.message webex.default.message"
                    + " msteams.default.summary msteams.default.title msteams.default.text msteamsv2.default.title"
                    + " msteamsv2.default.text jira.default.summary jira.default.description jira.default.priority"
                    + " rocketchat.default.title rocketchat.default.alias rocketchat.default.titlelink"
                    + " rocketchat.default.emoji rocketchat.default.iconurl rocketchat.default.text"
                    + " mattermost.default.color mattermost.default.username mattermost.default.title"
                    + " mattermost.default.titlelink mattermost.default.fallback mattermost.default.text"
                    + " email.default.subject email.default.html")
            .split(" "));

    @Test
    void everyNameOfAlertmanagerIsDefined() {
        for (String name : NAMES) {
            Object dot = name.startsWith("__text_alert_list") || name.endsWith("instances") ? List.of() : Cases.group();
            String include = "{{ template \"" + name + "\" . }}";

            assertThat(TemplateSet.defaults().text(include, dot, Cases.NOW)).doesNotContain("no value");
            assertThat(TemplateSet.defaults().html(include, dot, Cases.NOW)).doesNotContain(Escapes.REFUSED);
        }
    }

    @Test
    void theSubjectIsTheOneThatFiltersKnow() {
        assertThat(include("__subject")).isEqualTo("[FIRING:2] HighErrorRate (payment_api)");
        assertThat(include("slack.default.title")).isEqualTo("[FIRING:2] HighErrorRate (payment_api)");
    }

    @Test
    void theSubjectOfAnEndedGroupCountsNothing() {
        AlertmanagerData data = new AlertmanagerData(
                "ops",
                "",
                Map.of("alertname", "A"),
                Map.of(),
                "http://tocsin",
                List.of(new AlertmanagerData.Alert(
                        Map.of("alertname", "A"), Map.of(), Instant.EPOCH, Instant.EPOCH, "", "00")));

        assertThat(TemplateSet.defaults().text("{{ template \"__subject\" . }}", data, Cases.NOW))
                .isEqualTo("[RESOLVED] A ");
        assertThat(TemplateSet.defaults().text("{{ template \"slack.default.color\" . }}", data, Cases.NOW))
                .isEqualTo("good");
    }

    @Test
    void theLinkQuotesTheReceiverTwiceAsAlertmanagerDoes() {
        assertThat(include("slack.default.titlelink")).isEqualTo("http://tocsin:7080/#/alerts?receiver=team%5C.a");
    }

    @Test
    void theMailEscapesWhatAlertsSay() {
        String mail = TemplateSet.defaults().html("{{ template \"email.default.html\" . }}", Cases.group(), Cases.NOW);

        assertThat(mail)
                .startsWith("<!DOCTYPE html>")
                .contains("5% &lt;errors&gt; &amp; &#34;more&#34;")
                .contains("<a href=\"http://prom/graph?g0=1&amp;x=%3cy%3e\">Source</a>")
                .contains("<a href=\"http://tocsin:7080/#/alerts?receiver=team%5C.a\">Open in Tocsin</a>")
                .contains("2 firing")
                .contains("1 resolved")
                .doesNotContain("<errors>");
    }

    @Test
    void theListOfAlertsIsTheOneOfAlertmanager() {
        assertThat(TemplateSet.defaults()
                        .text("{{ template \"__text_alert_list\" .Alerts.Resolved }}", Cases.group(), Cases.NOW))
                .isEqualTo("""
                        Labels:
                         - alertname = HighErrorRate
                         - instance = db-3
                         - service = payment_api
                         - severity = critical
                        Annotations:
                         - runbook = high-error-rate
                         - summary = three
                        Source: http://prom/graph?g0=1&x=<y>
                        """);
    }

    @Test
    void priorityIsTheWorstOfWhatFires() {
        assertThat(include("jira.default.priority")).isEqualTo("High");
    }

    @Test
    void aFileOfTheUserReplacesADefault() {
        TemplateSet set =
                TemplateSet.parse(Map.of("mine.tmpl", "{{ define \"__subject\" }}mine: {{ .Status }}{{ end }}"));

        assertThat(set.text("{{ template \"slack.default.title\" . }}", Cases.group(), Cases.NOW))
                .isEqualTo("mine: firing");
    }

    @Test
    void laterFilesReplaceEarlierOnes() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.tmpl", "{{ define \"x\" }}first{{ end }}");
        files.put("b.tmpl", "{{ define \"x\" }}second{{ end }}");
        files.put("c.tmpl", "{{ define \"x\" }}  {{ end }}");

        assertThat(TemplateSet.parse(files).text("{{ template \"x\" }}", Map.of(), Cases.NOW))
                .isEqualTo("second");
    }

    @Test
    void aWholeFileIsATemplateByTheEndOfItsName() {
        TemplateSet set = TemplateSet.parse(Map.of("templates/greeting.tmpl", "hello {{ . }}"));

        assertThat(set.text("{{ template \"greeting.tmpl\" \"you\" }}", Map.of(), Cases.NOW))
                .isEqualTo("hello you");
    }

    @Test
    void aTextCanDefineItsOwnTemplatesAndLeavesNoTrace() {
        TemplateSet set = TemplateSet.defaults();

        assertThat(set.text(
                        "{{ define \"__subject\" }}x{{ end }}{{ template \"__subject\" . }}", Cases.group(), Cases.NOW))
                .isEqualTo("x");
        assertThat(include("__subject")).startsWith("[FIRING");
    }

    @Test
    void errorsNameTheFileInWhichTheyHappen() {
        TemplateSet set = TemplateSet.parse(Map.of("team.tmpl", "\n{{ define \"x\" }}{{ .Nope }}{{ end }}"));

        assertThatThrownBy(() -> set.text("{{ template \"x\" . }}", Cases.group(), Cases.NOW))
                .isInstanceOfSatisfying(TemplateException.class, error -> {
                    assertThat(error.file()).isEqualTo("team.tmpl");
                    assertThat(error.line()).isEqualTo(2);
                    assertThat(error.column()).isEqualTo(20);
                })
                .hasMessage(
                        "team.tmpl:2:20: cannot find .Nope in Data (it has Receiver, Status, Alerts,"
                                + " NotificationReason, GroupLabels, CommonLabels, CommonAnnotations, RouteLabels, ExternalURL)");
        assertThatThrownBy(() -> TemplateSet.parse(Map.of("broken.tmpl", "{{ if }}")))
                .hasMessageStartingWith("broken.tmpl:1:7: ");
    }

    @Test
    void aMisspeltFieldIsNamed() {
        assertThatThrownBy(() -> TemplateSet.defaults().text("{{ .CommonLables.x }}", Cases.group(), Cases.NOW))
                .hasMessageContaining("cannot find .CommonLables in Data: did you mean CommonLabels?");
    }

    @Test
    void routeLabelsMayBeTemplatesAndReferToOthers() {
        assertThat(withRouteLabels(Map.of("channel", "#{{ routeLabels \"team\" }}-{{ .Status }}", "team", "payments")))
                .isEqualTo("#payments-firing");
        assertThat(withRouteLabels(Map.of())).isEmpty();
    }

    @Test
    void routeLabelsThatNeedThemselvesAreRefused() {
        Map<String, String> circle =
                Map.of("channel", "{{ routeLabels \"team\" }}", "team", "{{ routeLabels \"channel\" }}");

        assertThatThrownBy(() -> withRouteLabels(circle))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("it needs itself (channel -> team -> channel)");
    }

    @Test
    void oneTemplateRendersOnManyThreads() {
        Template template = TemplateSet.defaults().template("text", "{{ $x := .s }}{{ range .nums }}{{ $x }}{{ end }}");

        assertThat(IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(i -> template.text(Map.of("s", i, "nums", List.of(1, 2)), Cases.NOW)
                                .equals("" + i + i)))
                .containsOnly(true);
    }

    private static String withRouteLabels(Map<String, String> labels) {
        AlertmanagerData group = Cases.group();
        AlertmanagerData data = new AlertmanagerData(
                group.receiver(), group.reason(), group.groupLabels(), labels, group.externalUrl(), group.alerts());
        return TemplateSet.defaults().text("{{ routeLabels \"channel\" }}", data, Cases.NOW);
    }

    private static String include(String name) {
        return TemplateSet.defaults().text("{{ template \"" + name + "\" . }}", Cases.group(), Cases.NOW);
    }
}
