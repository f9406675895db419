package io.tocsin.routing;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;

/** Where integrations tell that page or hand alerts to another system. */
final class PagerTargets {
    private static final String OPSGENIE_URL = "https://api.opsgenie.com";
    private static final String PUSHOVER_URL = "https://api.pushover.net";

    private final GlobalReader.Read global;
    private final Secrets secrets;

    PagerTargets(GlobalReader.Read global, Secrets secrets) {
        this.global = global;
        this.secrets = secrets;
    }

    Target pagerduty(Values pagerduty, HttpConfig http) {
        String url = pagerduty.says("url")
                ? GlobalReader.pagerDutyApi(pagerduty.text("url", ""))
                : global.global().pagerdutyUrl();
        Secret routing = secrets.orNone(pagerduty, "routing_key");
        if (!routing.isEmpty()) return Target.to(new Destination.PagerDuty(url, routing, http.access()));
        if (secrets.orNone(pagerduty, "service_key").isEmpty()) return Target.empty("routing_key");
        return Target.none("nothing can be delivered with a 'service_key': use a 'routing_key' (Events API v2)", false);
    }

    Target webhook(Values webhook, HttpConfig http) {
        Secret url = secrets.orNone(webhook, "url");
        return url.isEmpty() ? Target.empty("url") : Target.to(new Destination.Webhook(url, http.access()));
    }

    Target opsgenie(Values opsgenie, HttpConfig http) {
        Secret own = secrets.at(opsgenie, "api_key");
        Secret key = own == null ? secrets.at(global.values(), "opsgenie_api_key") : own;
        if (key == null) opsgenie.problem("", "opsgenie needs 'api_key', here or as opsgenie_api_key in 'global'");
        // Upstream joins the two: a key here with a file in 'global' leaves both, and the key counts.
        if (key == null || key.isEmpty()) return Target.empty("api_key");
        String shared = GlobalReader.given(global.values(), "opsgenie_api_url", OPSGENIE_URL);
        String api = GlobalReader.withoutEnd(GlobalReader.given(opsgenie, "api_url", shared), "/");
        return Target.to(new Destination.Opsgenie(api, key, http.access()));
    }

    Target pushover(Values pushover, HttpConfig http) {
        Secret user = secrets.orNone(pushover, "user_key");
        Secret token = secrets.orNone(pushover, "token");
        if (user.isEmpty()) return Target.empty("user_key");
        if (token.isEmpty()) return Target.empty("token");
        return Target.to(new Destination.Pushover(PUSHOVER_URL, user, token, http.access()));
    }
}
