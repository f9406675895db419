package io.tocsin.routing;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import org.jspecify.annotations.Nullable;

/** Where integrations that write into a chat tell. */
final class ChatTargets {
    private static final String TELEGRAM_URL = "https://api.telegram.org";

    private final GlobalReader.Read global;
    private final Secrets secrets;

    ChatTargets(GlobalReader.Read global, Secrets secrets) {
        this.global = global;
        this.secrets = secrets;
    }

    Target slack(Values slack, HttpConfig http) {
        Secret ownUrl = secrets.at(slack, "api_url");
        Secret ownToken = secrets.at(slack, "app_token");
        boolean ownLogin = slack.has("http_config") && http.login();
        // A webhook or a login of one's own stands for the token of everybody.
        Secret token = ownToken == null && ownUrl == null && !ownLogin
                ? global.global().slack().appToken()
                : ownToken;
        Secret url = ownUrl == null ? global.global().slack().apiUrl() : ownUrl;
        if (url == null && token == null)
            slack.problem("", "slack needs 'api_url' or 'app_token', here or as slack_… in 'global'");
        if (token != null && !token.isEmpty() && http.login())
            slack.problem("http_config", "'http_config.authorization' cannot be given with 'app_token'");
        updates(slack, url, token);
        return slack(slack, orNone(url), orNone(token), http);
    }

    private static Secret orNone(@Nullable Secret secret) {
        return secret == null ? Secret.NONE : secret;
    }

    private static void updates(Values slack, @Nullable Secret url, @Nullable Secret token) {
        if (!slack.flag("update_message", false) || !orNone(token).isEmpty()) return;
        if (!orNone(url).reveal().endsWith(ChatShapes.POST_MESSAGE))
            slack.problem("update_message", "'update_message' needs an 'app_token': a webhook cannot change messages");
    }

    private Target slack(Values slack, Secret url, Secret token, HttpConfig http) {
        String channel = slack.text("channel", "");
        String appUrl = slack.says("app_url")
                ? GlobalReader.slackApi(slack.text("app_url", ""))
                : global.global().slack().appUrl();
        if (!token.isEmpty()) return Target.to(new Destination.SlackChannel(appUrl, token, channel, http.access()));
        // The Web API with its token in http_config: how it was written before there was app_token.
        if (url.reveal().endsWith(ChatShapes.POST_MESSAGE) && !http.bearer().isEmpty()) {
            String api = GlobalReader.slackApi(url.reveal());
            return Target.to(new Destination.SlackChannel(api, http.bearer(), channel, http.withoutLogin()));
        }
        if (url.isEmpty()) return Target.empty("api_url", "app_token");
        return Target.to(new Destination.SlackWebhook(url, channel, http.access()));
    }

    Target discord(Values discord, HttpConfig http) {
        Secret url = secrets.orNone(discord, "webhook_url");
        return url.isEmpty() ? Target.empty("webhook_url") : Target.to(new Destination.Discord(url, http.access()));
    }

    Target msteamsv2(Values teams, HttpConfig own) {
        Secret url = secrets.orNone(teams, "webhook_url");
        if (url.isEmpty()) return Target.empty("webhook_url");
        return Target.to(new Destination.Msteams(url, own.throughProxyOf(global.http())));
    }

    Target mattermost(Values mattermost, HttpConfig http) {
        Secret own = secrets.at(mattermost, "webhook_url");
        Secret url = own == null ? secrets.at(global.values(), "mattermost_webhook_url") : own;
        if (url == null)
            mattermost.problem("", "mattermost needs 'webhook_url', here or as mattermost_webhook_url in 'global'");
        if (url == null || url.isEmpty()) return Target.empty("webhook_url");
        return Target.to(new Destination.Mattermost(url, mattermost.text("channel", ""), http.access()));
    }

    Target telegram(Values telegram, HttpConfig http) {
        Secret own = secrets.at(telegram, "bot_token");
        Secret token = own == null ? secrets.at(global.values(), "telegram_bot_token") : own;
        if (token == null)
            telegram.problem("", "telegram needs 'bot_token', here or as telegram_bot_token in 'global'");
        long chat = chat(telegram);
        if (token == null || token.isEmpty()) return Target.empty("bot_token");
        if (chat == 0) return Target.empty("chat_id");
        String shared = GlobalReader.given(global.values(), "telegram_api_url", TELEGRAM_URL);
        String api = GlobalReader.withoutEnd(GlobalReader.given(telegram, "api_url", shared), "/");
        long thread = telegram.number("message_thread_id");
        return Target.to(new Destination.Telegram(api, token, chat, thread, http.access()));
    }

    private long chat(Values telegram) {
        if (telegram.text("chat_id", "").equals("0")) telegram.problem("chat_id", "'chat_id' is required");
        if (!telegram.says("chat_id_file")) return telegram.number("chat_id");
        String text = secrets.file(telegram, "chat_id_file");
        String number = Scalars.whole(text);
        if (number == null && !text.isEmpty())
            telegram.warn("chat_id_file", "the file that 'chat_id_file' names must hold a whole number");
        return number == null ? 0 : Long.parseLong(number);
    }
}
