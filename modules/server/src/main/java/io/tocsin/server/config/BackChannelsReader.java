package io.tocsin.server.config;

import io.tocsin.model.Secret;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code slack:}, {@code pagerduty:} and {@code twilio:} of tocsin.yml. */
final class BackChannelsReader {
    private static final String SLACK_API = "https://slack.com/api";
    private static final String TWILIO_API = "https://api.twilio.com";

    /** A number in E.164, a short code, a name of letters, or the id of a messaging service. */
    private static final Pattern SENDER =
            Pattern.compile("\\+[0-9]{7,15}|[0-9]{3,8}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11}");

    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-f]{32}");

    private final Section root;
    private final Variables variables;
    private final SecretKeys secrets;

    private BackChannelsReader(Section root, Variables variables, SecretKeys secrets) {
        this.root = root;
        this.variables = variables;
        this.secrets = secrets;
    }

    static BackChannels read(Section root, Variables variables, SecretKeys secrets) {
        BackChannelsReader reader = new BackChannelsReader(root, variables, secrets);
        return new BackChannels(reader.slack(), reader.pagerDuty(), reader.twilio());
    }

    private BackChannels.@Nullable Slack slack() {
        Section slack = root.section("slack");
        if (slack == null) return null;
        int before = slack.problems().list().size();
        Secret signing = secrets.read(slack, "signing_secret");
        Secret token = secrets.read(slack, "app_token");
        if (signing.isEmpty() && token.isEmpty() && slack.problems().list().size() == before) {
            slack.problems()
                    .add(
                            slack.mark(),
                            "'slack' needs 'signing_secret' (Slack calls us), 'app_token' (we open a socket), or both");
        }
        if (!token.isEmpty() && !token.reveal().startsWith("xapp-")) {
            slack.problem("app_token", "'app_token' must be an app-level token, which begins with xapp-");
        }
        BackChannels.Slack read =
                new BackChannels.Slack(signing, token, slack.flag("anybody", true), address(slack, SLACK_API));
        slack.done();
        return read;
    }

    private BackChannels.@Nullable PagerDuty pagerDuty() {
        Section pagerDuty = root.section("pagerduty");
        if (pagerDuty == null) return null;
        List<Secret> all = new ArrayList<>();
        if (pagerDuty.node("webhook_secret") instanceof Yaml.Sequence) {
            for (String text : pagerDuty.texts("webhook_secret"))
                all.add(new Secret(variables.in(pagerDuty, "webhook_secret", text)));
        } else {
            secrets.required(pagerDuty, "webhook_secret")
                    .reveal()
                    .lines()
                    .map(Secret::new)
                    .forEach(all::add);
        }
        all.removeIf(Secret::isEmpty);
        pagerDuty.done();
        return new BackChannels.PagerDuty(all);
    }

    private BackChannels.@Nullable Twilio twilio() {
        Section twilio = root.section("twilio");
        if (twilio == null) return null;
        String account = text(twilio, "account_sid", twilio.required("account_sid"));
        if (!account.isEmpty() && !ACCOUNT.matcher(account).matches())
            twilio.problem("account_sid", "'account_sid' must be AC and 32 hex digits");
        String from = text(twilio, "from", twilio.required("from"));
        if (!from.isEmpty() && !SENDER.matcher(from).matches()) {
            twilio.problem(
                    "from",
                    "'from' must be a number such as +15550100, or the id of a messaging service (MG…), not '" + from
                            + "'");
        }
        BackChannels.Twilio read = new BackChannels.Twilio(
                account,
                secrets.required(twilio, "auth_token"),
                from,
                twilio.flag("callbacks", false),
                address(twilio, TWILIO_API));
        twilio.done();
        return read;
    }

    private String address(Section section, String otherwise) {
        String url = text(section, "api_url", section.text("api_url", otherwise));
        if (!url.startsWith("https://") && !url.startsWith("http://"))
            section.problem("api_url", "'api_url' must begin with http:// or https://, not '" + url + "'");
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private String text(Section section, String key, String text) {
        return variables.in(section, key, text);
    }
}
