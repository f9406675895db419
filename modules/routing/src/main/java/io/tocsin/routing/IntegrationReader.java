package io.tocsin.routing;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one integration of a receiver into a destination. What Alertmanager refuses is a problem; what only lacks a value
 * (an empty variable, an absent file) leaves the integration undeliverable with a warning, so that a server without
 * credentials starts and can say what it would have told whom.
 */
final class IntegrationReader {
    /** Secrets are read apart and must not be kept as settings. */
    private static final List<String> SECRET_KEYS = List.of(
            "api_url",
            "app_token",
            "auth_password",
            "auth_secret",
            "routing_key",
            "service_key",
            "url",
            "webhook_url",
            "bot_token",
            "api_key",
            "user_key",
            "token",
            "token_id",
            "api_secret",
            "alert_source_token",
            "sigv4");

    private static final String POST_MESSAGE = "/chat.postMessage";
    private static final String BEARER = "Bearer ";

    private final Global global;
    private final Map<String, String> globalHeaders;
    private final Settings settings;

    IntegrationReader(GlobalReader.Read global, Settings settings) {
        this.global = global.global();
        this.globalHeaders = global.headers();
        this.settings = settings;
    }

    Integration read(IntegrationType type, int index, Section section) {
        boolean sendResolved = section.flag("send_resolved", type.sendResolved());
        Map<String, String> own = HttpConfig.headers(section, settings);
        Target target = target(type, section, own == null ? globalHeaders : own);
        Map<String, String> kept = kept(type, section);
        Map<String, Mark> marks = Settings.marks(section, type.keys());
        marks.keySet().retainAll(kept.keySet());
        section.done();
        if (!target.undeliverable.isEmpty()) {
            section.problems().warn(section.mark(), type.label() + ": " + target.undeliverable);
        }
        return new Integration(
                type.label(), index, target.destination, sendResolved, target.undeliverable, kept, marks);
    }

    private static Map<String, String> kept(IntegrationType type, Section section) {
        Map<String, String> flat = new LinkedHashMap<>(Settings.flatten(section, type.keys()));
        SECRET_KEYS.forEach(
                secret -> flat.keySet().removeIf(key -> key.equals(secret) || key.startsWith(secret + ".")));
        return flat;
    }

    /** A destination, or why there is none. */
    private record Target(@Nullable Destination destination, String undeliverable) {
        static Target to(Destination destination) {
            return new Target(destination, "");
        }

        static Target none(String why) {
            return new Target(null, why);
        }
    }

    private Target target(IntegrationType type, Section section, Map<String, String> headers) {
        return switch (type) {
            case SLACK -> slack(section, headers);
            case EMAIL -> email(section);
            case PAGERDUTY -> pagerduty(section);
            case WEBHOOK -> webhook(section, headers);
            case MSTEAMSV2, TELEGRAM, DISCORD, MATTERMOST, OPSGENIE, VICTOROPS, PUSHOVER -> notYet();
            case INCIDENTIO, ROCKETCHAT, WEBEX, JIRA, SNS, WECHAT, MSTEAMS -> notYet();
        };
    }

    private static Target notYet() {
        return Target.none("parsed, not delivered yet");
    }

    private Target slack(Section section, Map<String, String> headers) {
        String channel = section.text("channel", "");
        String appUrl = settings.url(section, "app_url", global.slack().appUrl());
        Secret ownUrl = settings.secretUrl(section, "api_url");
        Secret ownToken = settings.secret(section, "app_token");
        if (!orNone(ownUrl).isEmpty() && !orNone(ownToken).isEmpty()) {
            section.problem("app_token", "at most one of 'api_url' and 'app_token' can be given");
        }
        boolean inherits = ownUrl == null && ownToken == null;
        Secret url = inherits ? global.slack().apiUrl() : ownUrl;
        Secret token = inherits ? global.slack().appToken() : ownToken;
        if (url == null && token == null) {
            section.problems()
                    .add(section.mark(), "slack needs 'api_url' or 'app_token', here or as slack_… in 'global'");
        }
        if (section.flag("update_message", false)
                && orNone(token).isEmpty()
                && !orNone(url).reveal().endsWith(POST_MESSAGE)) {
            section.problem(
                    "update_message", "'update_message' needs an 'app_token': a webhook cannot change messages");
        }
        return slack(orNone(url), orNone(token), appUrl, channel, headers.getOrDefault("Authorization", ""));
    }

