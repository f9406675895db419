package io.tocsin.routing;

import io.tocsin.model.Secret;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code global}. */
final class GlobalReader {
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final String PAGERDUTY_PATH = "/v2/enqueue";
    private static final String PAGERDUTY_URL = "https://events.pagerduty.com" + PAGERDUTY_PATH;
    private static final String SLACK_METHOD = "/chat.postMessage";
    private static final String SLACK_APP_URL = "https://slack.com/api" + SLACK_METHOD;

    /** For integrations that are parsed and not delivered yet. */
    private static final List<String> OTHERS = List.of(
            "opsgenie_api_url",
            "victorops_api_url",
            "wechat_api_url",
            "wechat_api_corp_id",
            "telegram_api_url",
            "webex_api_url",
            "rocketchat_api_url",
            "jira_api_url",
            "smtp_auth_identity");

    private static final List<String> OTHER_SECRETS = List.of(
            "opsgenie_api_key",
            "victorops_api_key",
            "wechat_api_secret",
            "telegram_bot_token",
            "rocketchat_token",
            "rocketchat_token_id",
            "mattermost_webhook_url",
            "smtp_auth_secret");

    private final Settings settings;

    GlobalReader(Settings settings) {
        this.settings = settings;
    }

    /** The section with its defaults, and the headers of the global http_config. */
    Read read(Section global) {
        Map<String, String> headers = HttpConfig.headers(global, settings);
        for (String key : OTHER_SECRETS) settings.secret(global, key);
        Global read = new Global(
                global.duration("resolve_timeout", RESOLVE_TIMEOUT),
                smtp(global),
                slack(global),
                pagerDutyApi(settings.url(global, "pagerduty_url", PAGERDUTY_URL)),
                Settings.flatten(global, OTHERS));
        global.done();
        return new Read(read, headers == null ? Map.of() : headers);
    }

    record Read(Global global, Map<String, String> headers) {}

    private Global.Smtp smtp(Section global) {
        Secret password = settings.secret(global, "smtp_auth_password");
        return new Global.Smtp(
                smarthost(global, "smtp_smarthost"),
                global.text("smtp_from"),
                global.text("smtp_hello", "localhost"),
                global.text("smtp_auth_username", ""),
                password == null ? Secret.NONE : password,
                global.flag("smtp_require_tls", true),
                global.has("smtp_force_implicit_tls") ? global.flag("smtp_force_implicit_tls", false) : null,
                HttpConfig.tls(global, "smtp_tls_config"));
    }

    private Global.Slack slack(Section global) {
        Secret apiUrl = settings.secretUrl(global, "slack_api_url");
        Secret token = settings.secret(global, "slack_app_token");
        String appUrl = settings.url(global, "slack_app_url", SLACK_APP_URL);
        if (apiUrl != null
                && !apiUrl.isEmpty()
                && token != null
                && !token.isEmpty()
                && !apiUrl.reveal().equals(appUrl)) {
            global.problem("slack_app_token", "at most one of 'slack_app_token' and 'slack_api_url' can be given");
        }
        return new Global.Slack(apiUrl, token, slackApi(appUrl));
    }

    /** Alertmanager's slack_app_url names one method of the API, a destination names the API. */
    static String slackApi(String appUrl) {
        return withoutEnd(appUrl, SLACK_METHOD);
    }

    /** Alertmanager's pagerduty_url names the path of events, a destination names the host. */
    static String pagerDutyApi(String url) {
        return withoutEnd(url, PAGERDUTY_PATH);
    }

    private static String withoutEnd(String text, String end) {
        String cut = text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
        return cut.endsWith("/") ? cut.substring(0, cut.length() - 1) : cut;
    }

    /** A {@code host:port}; null when not given, empty when it says nothing. */
    static @Nullable String smarthost(Section section, String key) {
        String text = section.text(key);
        if (text == null || text.isEmpty() || port(text) > 0) return text;
        section.problem(key, "'" + key + "' must be host:port, not '" + text + "'");
        return "";
    }

    /** The port of a {@code host:port} or {@code [v6]:port}, or 0. */
    static int port(String smarthost) {
        int colon = smarthost.lastIndexOf(':');
        String host = colon < 0 ? "" : smarthost.substring(0, colon);
        if (colon < 0 || (host.contains(":") && !host.startsWith("["))) return 0;
        try {
            int port = Integer.parseInt(smarthost.substring(colon + 1));
            return port > 0 && port < 65_536 ? port : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
