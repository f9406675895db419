package io.tocsin.routing;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The keys of integrations that page, mail, or hand alerts to another system. */
final class PagerShapes {
    static final Shape EMAIL = Shape.EMPTY
            .with(Kind.TEXT, "to from hello auth_username auth_identity html text")
            .secret("auth_password")
            .secret("auth_secret")
            .with(Kind.HOST_PORT, "smarthost")
            .with(new Kind.Named(Kind.TEXT, PagerShapes::headerName), "headers")
            .with(Kind.OPTIONAL_FLAG, "require_tls force_implicit_tls")
            .with(Kind.keys(HttpShape.TLS), "tls_config")
            .with(Kind.keys(Shape.EMPTY.with(Kind.FLAG, "enabled").with(Kind.TEXT, "thread_by_date")), "threading")
            .hint("subject", "headers.Subject")
            .hint("Subject", "headers.Subject")
            .hint("reply_to", "headers.Reply-To")
            .hint("cc", "headers.Cc, and add the readers to 'to'")
            .hint("bcc", "one more reader in 'to': only headers are shown")
            .hint("body", "html or text")
            .required("to")
            .rule(PagerShapes::threads);

    private static final Shape IMAGE = Shape.EMPTY.with(Kind.TEXT, "src alt href");
    private static final Shape LINK = Shape.EMPTY.with(Kind.TEXT, "href text");

    static final Shape PAGERDUTY = Shape.EMPTY
            .secret("service_key")
            .secret("routing_key")
            .with(Kind.URL, "url")
            .with(Kind.TEXT, "client client_url description source severity class component group")
            .with(Kind.FREE_MAP, "details")
            .with(Kind.list(IMAGE), "images")
            .with(Kind.list(LINK), "links")
            .with(Kind.GO_PERIOD, "timeout")
            .hint("integration_key", "routing_key")
            .hint("custom_details", "details")
            .hint("summary", "description")
            .rule(PagerShapes::anyKey);

    static final Shape WEBHOOK = Shape.EMPTY
            .either(Kind.TEMPLATE_URL, "url")
            .with(Kind.COUNT, "max_alerts")
            .with(Kind.GO_PERIOD, "timeout")
            .with(Kind.FREE, "payload")
            .hint("headers", "http_config.http_headers")
            .hint("body", "payload")
            .rule(values -> values.requireOne("url", "url_file"));

    private static final Shape RESPONDER =
            Shape.EMPTY.with(Kind.TEXT, "id name username type").rule(PagerShapes::responder);

    static final Shape OPSGENIE = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .secret("api_key")
            .with(Kind.TEXT, "message description source entity actions tags note priority")
            .with(Kind.TEXT_MAP, "details")
            .with(Kind.list(RESPONDER), "responders")
            .with(Kind.FLAG, "update_alerts")
            .hint("teams", "responders: [{type: team, name: …}]");

    private static final List<String> FIXED_FIELDS = List.of(
            "routing_key",
            "message_type",
            "state_message",
            "entity_display_name",
            "monitoring_tool",
            "entity_id",
            "entity_state");

    static final Shape VICTOROPS = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .secret("api_key")
            .with(Kind.TEXT, "routing_key message_type state_message entity_display_name monitoring_tool")
            .with(Kind.TEXT_MAP, "custom_fields")
            .required("routing_key")
            .rule(values -> FIXED_FIELDS.stream()
                    .filter(field -> values.has("custom_fields." + field))
                    .forEach(field -> values.problem(
                            "custom_fields." + field, "'" + field + "' is always sent and cannot be a custom field")));

    static final Shape PUSHOVER = Shape.EMPTY
            .secret("user_key")
            .secret("token")
            .with(Kind.TEXT, "title message url url_title device sound priority")
            .with(Kind.GO_DURATION, "retry expire ttl")
            .with(Kind.FLAG, "html monospace")
            .rule(values -> values.requireOne("user_key", "user_key_file"))
            .rule(values -> values.requireOne("token", "token_file"))
            .rule(values -> {
                if (values.flag("html", false) && values.flag("monospace", false))
                    values.problem("monospace", "at most one of 'html' and 'monospace' can be true");
            });

    static final Shape INCIDENTIO = Shape.EMPTY
            .either(Kind.URL, "url")
            .secret("alert_source_token")
            .with(Kind.COUNT, "max_alerts")
            .with(Kind.GO_PERIOD, "timeout")
            .rule(values -> values.requireOne("url", "url_file"))
            .rule(PagerShapes::sourceToken);

