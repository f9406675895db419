package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each integration demands and refuses; most rows are cases of Alertmanager's tests, told anew. */
class IntegrationKeysTest {
    private final Problems problems = new Problems();

    private RoutingConfig parse(String global, String type, String config) {
        return RoutingFile.parse(
                "f",
                "global: {" + global + "}\nroute: {receiver: r}\nreceivers:\n- name: r\n  " + type + "_configs: ["
                        + config + "]\n",
                Map.of("EMPTY", "")::get,
                Map.of("token", "s3cret\n", "chat", "-42\n")::get,
                problems);
    }

    private Integration read(String global, String type, String config) {
        RoutingConfig read = parse(global, type, config);
        assertThat(problems.list()).isEmpty();
        return read.receiver(read.root()).integrations().getFirst();
    }

    private Destination destination(String global, String type, String config) {
        return Objects.requireNonNull(read(global, type, config).destination());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "slack|{}|slack needs 'api_url' or 'app_token'",
                "slack|{api_url: 'http://x', api_url_file: f}|at most one of 'api_url' and 'api_url_file'",
                "slack|{app_token: x, app_token_file: f}|at most one of 'app_token' and 'app_token_file'",
                "slack|{app_token: x, api_url_file: f}|at most one of 'api_url' and 'app_token'",
                "slack|{app_token: x, http_config: {authorization: {credentials: c}}}|cannot be given with 'app_token'",
                "slack|{api_url: 'http://x', update_message: true}|'update_message' needs an 'app_token'",
                "slack|{api_url: 'ftp://x'}|'api_url' must be an address such as https://host/path",
                "slack|{api_url: ''}|'api_url' must be an address",
                "slack|{app_token: x, fields: [{title: a}]}|'value' is required",
                "slack|{app_token: x, fields: [{title: a, value: b, short: maybe}]}|'short' must be true or false, not 'maybe'",
                "slack|{app_token: x, actions: [{type: button, text: hi}]}|an action needs 'url' or 'name'",
                "slack|{app_token: x, actions: [{type: b, text: t, name: n, confirm: {}}]}|'text' is required",
                "slack|{app_token: x, mrkdwn_in: text}|'mrkdwn_in' must be a list, not one value",
                "slack|{app_token: x, title: [a]}|'title' must be a text, not a list",
                "slack|{app_token: x, timeout: 1d}|'timeout' must be a duration such as 10s or 1m30s, not '1d'",
                "slack|{app_token: x, chanel: a}|unknown key 'chanel', did you mean 'channel'?",
                "slack|{webhook_url: 'http://x', app_token: x}|unknown key 'webhook_url': write it as api_url",
                "email|{to: a@b, from: c@d, smarthost: 'mx:25', headers: {Subject: a, sUbject: b}}|'Subject' is given twice",
                "email|{from: c@d, smarthost: 'mx:25'}|'to' is required",
                "email|{to: '', from: c@d, smarthost: 'mx:25'}|'to' is required",
                "email|{to: a@b, smarthost: 'mx:25'}|email needs 'from'",
                "email|{to: a@b, from: c@d}|email needs 'smarthost'",
                "email|{to: a, from: b, smarthost: 'x:1', auth_password: p, auth_password_file: f}|at most one of",
                "email|{to: a, from: b, smarthost: 'x:1', threading: {enabled: true, thread_by_date: weekly}}|none or daily",
                "email|{to: a, from: b, smarthost: 'x:1', threading: {enabled: true}}|none or daily",
                "email|{to: a, from: b, smarthost: 'x:1', headers: {references: x}, threading: {enabled: yes, thread_by_date: none}}"
                        + "|header 'References' cannot be given with 'threading'",
                "email|{to: a, from: b, smarthost: 'x:1', tls_config: {cert_file: c}}|needs its key",
                "email|{to: a, from: b, smarthost: 'x:1', http_config: {}}|unknown key 'http_config'",
                "pagerduty|{}|pagerduty needs 'routing_key'",
                "pagerduty|{routing_key: ''}|pagerduty needs 'routing_key'",
                "pagerduty|{routing_key: a, routing_key_file: b}|at most one of",
                "pagerduty|{routing_key: a, links: [{url: x}]}|unknown key 'url'",
                "pagerduty|{routing_key: a, details: x}|'details' must be a mapping, not one value",
                "webhook|{}|'url' or 'url_file' is required",
                "webhook|{url: 'http://x', url_file: f}|at most one of",
                "webhook|{url: 'x/{{ .Status'}|'url' must be an address such as https://host/path, or a template",
                "webhook|{url: 'http://x', max_alerts: -1}|'max_alerts' must be a whole number from 0, not '-1'",
                "webhook|~|an item of 'webhook_configs' must be a mapping, not nothing",
                "msteamsv2|{title: a}|'webhook_url' or 'webhook_url_file' is required",
                "discord|{webhook_url: 'http://x', webhook_url_file: f}|at most one of",
                "msteams|{}|'webhook_url' or 'webhook_url_file' is required",
                "mattermost|{}|mattermost needs 'webhook_url'",
                "mattermost|{webhook_url: 'http://x', fields: [{value: v}]}|'title' is required",
                "mattermost|{webhook_url: 'http://x', attachments: [{fields: [{title: v}]}]}|'value' is required",
                "mattermost|{webhook_url: 'http://x', priority: {requested_ack: 3}}|'requested_ack' must be true or false",
                "telegram|{chat_id: 1}|telegram needs 'bot_token'",
                "telegram|{bot_token: t}|'chat_id' or 'chat_id_file' is required",
                "telegram|{bot_token: t, chat_id: 0}|'chat_id' is required",
                "telegram|{bot_token: t, chat_id: 1, chat_id_file: f}|at most one of",
                "telegram|{bot_token: t, chat_id: me}|'chat_id' must be a whole number, not 'me'",
                "telegram|{bot_token: t, chat_id: 1, parse_mode: html}|'parse_mode' must be one of HTML, Markdown, MarkdownV2",
                "opsgenie|{}|opsgenie needs 'api_key'",
                "opsgenie|{api_key: k, teams: a}|write it as responders:",
                "opsgenie|{api_key: k, responders: [{type: team}]}|needs one of 'id', 'name' and 'username'",
                "opsgenie|{api_key: k, responders: [{name: a, type: group}]}|'type' must be one of team, teams, user",
                "victorops|{api_key: k}|'routing_key' is required",
                "victorops|{routing_key: k}|victorops needs 'api_key'",
                "victorops|{api_key: k, routing_key: r, custom_fields: {entity_state: x}}|cannot be a custom field",
                "pushover|{user_key: k}|'token' or 'token_file' is required",
                "pushover|{token: k}|'user_key' or 'user_key_file' is required",
                "pushover|{user_key: k, token: t, html: true, monospace: true}|at most one of 'html' and 'monospace'",
                "pushover|{user_key: k, token: t, retry: 5}|'retry' must be a duration",
                "incidentio|{alert_source_token: t}|'url' or 'url_file' is required",
                "incidentio|{url: 'http://x', http_config: {}}|incidentio needs 'alert_source_token'",
                "incidentio|{url: 'http://x', alert_source_token: t, http_config: {authorization: {}}}|cannot be given with",
                "rocketchat|{token: t}|rocketchat needs 'token_id'",
                "rocketchat|{token_id: t}|rocketchat needs 'token'",
                "webex|{http_config: {authorization: {credentials: c}}}|'room_id' is required",
                "webex|{room_id: r}|webex needs http_config",
                "jira|{api_url: 'http://x', project: p}|'issue_type' is required",
                "jira|{project: p, issue_type: t}|jira needs 'api_url'",
                "jira|{api_url: 'http://x', project: p, issue_type: t, api_type: other}|'api_type' must be one of",
                "jira|{api_url: 'http://x', project: p, issue_type: t, summary: {text: x}}|unknown key 'text'",
                "sns|{sigv4: {}}|exactly one of",
                "sns|{topic_arn: a, target_arn: b}|exactly one of",
                "sns|{topic_arn: a, sigv4: {access_key: a}}|belong together",
                "wechat|{api_secret: s}|wechat needs 'corp_id'",
                "wechat|{corp_id: s}|wechat needs 'api_secret'",
                "wechat|{corp_id: s, api_secret: s, message_type: TEXT}|'message_type' must be one of markdown, text",
            })
    void refuses(String type, String config, String expected) {
        parse("", type, config);

        assertThat(problems.list()).extracting(Problem::message).anyMatch(message -> message.contains(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "slack|{api_url: 'http://x', color: ~, fields: [{title: 1, value: 2, short: y}], send_resolved: Yes, timeout: 1.5h}",
                "slack|{api_url: '<secret>'}",
                "slack|{api_url: 'https://slack.com/api/chat.postMessage', update_message: on}",
                "email|{to: 'a, b', from: b, smarthost: '[::1]:submission', require_tls: off, threading: {enabled: no}}",
                "pagerduty|{service_key: k, details: {a: {b: [1, ~]}}, images: [{src: a}], links: [{href: b}], timeout: 30s}",
                "webhook|{url: 'http://x/{{ .GroupLabels.a }}', max_alerts: 0x10, payload: [a, {b: ~}], timeout: 0s}",
                "msteamsv2|{webhook_url_file: token}",
                "discord|{webhook_url: 'http://x', content: a, avatar_url: b}",
                "mattermost|{webhook_url: 'http://x', props: {card: c}, priority: {priority: urgent, requested_ack: true}}",
                "telegram|{bot_token: t, chat_id: -100123, message_thread_id: 7, parse_mode: ''}",
                "opsgenie|{api_key: k, responders: [{name: a, type: TEAM}, {id: b, type: '{{ .x }}'}], update_alerts: true}",
                "victorops|{api_key: k, routing_key: r, custom_fields: {x: 1}}",
                "pushover|{user_key: u, token: t, retry: 1m, expire: 1h30m, ttl: 0}",
                "incidentio|{url: 'http://x', alert_source_token_file: token, max_alerts: 1_000}",
                "rocketchat|{token: t, token_id: i, fields: [{short: true}], actions: [{msg: hi, iswebview: true}]}",
                "webex|{room_id: 2, http_config: {bearer_token: c}}",
                "jira|{api_url: 'http://x', project: p, issue_type: t, summary: s, description: {template: d, enable_update: no},"
                        + " fields: {customfield_1: {value: [1]}}, reopen_duration: 1w}",
                "sns|{topic_arn: a, sigv4: {region: r, role_arn: x, external_id: y}, attributes: {a: b}}",
                "wechat|{corp_id: s, api_secret: s, message_type: markdown}",
                "msteams|{webhook_url: 'http://x', summary: s}",
            })
    void accepts(String type, String config) {
        parse("", type, config);

        assertThat(problems.list()).isEmpty();
    }

    @Test
    void theNewChannelsKnowWhereTheyTell() {
        HttpAccess direct = HttpAccess.DIRECT;
        assertThat(destination("", "msteamsv2", "{webhook_url: 'http://x'}"))
                .isEqualTo(new Destination.Msteams(new Secret("http://x"), direct));
        assertThat(destination("", "discord", "{webhook_url_file: token}"))
                .isEqualTo(new Destination.Discord(new Secret("s3cret"), direct));
        assertThat(destination("mattermost_webhook_url: 'http://m'", "mattermost", "{channel: town}"))
                .isEqualTo(new Destination.Mattermost(new Secret("http://m"), "town", direct));
        assertThat(destination(
                        "telegram_bot_token: t, telegram_api_url: 'http://tg/'",
                        "telegram",
                        "{chat_id_file: chat, message_thread_id: 3}"))
                .isEqualTo(new Destination.Telegram("http://tg", new Secret("t"), -42, 3, direct));
        assertThat(destination("opsgenie_api_key_file: token", "opsgenie", "{api_url: 'http://og/'}"))
                .isEqualTo(new Destination.Opsgenie("http://og", new Secret("s3cret"), direct));
        assertThat(destination("", "pushover", "{user_key: u, token: t}"))
                .isEqualTo(
                        new Destination.Pushover("https://api.pushover.net", new Secret("u"), new Secret("t"), direct));
    }

    @Test
    void theOtherEightAreCheckedAndTellNobody() {
        for (String item : List.of(
                "victorops|{api_key: k, routing_key: r}",
                "incidentio|{url: 'http://x', alert_source_token: t}",
                "rocketchat|{token: t, token_id: i}",
                "webex|{room_id: r, http_config: {authorization: {credentials: c}}}",
                "jira|{api_url: 'http://x', project: p, issue_type: t}",
                "sns|{topic_arn: a, sigv4: {}}",
                "wechat|{corp_id: c, api_secret: s}",
                "msteams|{webhook_url: 'http://x'}")) {
            Integration read = read("", item.split("\\|", -1)[0], item.split("\\|", -1)[1]);
            assertThat(read.destination()).isNull();
            assertThat(read.undeliverable()).isEqualTo("parsed and checked, Tocsin has no sender for it yet");
        }
    }

    @Test
    void settingsKeepPathsThatCanBeSplit() {
        Map<String, String> settings = read(
                        "",
                        "pagerduty",
                        "{routing_key: k, description: ~, details: {k8s.pod: {a%b: [x, ~]}, none: {}}, links: [{href: h, text: t}]}")
                .settings();

        assertThat(settings)
                .isEqualTo(Map.of(
                        "description", "",
                        "details.k8s%2Epod.a%25b.0", "x",
                        "details.k8s%2Epod.a%25b.1", "null",
                        "details.none", "{}",
                        "links.0.href", "h",
                        "links.0.text", "t"));
    }

    @Test
    void settingsAreWrittenInOneWay() {
        Map<String, String> slack = read(
                        "",
                        "slack",
                        "{app_token: x, update_message: Yes, link_names: n, timeout: 90000ms,"
                                + " actions: [{type: a, text: b, url: c, name: d, confirm: {text: e}}]}")
                .settings();
        Map<String, String> mail = read(
                        "",
                        "email",
                        "{to: a, from: b, smarthost: 'm:25', headers: {subject: s, x-team.a: t}, tls_config: {key: k, cert: c}}")
                .settings();

        assertThat(slack)
                .containsEntry("update_message", "true")
                .containsEntry("link_names", "false")
                .containsEntry("timeout", "1m30s")
                .containsEntry("actions.0.url", "c")
                .doesNotContainKeys("actions.0.name", "actions.0.confirm.text", "app_token", "send_resolved");
        assertThat(mail).containsEntry("headers.Subject", "s").containsEntry("headers.X-Team%2Ea", "t");
        assertThat(mail.keySet()).noneMatch(path -> path.startsWith("tls_config"));
    }

    @Test
    void aVariableThatSaysNothingIsAWarning() {
        for (String item : List.of(
                "slack|{api_url: '${EMPTY}'}",
                "email|{to: '${EMPTY}', from: a, smarthost: 'm:25'}",
                "pagerduty|{routing_key: '${EMPTY}'}",
                "webhook|{url: '${EMPTY}'}",
                "discord|{webhook_url: '${EMPTY}'}",
                "telegram|{bot_token: t, chat_id: '${EMPTY}'}",
                "opsgenie|{api_key: '${EMPTY}', update_alerts: '${EMPTY}'}",
                "pushover|{user_key: u, token: '${EMPTY}', retry: '${EMPTY}'}",
                "victorops|{api_key: '${EMPTY}', routing_key: r}",
                "jira|{api_url: '${EMPTY}', project: p, issue_type: t}")) {
            Integration read = read("", item.split("\\|", -1)[0], item.split("\\|", -1)[1]);
            assertThat(read.destination()).as(item).isNull();
            assertThat(read.undeliverable()).as(item).contains("empty");
        }
        assertThat(problems.warnings()).hasSize(10);
    }
}
