package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slack in the words of alertmanager.yml, over HTTP. */
class SlackFormTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://tocsin.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    private final Destination webhook = new Destination.SlackWebhook(new Secret(slack.webhookUrl()), "#ops");
    private final Destination api = new Destination.SlackChannel(slack.apiUrl(), new Secret(FakeSlack.TOKEN), "#ops");

    @AfterEach
    void stop() {
        channels.close();
        vertx.close().await();
    }

    private Outcome send(Notice notice, Wording wording) {
        return channels.send(notice, wording).await();
    }

    private FakeSlack.Message sent(Destination to, String... settings) {
        assertThat(send(Forms.firing(to), Forms.wording(settings))).isInstanceOf(Outcome.Delivered.class);
        return slack.messages().getLast();
    }

    @Test
    void oneTextIsEnoughForTheWholeFormOfAlertmanager() {
        FakeSlack.Message message = sent(webhook, "text", "{{ template \"team.list\" . }}", "channel", "#payments");

        assertThat(message.blocks()).isEqualTo("[]");
        assertThat(message.body())
                .isEqualTo(new JsonObject()
                        .put("channel", "#payments")
                        .put("username", "Tocsin")
                        .put(
                                "attachments",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put(
                                                        "title",
                                                        "[FIRING:2] PaymentFailures payment_api (critical payments)")
                                                .put(
                                                        "title_link",
                                                        "https://tocsin.example.org/#/alerts?receiver=ops%5C.slack")
                                                .put(
                                                        "text",
                                                        "* gateway-0: Card payments through gateway-0 are declined with"
                                                                + " GATEWAY_TIMEOUT\n* gateway-1: Card payments through"
                                                                + " gateway-1 are declined with GATEWAY_TIMEOUT\n")
                                                .put(
                                                        "fallback",
                                                        "[FIRING:2] PaymentFailures payment_api (critical payments) |"
                                                                + " https://tocsin.example.org/#/alerts?receiver=ops%5C.slack")
                                                .put("callback_id", "")
                                                .put("footer", "")
                                                .put("color", "danger")
                                                .put(
                                                        "mrkdwn_in",
                                                        new JsonArray(List.of("fallback", "pretext", "text"))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | {{ template \"team.title\" . }} | title | FIRING PaymentFailures (2)",
                "title_link | https://wiki/{{ .CommonLabels.alertname }} | title_link | https://wiki/PaymentFailures",
                "pretext | <!channel> {{ .GroupLabels.service }} | pretext | <!channel> payment_api",
                "fallback | {{ .Status }} | fallback | firing",
                "footer | {{ .NotificationReason }} | footer | first notification",
                "footer | {{ routeLabels \"team\" }} | footer | payments",
                "callback_id | {{ .GroupLabels.alertname }} | callback_id | PaymentFailures",
                "image_url | https://img/{{ .Status }}.png | image_url | https://img/firing.png",
                "thumb_url | https://img/t.png | thumb_url | https://img/t.png",
                "color | '{{ if eq .Status \"firing\" }}#b00{{ else }}#0b0{{ end }}' | color | #b00",
            })
    void eachTextHasItsPlace(String setting, String template, String field, String rendered) {
        String bare = template.startsWith("'") ? template.substring(1, template.length() - 1) : template;

        assertThat(sent(webhook, setting, bare).attachment().getString(field)).isEqualTo(rendered);
    }

    @Test
    void theMessageHasATextOfItsOwnBesideTheAttachment() {
        assertThat(sent(webhook, "message_text", "{{ len .Alerts.Firing }} firing")
                        .text())
                .isEqualTo("2 firing");
    }

    @Test
    void fieldsAndActionsAreRenderedOneByOne() {
        JsonObject attachment = sent(webhook, Forms.lines("""
                        short_fields=true
                        fields.0.title=Service
                        fields.0.value={{ .CommonLabels.service }}
                        fields.1.title=Long
                        fields.1.value=x
                        fields.1.short=false
                        actions.0.type=button
                        actions.0.text=Runbook
                        actions.0.url=https://run/{{ .GroupLabels.alertname }}
                        actions.1.type=button
                        actions.1.text=Ack
                        actions.1.name=ack
                        actions.1.value={{ .GroupLabels.service }}
                        actions.1.style=danger
                        actions.1.confirm.text=Sure?
                        actions.1.confirm.ok_text=Yes
                        """)).attachment();

        assertThat(attachment.getJsonArray("fields"))
                .isEqualTo(new JsonArray("[{\"title\":\"Service\",\"value\":\"payment_api\",\"short\":true},"
                        + "{\"title\":\"Long\",\"value\":\"x\",\"short\":false}]"));
        assertThat(attachment.getJsonArray("actions"))
                .isEqualTo(new JsonArray(
                        "[{\"type\":\"button\",\"text\":\"Runbook\",\"url\":\"https://run/PaymentFailures\"},"
                                + "{\"type\":\"button\",\"text\":\"Ack\",\"style\":\"danger\",\"name\":\"ack\","
                                + "\"value\":\"payment_api\",\"confirm\":{\"text\":\"Sure?\",\"ok_text\":\"Yes\"}}]"));
    }

    @Test
    void aTitleIsCutWhereAlertmanagerCutsIt() {
        String title = sent(webhook, "title", "🔥".repeat(2000)).attachment().getString("title");

        assertThat(title.codePointCount(0, title.length())).isEqualTo(1024);
        assertThat(title).endsWith("🔥…");
    }

    @Test
    void whoSpeaksIsNoWordingAndStandsOverOurOwnMessageToo() {
        FakeSlack.Message message = sent(webhook, "username", "Pager", "icon_emoji", ":fire:", "channel", "#x");

        assertThat(message.blocks()).contains("Payments fail");
        assertThat(message.body().getString("username")).isEqualTo("Pager");
        assertThat(message.body().getString("icon_emoji")).isEqualTo(":fire:");
        assertThat(message.body().getString("channel")).isEqualTo("#x");
    }

    @Test
    void theChannelMayBeATemplate() {
        assertThat(sent(api, "channel", "#{{ .CommonLabels.team }}").channel()).isEqualTo("CPAYMENTS");
    }

    @Test
    void theEndIsAMessageOfItsOwn() {
        sent(api, "title", "{{ template \"team.title\" . }}");

        send(Forms.news(Notice.Kind.RESOLVED, api, ""), Forms.wording("title", "{{ template \"team.title\" . }}"));

        FakeSlack.Message end = slack.messages().getLast();
        assertThat(end.attachment().getString("title")).isEqualTo("RESOLVED PaymentFailures (2)");
        assertThat(end.attachment().getString("color")).isEqualTo("good");
        assertThat(end.thread()).isEmpty();
    }

    @Test
    void anUpdatedMessageIsRewrittenInPlace() {
        Wording wording = Forms.wording("title", "{{ .Status }}", "update_message", "true");
        String thread = ((Outcome.Delivered) send(Forms.firing(api), wording)).thread();

        Outcome outcome = send(Forms.news(Notice.Kind.RESOLVED, api, thread), wording);

        assertThat(outcome).isEqualTo(new Outcome.Delivered("posted", thread));
        assertThat(slack.messages()).hasSize(1);
        assertThat(slack.messages()
                        .getFirst()
                        .updatedBody()
                        .getJsonArray("attachments")
                        .getJsonObject(0)
                        .getString("title"))
                .isEqualTo("resolved");
    }

    @Test
    void whenTheMessageToRewriteIsGoneANewOneIsPosted() {
        Outcome outcome = send(
                Forms.news(Notice.Kind.RESOLVED, api, "COPS:1.2"),
                Forms.wording("title", "{{ .Status }}", "update_message", "true"));

        assertThat(((Outcome.Delivered) outcome).thread()).startsWith("COPS:17");
    }

    @Test
    void anAcknowledgementRepliesAndLeavesTheAuthorsMessageAlone() {
        Wording wording = Forms.wording("title", "{{ .Status }}");
        String thread = ((Outcome.Delivered) send(Forms.firing(api), wording)).thread();

        send(Samples.acknowledged(api, thread), wording);

        assertThat(slack.messages().get(0).updatedBody().isEmpty()).isTrue();
        assertThat(slack.messages().get(1).thread())
                .isEqualTo(slack.messages().get(0).ts());
        assertThat(slack.messages().get(1).text()).contains("ACKNOWLEDGED by anna");
    }

    @Test
    void aLogLineCannotShoutAndTheAuthorMay() {
        Alert alert = new Alert(
                Labels.of("alertname", "A", "user", "<!channel> <!HERE|x> <https://ok|ok>"),
                Map.of("summary", "<!everyone> & <@U1>"),
                Samples.SINCE,
                null,
                Samples.AT,
                "",
                List.of(),
                "");
        Notice notice = new Notice("n", Notice.Kind.NOTIFY, "", "ops", webhook, Samples.briefing(List.of(alert)), "");

        send(notice, Forms.wording("text", "<!here> {{ .CommonLabels.user }} {{ .CommonAnnotations.summary }}"));

        assertThat(slack.messages().getLast().attachment().getString("text"))
                .isEqualTo("<!here> &lt;!channel> &lt;!HERE|x> <https://ok|ok> &lt;!everyone> & <@U1>");
    }

    @Test
    void aTextThatFailsCostsTheWordsAndNotThePage() {
        Outcome outcome = send(Forms.firing(webhook), Forms.wording("text", "all:\n{{ index .Alerts 7 }}"));

        FakeSlack.Message message = slack.messages().getLast();
        assertThat(message.body().containsKey("attachments")).isFalse();
        assertThat(message.blocks())
                .contains(
                        "Payments fail",
                        "In Tocsin's words, not in those of the configuration: slack[0] of receiver 'ops' text:2:4: cannot");
        assertThat(outcome.detail()).contains("in words of ours: slack[0] of receiver 'ops' text:2:4");
    }

    @Test
    void aTextWithoutEndIsStoppedAndThePageGoesOut() {
        String endless =
                "{{ define \"x\" }}{{ range .Alerts }}{{ range $.Alerts }}{{ template \"x\" $ }}{{ end }}{{ end }}{{ end }}"
                        + "{{ template \"x\" . }}";

        assertThat(send(Forms.firing(webhook), Forms.wording("text", endless))).isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.messages().getLast().blocks()).contains("In Tocsin's words");
    }

    @Test
    void whatSlackRefusesIsSaidInWordsOfOurs() {
        slack.failNext(FakeSlack.apiError("invalid_attachments"));

        assertThat(send(Forms.firing(api), Forms.wording("text", "x"))).isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.messages().getLast().text()).contains("Payments fail", "Slack refused the message");
    }

    @Test
    void aShorterTimeoutOfTheIntegrationCounts() {
        slack.failNext(Fault.hang());

        assertThat(send(Forms.firing(webhook), Forms.wording("text", "x", "timeout", "80ms")))
                .isEqualTo(new Outcome.Ambiguous("no answer within the timeout of 80 ms"));
    }

    private static Notice answerable(Destination to) {
        Notice notice = Forms.firing(to);
        Briefing briefing = notice.briefing();
        return notice.saying(briefing.linking(briefing.links().answering("inc-1/2")));
    }

    @Test
    void whereSomebodyListensOurButtonsStandBelowTheWordsOfTheFile() {
        assertThat(send(answerable(api), Forms.wording("text", "in our words"))).isInstanceOf(Outcome.Delivered.class);

        JsonArray attachments = slack.messages().getLast().body().getJsonArray("attachments");
        assertThat(attachments.getJsonObject(0).getString("text")).isEqualTo("in our words");
        assertThat(attachments.getJsonObject(0).containsKey("actions")).isFalse();
        assertThat(attachments.getJsonObject(1).encode())
                .contains("tocsin-acknowledge", "tocsin-resolve", "tocsin-escalate", "inc-1/2");
    }

    @Test
    void buttonsOfTheFileStandAlone() {
        Wording wording = Forms.wording(
                "text", "in our words", "actions.0.type", "button", "actions.0.text", "Ack", "actions.0.name", "ack");

        assertThat(send(answerable(api), wording)).isInstanceOf(Outcome.Delivered.class);

        JsonArray attachments = slack.messages().getLast().body().getJsonArray("attachments");
        assertThat(attachments).hasSize(1);
        assertThat(attachments.encode()).contains("Ack").doesNotContain("tocsin-");
    }
}
