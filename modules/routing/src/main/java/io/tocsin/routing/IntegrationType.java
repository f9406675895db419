package io.tocsin.routing;

import java.util.List;
import java.util.Locale;

/** Alertmanager's integrations: the default of send_resolved and every key besides send_resolved and http_config. */
enum IntegrationType {
    SLACK(
            false,
            "api_url api_url_file app_token app_token_file app_url channel username color title title_link pretext text"
                    + " message_text fields short_fields footer fallback callback_id icon_emoji icon_url image_url thumb_url"
                    + " link_names mrkdwn_in actions update_message timeout"),
    EMAIL(
            false,
            "to from hello smarthost auth_username auth_password auth_password_file auth_secret auth_secret_file"
                    + " auth_identity headers html text require_tls tls_config force_implicit_tls threading"),
    PAGERDUTY(
            true,
            "service_key service_key_file routing_key routing_key_file url client client_url description details images"
                    + " links source severity class component group timeout"),
    WEBHOOK(true, "url url_file max_alerts timeout payload"),
    MSTEAMSV2(true, "webhook_url webhook_url_file title text"),
    TELEGRAM(
            true,
            "api_url bot_token bot_token_file chat_id chat_id_file message_thread_id message disable_notifications"
                    + " parse_mode"),
    DISCORD(true, "webhook_url webhook_url_file content title message username avatar_url"),
    MATTERMOST(
            true,
            "webhook_url webhook_url_file channel username text fallback color pretext author_name author_link author_icon"
                    + " title title_link fields thumb_url footer footer_icon image_url icon_url icon_emoji attachments type"
                    + " props priority"),
    OPSGENIE(
            true,
            "api_key api_key_file api_url message description source details entity responders actions tags note priority"
                    + " update_alerts"),
    VICTOROPS(
            true,
            "api_key api_key_file api_url routing_key message_type state_message entity_display_name monitoring_tool"
                    + " custom_fields"),
    PUSHOVER(
            true,
            "user_key user_key_file token token_file title message url url_title device sound priority retry expire ttl html"
                    + " monospace"),
    INCIDENTIO(true, "url url_file alert_source_token alert_source_token_file max_alerts timeout"),
    ROCKETCHAT(
            false,
            "api_url token_id token_id_file token token_file channel color title title_link text fields short_fields emoji"
                    + " icon_url image_url thumb_url link_names actions"),
    WEBEX(true, "api_url message room_id"),
    JIRA(
            true,
            "api_url api_type project summary description labels priority issue_type reopen_transition resolve_transition"
                    + " wont_fix_resolution reopen_duration fields"),
    SNS(true, "api_url sigv4 topic_arn phone_number target_arn subject message attributes use_aws_http_client"),
    WECHAT(false, "api_url api_secret api_secret_file corp_id message to_user to_party to_tag agent_id message_type"),
    MSTEAMS(true, "webhook_url webhook_url_file title summary text");

    private final boolean sendResolved;
    private final String keys;

    IntegrationType(boolean sendResolved, String keys) {
        this.sendResolved = sendResolved;
        this.keys = keys;
    }

    boolean sendResolved() {
        return sendResolved;
    }

    List<String> keys() {
        return List.of(keys.split(" "));
    }

    /** The name in logs and in the notification log. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of a receiver that lists integrations of this type. */
    String listKey() {
        return label() + "_configs";
    }
}