    private static final Shape JIRA_FIELD =
            Shape.EMPTY.with(Kind.TEXT, "template").with(Kind.OPTIONAL_FLAG, "enable_update");

    static final Shape JIRA = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .with(Kind.oneOf("auto", "cloud", "datacenter"), "api_type")
            .with(Kind.TEXT, "project priority issue_type reopen_transition resolve_transition wont_fix_resolution")
            .with(new Kind.TextOrKeys(JIRA_FIELD), "summary description")
            .with(Kind.TEXTS, "labels")
            .with(Kind.PERIOD, "reopen_duration")
            .with(Kind.FREE_MAP, "fields")
            .hint("custom_fields", "fields")
            .required("project", "issue_type");

    private static final Shape SIGNATURE = Shape.EMPTY
            .with(Kind.TEXT, "region access_key profile role_arn external_id service_name")
            .with(Kind.SECRET, "secret_key")
            .with(Kind.FLAG, "use_fips_sts_endpoint")
            .rule(values -> {
                if (values.says("access_key") != values.says("secret_key"))
                    values.problem("", "'access_key' and 'secret_key' belong together: give both or none");
                if (values.says("external_id") && !values.says("role_arn"))
                    values.problem("external_id", "'external_id' needs a 'role_arn'");
            });

    static final Shape SNS = Shape.EMPTY
            .with(Kind.TEXT, "api_url topic_arn phone_number target_arn subject message")
            .with(Kind.keys(SIGNATURE), "sigv4")
            .with(Kind.TEXT_MAP, "attributes")
            .with(Kind.FLAG, "use_aws_http_client")
            .rule(PagerShapes::oneTarget);

    private PagerShapes() {}

    /** Headers are the same in any case; this is how mail writes them: {@code X-Team}. */
    private static String headerName(String name) {
        StringBuilder text = new StringBuilder(name.length());
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // A name that is none is left alone, as upstream does.
            if (c <= ' ' || c > '~' || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) return name;
            text.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = c == '-';
        }
        return text.toString();
    }

    private static void threads(Values email) {
        if (!email.flag("threading.enabled", false)) return;
        for (String header : List.of("References", "In-Reply-To")) {
            if (email.has("headers." + header))
                email.problem("headers." + header, "header '" + header + "' cannot be given with 'threading'");
        }
        if (!Set.of("none", "daily").contains(email.text("threading.thread_by_date", ""))) {
            email.problem(
                    "threading.thread_by_date", "'thread_by_date' must be none or daily when 'threading' is enabled");
        }
    }

    private static void anyKey(Values pagerduty) {
        for (String key : List.of("routing_key", "routing_key_file", "service_key", "service_key_file")) {
            if (pagerduty.given(key)) return;
        }
        pagerduty.problem("", "pagerduty needs 'routing_key' or 'routing_key_file'");
    }

    private static void responder(Values responder) {
        if (!responder.says("id") && !responder.says("name") && !responder.says("username"))
            responder.problem("", "a responder needs one of 'id', 'name' and 'username'");
        String type = responder.text("type", "");
        boolean known =
                Set.of("team", "teams", "user", "escalation", "schedule").contains(type.toLowerCase(Locale.ROOT));
        if (!known && !type.contains("{{"))
            responder.problem(
                    "type", "'type' must be one of team, teams, user, escalation, schedule, not '" + type + "'");
    }

    private static void sourceToken(Values incident) {
        boolean token = incident.given("alert_source_token") || incident.given("alert_source_token_file");
        boolean http = incident.has("http_config");
        boolean login = incident.has("http_config.authorization")
                || incident.says("http_config.bearer_token")
                || incident.says("http_config.bearer_token_file");
        if (token && login)
            incident.problem("http_config", "'http_config.authorization' cannot be given with 'alert_source_token'");
        if (!token && http && !login)
            incident.problem(
                    "",
                    "incidentio needs 'alert_source_token', 'alert_source_token_file' or"
                            + " 'http_config.authorization'");
    }

    /** Upstream compares all three with one another, which also takes all three at once. */
    private static void oneTarget(Values sns) {
        long given = List.of("topic_arn", "phone_number", "target_arn").stream()
                .filter(sns::says)
                .count();
        if (given == 0 || given == 2)
            sns.problem("", "sns needs exactly one of 'topic_arn', 'phone_number' and 'target_arn'");
    }
}
