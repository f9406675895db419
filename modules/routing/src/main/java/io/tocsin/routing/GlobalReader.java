package io.tocsin.routing;

import io.tocsin.model.SmtpServer;
import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code global}. */
final class GlobalReader {
    static final String SLACK_APP_URL = "https://slack.com/api" + ChatShapes.POST_MESSAGE;

    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final String PAGERDUTY_PATH = "/v2/enqueue";
    private static final String PAGERDUTY_URL = "https://events.pagerduty.com" + PAGERDUTY_PATH;

    /** These have a place of their own in {@link Global}. */
    private static final Set<String> APART = Set.of("http_config", "smtp_tls_config");

    /**
     * What integrations fall back on.
     *
     * @param values everything that the section says
     * @param http the http_config of integrations that have none
     */
    record Read(Global global, Values values, HttpConfig http) {}

    private GlobalReader() {}

    static Read read(Values global, Secrets secrets) {
        Duration resolveTimeout = Durations.parse(global.text("resolve_timeout", ""));
        HttpConfig http =
                global.has("http_config") ? HttpConfig.read(global.at("http_config"), secrets) : HttpConfig.NONE;
        Global read = new Global(
                resolveTimeout == null ? RESOLVE_TIMEOUT : resolveTimeout,
                smtp(global, secrets),
                slack(global, secrets),
                pagerDutyApi(given(global, "pagerduty_url", PAGERDUTY_URL)),
                http.access(),
                global.shown(APART));
        return new Read(read, global, http);
    }

    private static Global.Smtp smtp(Values global, Secrets secrets) {
        return new Global.Smtp(
                orNull(global, "smtp_smarthost"),
                orNull(global, "smtp_from"),
                global.text("smtp_hello", "localhost"),
                new SmtpServer.Login(
                        global.text("smtp_auth_username", ""),
                        secrets.orNone(global, "smtp_auth_password"),
                        secrets.orNone(global, "smtp_auth_secret"),
                        global.text("smtp_auth_identity", "")),
                global.flag("smtp_require_tls", true),
                flag(global, "smtp_force_implicit_tls"),
                HttpConfig.tls(global, "smtp_tls_config", secrets));
    }

    private static Global.Slack slack(Values global, Secrets secrets) {
        return new Global.Slack(
                secrets.at(global, "slack_api_url"),
                secrets.at(global, "slack_app_token"),
                slackApi(given(global, "slack_app_url", SLACK_APP_URL)));
    }

    /** The text of a key that says something, or another. */
    static String given(Values values, String key, String otherwise) {
        return values.says(key) ? values.text(key, "") : otherwise;
    }

    private static @Nullable String orNull(Values values, String key) {
        return values.given(key) ? values.text(key) : null;
    }

    static @Nullable Boolean flag(Values values, String key) {
        return values.says(key) ? Boolean.valueOf(values.text(key)) : null;
    }

    /** Alertmanager's slack_app_url names one method of the API, a destination names the API. */
    static String slackApi(String appUrl) {
        return withoutEnd(appUrl, ChatShapes.POST_MESSAGE);
    }

    /** Alertmanager's pagerduty_url names the path of events, a destination names the host. */
    static String pagerDutyApi(String url) {
        return withoutEnd(url, PAGERDUTY_PATH);
    }

    /** An address of a service to which a destination's channel adds its path. */
    static String withoutEnd(String text, String end) {
        String cut = text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
        return cut.endsWith("/") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
