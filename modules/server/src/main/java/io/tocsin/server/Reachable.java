package io.tocsin.server;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.routing.Global;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.server.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A configuration in which every destination that lacks nothing but its secret can be reached. A rehearsal asks who would be
 * told, and it runs where the secrets are not: on a laptop, in CI. Nothing is ever sent there.
 */
final class Reachable {
    /** A name that can never be looked up (RFC 2606). */
    private static final String NOWHERE = "rehearsal.invalid";

    private static final Secret URL = new Secret("https://" + NOWHERE);

    /** What can be delivered; other integrations of Alertmanager are read, and tell nobody in life either. */
    private static final Set<String> DELIVERED = Set.of(
            "slack",
            "email",
            "pagerduty",
            "webhook",
            "msteamsv2",
            "telegram",
            "discord",
            "mattermost",
            "opsgenie",
            "pushover");

    private Reachable() {}

    static Configuration of(Configuration real) {
        RoutingConfig routing = real.routing();
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        routing.receivers().forEach((name, receiver) -> receivers.put(name, of(receiver)));
        RoutingConfig reachable = new RoutingConfig(
                of(routing.global()),
                routing.root(),
                receivers,
                routing.inhibitRules(),
                routing.timeIntervals(),
                routing.templates(),
                routing.original());
        return new Configuration(
                real.settings(),
                reachable,
                real.oncall().withoutHandoffs(),
                real.rules(),
                real.forms(),
                real.warnings());
    }

    private static Receiver of(Receiver receiver) {
        return new Receiver(
                receiver.name(),
                receiver.labels(),
                receiver.integrations().stream().map(Reachable::of).toList());
    }

    private static Integration of(Integration integration) {
        if (integration.destination() != null || !DELIVERED.contains(integration.type())) return integration;
        Destination nowhere = new Destination.Webhook(URL, Map.of());
        return new Integration(
                integration.type(),
                integration.index(),
                nowhere,
                integration.sendResolved(),
                "",
                integration.settings(),
                integration.marks());
    }

    private static Global of(Global global) {
        Global.Slack slack = global.slack();
        Secret url = slack.apiUrl() == null || slack.apiUrl().isEmpty() ? URL : slack.apiUrl();
        return new Global(
                global.resolveTimeout(),
                of(global.smtp()),
                new Global.Slack(url, slack.appToken(), slack.appUrl()),
                global.pagerdutyUrl(),
                global.access(),
                global.texts());
    }

    private static Global.Smtp of(Global.Smtp smtp) {
        String host = smtp.smarthost();
        String from = smtp.from();
        return new Global.Smtp(
                host == null || host.isEmpty() ? NOWHERE + ":25" : host,
                from == null || from.isEmpty() ? "tocsin@" + NOWHERE : from,
                smtp.hello(),
                smtp.login(),
                smtp.requireTls(),
                smtp.implicitTls(),
                smtp.tls());
    }
}