    private static Target slack(Secret url, Secret token, String appUrl, String channel, String authorization) {
        if (!token.isEmpty())
            return Target.to(new Destination.SlackChannel(GlobalReader.slackApi(appUrl), token, channel));
        // The Web API with its token in http_config: how it was written before there was app_token.
        if (url.reveal().endsWith(POST_MESSAGE) && authorization.startsWith(BEARER)) {
            Secret bearer = new Secret(authorization.substring(BEARER.length()));
            return Target.to(new Destination.SlackChannel(GlobalReader.slackApi(url.reveal()), bearer, channel));
        }
        if (!url.isEmpty()) return Target.to(new Destination.SlackWebhook(url, channel));
        return Target.none("nothing can be delivered, 'api_url' and 'app_token' are empty");
    }

    private static Secret orNone(@Nullable Secret secret) {
        return secret == null ? Secret.NONE : secret;
    }

    private Target pagerduty(Section section) {
        String url = GlobalReader.pagerDutyApi(settings.url(section, "url", global.pagerdutyUrl()));
        Secret routing = settings.secret(section, "routing_key");
        Secret service = settings.secret(section, "service_key");
        if (routing == null && service == null) {
            section.problems().add(section.mark(), "pagerduty needs 'routing_key' or 'routing_key_file'");
        }
        if (!orNone(routing).isEmpty()) return Target.to(new Destination.PagerDuty(url, orNone(routing)));
        if (!orNone(service).isEmpty()) {
            return Target.none("nothing can be delivered with a 'service_key': use a 'routing_key' (Events API v2)");
        }
        return Target.none("nothing can be delivered, 'routing_key' is empty");
    }

    private Target webhook(Section section, Map<String, String> headers) {
        Secret url = settings.secretUrl(section, "url");
        section.number("max_alerts", 0);
        if (url == null) section.problems().add(section.mark(), "webhook needs 'url' or 'url_file'");
        if (url == null || url.isEmpty()) return Target.none("nothing can be delivered, 'url' is empty");
        return Target.to(new Destination.Webhook(url, headers));
    }

    private Target email(Section section) {
        Global.Smtp smtp = global.smtp();
        String to = recipients(section);
        String from = section.text("from");
        String sender = from == null ? smtp.from() : from;
        String own = GlobalReader.smarthost(section, "smarthost");
        String smarthost = own == null ? smtp.smarthost() : own;
        SmtpServer server = server(section, smarthost == null ? "" : smarthost);
        headerHints(section);
        if (sender == null)
            section.problems().add(section.mark(), "email needs 'from', here or as smtp_from in 'global'");
        if (smarthost == null) {
            section.problems().add(section.mark(), "email needs 'smarthost', here or as smtp_smarthost in 'global'");
        }
        if (sender == null || sender.isEmpty()) return Target.none("nothing can be delivered, 'from' is empty");
        if (server.host().isEmpty()) return Target.none("nothing can be delivered, 'smarthost' is empty");
        List<String> addresses = Arrays.stream(to.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        if (addresses.isEmpty()) return Target.none("nothing can be delivered, 'to' is empty");
        return Target.to(new Destination.Email(server, sender, addresses));
    }

    private static String recipients(Section section) {
        String to = section.text("to");
        if (to == null) section.required("to");
        return to == null ? "" : to;
    }

    private SmtpServer server(Section section, String smarthost) {
        Global.Smtp smtp = global.smtp();
        int port = GlobalReader.port(smarthost);
        Secret password = settings.secret(section, "auth_password");
        boolean own = section.has("force_implicit_tls");
        Boolean implicit = own ? Boolean.valueOf(section.flag("force_implicit_tls", false)) : smtp.implicitTls();
        String ca = HttpConfig.tls(section, "tls_config");
        String host = port == 0 ? "" : smarthost.substring(0, smarthost.lastIndexOf(':'));
        return new SmtpServer(
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                port,
                section.text("hello", smtp.hello()),
                section.text("auth_username", smtp.username()),
                password == null ? smtp.password() : password,
                section.flag("require_tls", smtp.requireTls()),
                implicit == null ? port == 465 : implicit,
                section.has("tls_config") ? ca : smtp.trustedCertificates());
    }

    /** People look for a key 'subject' first. */
    private static void headerHints(Section section) {
        for (String key : List.of("subject", "Subject", "reply_to", "cc", "bcc")) {
            Yaml node = section.node(key);
            if (node == null) continue;
            String header = switch (key) {
                case "reply_to" -> "Reply-To";
                default -> Character.toUpperCase(key.charAt(0)) + key.substring(1);
            };
            section.problems().add(node.mark(), "unknown key '" + key + "': write it as headers." + header);
        }
    }
}
