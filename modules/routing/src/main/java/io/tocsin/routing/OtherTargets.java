package io.tocsin.routing;

/** Integrations that Tocsin reads and has no sender for: what they need is checked, so that the file stays one for Alertmanager. */
final class OtherTargets {
    private final Values global;
    private final Values values;
    private String empty = "";

    OtherTargets(GlobalReader.Read global, Values values) {
        this.global = global.values();
        this.values = values;
    }

    Target of(IntegrationType type) {
        switch (type) {
            case VICTOROPS -> {
                needs("victorops", "api_key", "victorops_api_key");
                text("routing_key");
            }
            case ROCKETCHAT -> {
                needs("rocketchat", "token_id", "rocketchat_token_id");
                needs("rocketchat", "token", "rocketchat_token");
            }
            case WECHAT -> {
                needs("wechat", "api_secret", "wechat_api_secret");
                needsText("wechat", "corp_id", "wechat_api_corp_id");
            }
            case JIRA -> {
                needsText("jira", "api_url", "jira_api_url");
                text("project");
                text("issue_type");
            }
            case INCIDENTIO -> secret("url");
            case MSTEAMS -> secret("webhook_url");
            case WEBEX -> text("room_id");
            case SNS, SLACK, EMAIL, PAGERDUTY, WEBHOOK, MSTEAMSV2, TELEGRAM -> {}
            case DISCORD, MATTERMOST, OPSGENIE, PUSHOVER -> {}
        }
        return empty.isEmpty() ? Target.noSender() : Target.empty(empty);
    }

    /** A secret that must be there, here or in {@code global}. */
    private void needs(String type, String key, String shared) {
        boolean own = values.given(key) || values.given(key + "_file");
        boolean common = global.given(shared) || global.given(shared + "_file");
        if (!own && !common) values.problem("", type + " needs '" + key + "', here or as " + shared + " in 'global'");
        Values from = own ? values : global;
        String name = own ? key : shared;
        if (!from.says(name) && !from.says(name + "_file")) empty = key;
    }

    private void needsText(String type, String key, String shared) {
        if (!values.given(key) && !global.given(shared))
            values.problem("", type + " needs '" + key + "', here or as " + shared + " in 'global'");
        if (!values.says(key) && !global.says(shared)) empty = key;
    }

    private void secret(String key) {
        if (!values.says(key) && !values.says(key + "_file")) empty = key;
    }

    private void text(String key) {
        if (!values.says(key)) empty = key;
    }
}
