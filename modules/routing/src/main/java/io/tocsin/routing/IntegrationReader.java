package io.tocsin.routing;

import io.tocsin.model.Destination;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the integrations of a receiver. What Alertmanager refuses is a problem; what only lacks a value (a variable that says nothing,
 * an absent file) leaves the integration undeliverable with a warning, so that a server without credentials starts and can say
 * what it would have told whom.
 */
final class IntegrationReader {
    /** Not about the words of messages, and holding secrets. */
    private static final Set<String> APART = Set.of("send_resolved", "http_config", "tls_config", "sigv4");

    /** Alertmanager fills these from global settings, so an empty item means something. */
    private static final Set<IntegrationType> MAY_BE_EMPTY =
            Set.of(IntegrationType.SLACK, IntegrationType.OPSGENIE, IntegrationType.WECHAT, IntegrationType.ROCKETCHAT);

    private final GlobalReader.Read global;
    private final Secrets secrets;
    private final Set<Mark> vacant;
    private final ChatTargets chats;
    private final PagerTargets pagers;
    private final Set<Mark> lacking = new HashSet<>();

    /** @param vacant see {@link Variables#vacant} */
    IntegrationReader(GlobalReader.Read global, Secrets secrets, Set<Mark> vacant) {
        this.vacant = vacant;
        this.global = global;
        this.secrets = secrets;
        this.chats = new ChatTargets(global, secrets);
        this.pagers = new PagerTargets(global, secrets);
    }

    /** Where the integrations stand that lack what Alertmanager demands. */
    Set<Mark> lacking() {
        return lacking;
    }

    /** The integrations of one type. */
    List<Integration> read(IntegrationType type, Yaml node, Problems problems) {
        List<Integration> list = new ArrayList<>();
        if (!(node instanceof Yaml.Sequence items)) {
            problems.add(node.mark(), "'" + type.listKey() + "' must be a list: write '- ' before its first key");
            return list;
        }
        for (Yaml item : items.items()) {
            boolean empty = item instanceof Yaml.Scalar scalar && scalar.isNull() && MAY_BE_EMPTY.contains(type);
            Yaml.Mapping mapping = item instanceof Yaml.Mapping given ? given : new Yaml.Mapping(item.mark(), Map.of());
            if (mapping != item && !empty)
                problems.add(item.mark(), "an item of '" + type.listKey() + "' must be a mapping, not " + item.kind());
            else list.add(one(type, list.size(), mapping, problems));
        }
        return list;
    }

    private Integration one(IntegrationType type, int index, Yaml.Mapping mapping, Problems problems) {
        Values values = ShapeReader.read(mapping, type.shape(), vacant, problems);
        HttpConfig http =
                values.has("http_config") ? HttpConfig.read(values.at("http_config"), secrets) : global.http();
        Target target = usable(target(type, values, http), http);
        // A sign for a secret can be shown again, and Alertmanager takes it; what a variable does not say it misses.
        boolean shown = values.isShown() || global.values().isShown();
        boolean waiting = values.isWaiting() || global.values().isWaiting();
        if (target.lacking() && (waiting || !shown)) lacking.add(mapping.mark());
        if (!target.undeliverable().isEmpty())
            problems.warn(mapping.mark(), type.label() + ": " + target.undeliverable());
        return new Integration(
                type.label(),
                index,
                target.destination(),
                values.flag("send_resolved", type.sendResolved()),
                target.undeliverable(),
                values.shown(APART),
                values.marks(APART));
    }

    private static Target usable(Target target, HttpConfig http) {
        if (target.destination() == null || http.missing().isEmpty()) return target;
        if (target.destination() instanceof Destination.Email) return target;
        return Target.none(
                "nothing can be delivered, " + http.missing(), http.missing().endsWith("is empty"));
    }

    private Target target(IntegrationType type, Values values, HttpConfig http) {
        return switch (type) {
            case SLACK -> chats.slack(values, http);
            case DISCORD -> chats.discord(values, http);
            case MSTEAMSV2 -> chats.msteamsv2(values, http);
            case MATTERMOST -> chats.mattermost(values, http);
            case TELEGRAM -> chats.telegram(values, http);
            case EMAIL -> MailTarget.of(values, global, secrets);
            case PAGERDUTY -> pagers.pagerduty(values, http);
            case WEBHOOK -> pagers.webhook(values, http);
            case OPSGENIE -> pagers.opsgenie(values, http);
            case PUSHOVER -> pagers.pushover(values, http);
            case VICTOROPS, INCIDENTIO, ROCKETCHAT, WEBEX, JIRA, SNS, WECHAT, MSTEAMS ->
                new OtherTargets(global, values).of(type);
        };
    }
}
