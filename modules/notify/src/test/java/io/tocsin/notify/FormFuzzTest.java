package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.SmtpServer;
import io.tocsin.template.TemplateException;
import io.tocsin.template.TemplateSet;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in the settings, reading and rendering them ends, and fails with one exception only. */
class FormFuzzTest {
    private static final int ROUNDS = 1500;

    private static final String[] PATHS = {
        "title",
        "text",
        "html",
        "channel",
        "username",
        "color",
        "fields.0.title",
        "fields.0.value",
        "fields.x",
        "fields.7.short",
        "actions.0.text",
        "actions.0.confirm.text",
        "actions",
        "headers.Subject",
        "headers.X-\u0000",
        "headers.{{ .Status }}",
        "to",
        "description",
        "severity",
        "details.a.b",
        "details.a",
        "details.0",
        "details",
        "payload",
        "payload.0",
        "payload.{{ .X }}.y",
        "links.0.href",
        "images.99999999999.src",
        "timeout",
        "max_alerts",
        "mrkdwn_in.0",
        "threading.enabled",
        "update_message",
        "",
        ".",
        "..",
        "short_fields"
    };

    private static final String[] PIECES = {
        "{{",
        "}}",
        "{{ .Status }}",
        "{{ . }}",
        "{{ .Alerts }}",
        "{{ index .Alerts 9 }}",
        "{{ range .Alerts }}",
        "{{ end }}",
        "{{ if .X }}",
        "{{ else }}",
        "{{ template \"team.list\" . }}",
        "{{ template \"x\" . }}",
        "{{ define \"x\" }}",
        "{{ toJson . }}",
        "{{ len .Alerts }}",
        "true",
        "12",
        "1e9",
        "[1,",
        "{\"a\":",
        "}",
        "]",
        "\"",
        "<script>",
        "<!channel>",
        "&",
        "'",
        "=?UTF-8?",
        "\r\n",
        "\u0000",
        "🔥",
        "\ud83d",
        ",",
        "@",
        "%",
        "{{/*",
        "*/}}",
        "{{- ",
        " -}}",
        "$x",
        "{{ $x := 1 }}",
        "{{ printf \"%d\" . }}",
        "{{ reReplaceAll \"(\" \"\" .Status }}",
        "10s",
        "-",
        "."
    };

    private static final List<Notice> NOTICES = List.of(
            Forms.firing(Samples.NOWHERE),
            Samples.hostile(Samples.NOWHERE),
            Samples.empty(Samples.NOWHERE),
            Samples.resolved(Samples.NOWHERE, "C:1"));

    private final ChannelSettings settings = ChannelSettings.defaults("https://tocsin.example.org");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingButATemplateExceptionIsThrown(long seed) {
        Random random = new Random(seed);
        int rendered = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (int n = random.nextInt(6); n >= 0; n--) texts.put(pick(PATHS, random), text(random));
            try {
                renderAll(texts, NOTICES.get(random.nextInt(NOTICES.size())));
                rendered++;
            } catch (TemplateException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + " round " + i + ": " + texts, bug);
            }
        }
        assertThat(rendered).as("rounds in which everything could be rendered").isGreaterThan(ROUNDS / 10);
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) text.append(pick(PIECES, random));
        return text.toString();
    }

    private void renderAll(Map<String, String> texts, Notice notice) {
        Form form =
                Form.of("f", texts, TemplateSet.parse(Map.of("t.tmpl", Forms.TEAM_TEMPLATES)), (path, broken) -> {});
        form.tryOut("ops", "https://tocsin.example.org", Instant.EPOCH, (path, failed) -> {});
        Wording wording = new Wording(form, "", Map.of("team", "{{ routeLabels \"team\" }}"));
        SlackWords slack = SlackWords.of(notice, wording, settings);
        assertThat(slack.message().encode() + slack.plain().encode()).isNotBlank();
        Words words = wording.words(notice, "https://tocsin.example.org", Instant.EPOCH);
        assertThat(PagerDutyForm.of(notice, words, "k").encode()).isNotBlank();
        Notice told = WebhookBody.told(notice, wording);
        assertThat(WebhookBody.of(notice, told, wording, words, "").encode()).isNotBlank();
        SmtpServer server = new SmtpServer("h", 25, "", SmtpServer.Login.NONE, false, false, HttpAccess.Tls.DEFAULT);
        MailForm mail = MailForm.of(notice, new Destination.Email(server, "a@b", List.of("c@d")), wording, settings);
        assertThat(String.join("", mail.headers().values()))
                .doesNotContainPattern("\r\n[^ ]")
                .doesNotContainPattern("\\p{Cntrl}&&[^\r\n]");
    }

    @Test
    void allTextsOfAMessageShareOneAllowance() {
        Map<String, String> texts = new LinkedHashMap<>();
        String dear =
                "{{ range .Alerts }}{{ range $.Alerts }}{{ range $.Alerts }}{{ $.Status }}{{ end }}{{ end }}{{ end }}";
        for (int i = 0; i < 40; i++) texts.put("fields." + i + ".value", dear);
        Notice notice = new Notice(
                "n", Notice.Kind.NOTIFY, "", "ops", Samples.NOWHERE, Samples.briefing(Samples.alerts(60)), "");
        Wording wording = Forms.wording(texts);

        assertThat(catchThrowable(() -> SlackWords.of(notice, wording, settings)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("more than 2000000 steps");
    }

    @Test
    void durationsAreThoseOfGo() {
        assertThat(Patience.parse("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Patience.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(Patience.parse("0s")).isEqualTo(Duration.ZERO);
        assertThat(Patience.parse("")).isEqualTo(Duration.ZERO);
        assertThat(Patience.parse("10")).isEqualTo(Duration.ZERO);
        assertThat(Patience.parse("999999999h999999999h")).isPositive();
    }

    @Test
    void aTextIsTheJsonThatItSpells() {
        assertThat(JsonText.value(" 12 ")).isEqualTo(12L);
        assertThat(JsonText.value("-1.5")).isEqualTo(-1.5);
        assertThat(JsonText.value("true")).isEqualTo(true);
        assertThat(JsonText.value("null")).isNull();
        assertThat(JsonText.value("")).isNull();
        assertThat(JsonText.value("007")).isEqualTo("007");
        assertThat(JsonText.value("12345678901234567890")).isEqualTo("12345678901234567890");
        assertThat(JsonText.value("yes")).isEqualTo("yes");
        assertThat(JsonText.value("key: value")).isEqualTo("key: value");
        assertThat(JsonText.value("{not json}")).isEqualTo("{not json}");
        assertThat(JsonText.value("[1,2]")).hasToString("[1,2]");
    }
}
