package io.tocsin.routing;

/** The keys of integrations that write into a chat. */
final class ChatShapes {
    /** Slack's method that every message goes through; it is an address and no secret. */
    static final String POST_MESSAGE = "/chat.postMessage";

    private static final Shape FIELD = Shape.EMPTY
            .with(Kind.TEXT, "title value")
            .with(Kind.OPTIONAL_FLAG, "short")
            .rule(values -> values.requireText("title", "value"));

    private static final Shape CONFIRM =
            Shape.EMPTY.with(Kind.TEXT, "text title ok_text dismiss_text").rule(values -> values.requireText("text"));

    private static final Shape ACTION = Shape.EMPTY
            .with(Kind.TEXT, "type text url style name value")
            .with(Kind.keys(CONFIRM), "confirm")
            .rule(values -> values.requireText("type", "text"))
            .rule(ChatShapes::linkOrMessage);

    static final Shape SLACK = Shape.EMPTY
            .either(Kind.SECRET_URL, "api_url")
            .secret("app_token")
            .with(Kind.URL, "app_url")
            .with(Kind.TEXT, "channel username color title title_link pretext text message_text footer fallback")
            .with(Kind.TEXT, "callback_id icon_emoji icon_url image_url thumb_url")
            .with(Kind.FLAG, "short_fields link_names update_message")
            .with(Kind.TEXTS, "mrkdwn_in")
            .with(Kind.list(FIELD), "fields")
            .with(Kind.list(ACTION), "actions")
            .with(Kind.GO_PERIOD, "timeout")
            .hint("webhook_url", "api_url")
            .hint("url", "api_url")
            .hint("token", "app_token")
            .rule(ChatShapes::webhookOrApp);

    static final Shape DISCORD = webhook()
            .with(Kind.TEXT, "content title message username avatar_url")
            .rule(values -> values.requireOne("webhook_url", "webhook_url_file"));

    static final Shape MSTEAMS = webhook()
            .with(Kind.TEXT, "title summary text")
            .rule(values -> values.requireOne("webhook_url", "webhook_url_file"));

    static final Shape MSTEAMSV2 = webhook()
            .with(Kind.TEXT, "title text")
            .rule(values -> values.requireOne("webhook_url", "webhook_url_file"));

    private static final Shape MATTERMOST_ATTACHMENT = Shape.EMPTY
            .with(Kind.TEXT, "fallback color pretext text author_name author_link author_icon title title_link")
            .with(Kind.TEXT, "thumb_url footer footer_icon image_url")
            .with(Kind.list(FIELD), "fields");

    static final Shape MATTERMOST = webhook()
            .with(Kind.TEXT, "channel username icon_url icon_emoji type")
            .with(Kind.list(MATTERMOST_ATTACHMENT), "attachments")
            .with(Kind.keys(Shape.EMPTY.with(Kind.TEXT, "card")), "props")
            .with(
                    Kind.keys(Shape.EMPTY
                            .with(Kind.TEXT, "priority")
                            .with(Kind.FLAG, "requested_ack persistent_notifications")),
                    "priority")
            .including(MATTERMOST_ATTACHMENT);

    static final Shape TELEGRAM = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .secret("bot_token")
            .with(Kind.WHOLE, "chat_id")
            .with(Kind.TEXT, "chat_id_file message")
            .with(Kind.WHOLE, "message_thread_id")
            .with(Kind.FLAG, "disable_notifications")
            .with(Kind.oneOf("", "Markdown", "MarkdownV2", "HTML"), "parse_mode")
            .rule(values -> values.requireOne("chat_id", "chat_id_file"))
            .rule(values -> values.atMostOne("chat_id", "chat_id_file"));

    private static final Shape ROCKETCHAT_FIELD =
            Shape.EMPTY.with(Kind.TEXT, "title value").with(Kind.OPTIONAL_FLAG, "short");

    /** Upstream gives these no names for YAML, which makes them one word each. */
    private static final Shape ROCKETCHAT_ACTION = Shape.EMPTY
            .with(Kind.TEXT, "type text url imageurl webviewheightratio msg msgprocessingtype")
            .with(Kind.FLAG, "iswebview msginchatwindow");

    static final Shape ROCKETCHAT = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .secret("token_id")
            .secret("token")
            .with(Kind.TEXT, "channel color title title_link text emoji icon_url image_url thumb_url")
            .with(Kind.FLAG, "short_fields link_names")
            .with(Kind.list(ROCKETCHAT_FIELD), "fields")
            .with(Kind.list(ROCKETCHAT_ACTION), "actions");

    static final Shape WEBEX = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .with(Kind.TEXT, "message room_id")
            .required("room_id")
            .rule(values -> {
                Values http = values.at("http_config");
                if (!http.has("authorization") && !http.says("bearer_token") && !http.says("bearer_token_file"))
                    values.problem("", "webex needs http_config: {authorization: {credentials: …}}");
            });

    static final Shape WECHAT = Shape.EMPTY
            .with(Kind.URL, "api_url")
            .secret("api_secret")
            .with(Kind.TEXT, "corp_id message to_user to_party to_tag agent_id")
            .with(Kind.oneOf("", "text", "markdown"), "message_type");

    private ChatShapes() {}

    private static Shape webhook() {
        return Shape.EMPTY
                .either(Kind.SECRET_URL, "webhook_url")
                .hint("url", "webhook_url")
                .hint("api_url", "webhook_url");
    }

    private static void linkOrMessage(Values action) {
        if (action.says("url")) {
            // A link is no message button, so the rest of one is not sent.
            action.forget("name");
            action.forget("value");
            action.forget("confirm");
        } else if (!action.says("name")) {
            action.problem("", "an action needs 'url' or 'name'");
        }
    }

    private static void webhookOrApp(Values slack) {
        boolean webhook = slack.says("api_url") || slack.says("api_url_file");
        if (webhook && (slack.says("app_token") || slack.says("app_token_file"))) {
            slack.problem(
                    slack.says("app_token") ? "app_token" : "app_token_file",
                    "at most one of 'api_url' and 'app_token' can be given");
        }
    }
}
