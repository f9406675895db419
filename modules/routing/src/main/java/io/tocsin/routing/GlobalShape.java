package io.tocsin.routing;

/** The keys of {@code global}, {@code tracing} and {@code event_recorder}. */
final class GlobalShape {
    static final Shape GLOBAL = Shape.EMPTY
            .with(Kind.PERIOD, "resolve_timeout")
            .with(Kind.keys(HttpShape.HTTP), "http_config")
            .with(Kind.TEXT, "smtp_from smtp_hello smtp_auth_username smtp_auth_identity")
            .with(Kind.HOST_PORT, "smtp_smarthost")
            .secret("smtp_auth_password")
            .secret("smtp_auth_secret")
            .with(Kind.OPTIONAL_FLAG, "smtp_require_tls smtp_force_implicit_tls")
            .with(Kind.keys(HttpShape.TLS), "smtp_tls_config")
            .either(Kind.SECRET_URL, "slack_api_url")
            .secret("slack_app_token")
            .with(Kind.URL, "slack_app_url pagerduty_url jira_api_url webex_api_url telegram_api_url")
            .with(Kind.URL, "opsgenie_api_url victorops_api_url wechat_api_url rocketchat_api_url")
            .secret("opsgenie_api_key")
            .secret("victorops_api_key")
            .secret("wechat_api_secret")
            .with(Kind.TEXT, "wechat_api_corp_id")
            .secret("telegram_bot_token")
            .secret("rocketchat_token")
            .secret("rocketchat_token_id")
            .either(Kind.SECRET_URL, "mattermost_webhook_url")
            .hint("smtp_password", "smtp_auth_password")
            .hint("smtp_username", "smtp_auth_username")
            .hint("smtp_host", "smtp_smarthost")
            .hint("slack_webhook_url", "slack_api_url")
            .hint("group_wait", "route.group_wait")
            .hint("repeat_interval", "route.repeat_interval")
            .rule(GlobalShape::webhookOrApp);

    static final Shape TRACING = Shape.EMPTY
            .with(Kind.oneOf("http", "grpc"), "client_type")
            .with(Kind.TEXT, "endpoint")
            .with(Kind.FRACTION, "sampling_fraction")
            .with(Kind.FLAG, "insecure")
            .with(Kind.keys(HttpShape.TLS), "tls_config")
            .with(new Kind.Named(Kind.keys(HttpShape.HEADER)), "headers")
            .with(Kind.oneOf("", "gzip"), "compression")
            .with(Kind.PERIOD, "timeout")
            .hint("http_headers", "headers")
            .rule(values -> values.requireText("endpoint"));

    private static final Shape FILE_OUTPUT =
            Shape.EMPTY.with(Kind.TEXT, "path").rule(values -> values.requireText("path"));

    private static final Shape WEBHOOK_OUTPUT = Shape.EMPTY
            .with(Kind.SECRET_URL, "url")
            .with(Kind.keys(HttpShape.HTTP), "http_config")
            .with(Kind.PERIOD, "timeout retry_backoff batch_flush_interval")
            .with(Kind.WHOLE, "workers max_retries batch_max_events batch_max_bytes")
            .with(Kind.FLAG, "batch")
            .rule(values -> values.requireText("url"))
            .rule(GlobalShape::batches);

    private static final Shape KAFKA_OUTPUT = Shape.EMPTY
            .with(Kind.TEXTS, "brokers")
            .with(Kind.TEXT, "topic client_id")
            .with(Kind.oneOf("", "json", "protobuf"), "format")
            .with(Kind.oneOf("", "none", "leader", "all"), "acks")
            .with(Kind.oneOf("", "none", "gzip", "snappy", "lz4", "zstd"), "compression")
            .with(Kind.WHOLE, "buffer_size")
            .with(Kind.keys(HttpShape.TLS), "tls_config")
            .rule(values -> values.requireText("topic"))
            .rule(values -> {
                if (values.texts("brokers").isEmpty() || values.texts("brokers").contains(""))
                    values.problem("brokers", "'brokers' needs at least one host:port, and none that is empty");
            });

    static final Shape EVENT_RECORDER = Shape.EMPTY
            .with(Kind.list(FILE_OUTPUT), "file_outputs")
            .with(Kind.list(WEBHOOK_OUTPUT), "webhook_outputs")
            .with(Kind.list(KAFKA_OUTPUT), "kafka_outputs")
            .with(Kind.list(Shape.EMPTY), "stdout_outputs");

    private GlobalShape() {}

    /** Both may be given when they are the same address: so were tokens written before there was a key for them. */
    private static void webhookOrApp(Values global) {
        boolean token = global.says("slack_app_token") || global.says("slack_app_token_file");
        boolean url = global.says("slack_api_url") || global.says("slack_api_url_file");
        String app = global.text("slack_app_url", GlobalReader.SLACK_APP_URL);
        if (token && url && !global.text("slack_api_url", "").equals(app)) {
            global.problem(
                    global.says("slack_app_token") ? "slack_app_token" : "slack_app_token_file",
                    "at most one of 'slack_app_token' and 'slack_api_url' can be given");
        }
    }

    private static void batches(Values output) {
        for (String key : new String[] {"batch_max_events", "batch_max_bytes"}) {
            if (output.text(key, "").startsWith("-")) output.problem(key, "'" + key + "' cannot be below zero");
        }
        boolean any = output.number("batch_max_events") != 0
                || output.number("batch_max_bytes") != 0
                || !output.text("batch_flush_interval", "0").matches("0(?:ms|s|m|h|d|w|y)?");
        if (any && !output.flag("batch", false)) output.problem("", "settings of batches need 'batch: true'");
    }
}
