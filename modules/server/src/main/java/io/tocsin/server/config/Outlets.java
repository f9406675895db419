package io.tocsin.server.config;

import io.tocsin.model.Destination;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.routing.RoutingConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What receivers of routing.yml have beyond what Alertmanager knows, so that the file itself stays one of Alertmanager.
 *
 * @param signing how the webhooks of a receiver are signed, by its name
 * @param topics which topic of Kafka a receiver is told by, too
 */
public record Outlets(Map<String, Destination.Signing> signing, Map<String, Topic> topics) {
    public static final Outlets NONE = new Outlets(Map.of(), Map.of());

    public Outlets {
        signing = Map.copyOf(signing);
        topics = Map.copyOf(topics);
    }

    /** A topic, and whether the end of alerts is told there. */
    public record Topic(Destination.KafkaTopic destination, boolean sendResolved) {}

    /** The routing with all this in place. */
    RoutingConfig to(RoutingConfig routing) {
        if (equals(NONE)) return routing;
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        routing.receivers().forEach((name, receiver) -> receivers.put(name, of(receiver)));
        return new RoutingConfig(
                routing.global(),
                routing.root(),
                receivers,
                routing.inhibitRules(),
                routing.timeIntervals(),
                routing.templates(),
                routing.original(),
                routing.published());
    }

    private Receiver of(Receiver receiver) {
        List<Integration> integrations = new ArrayList<>();
        for (Integration integration : receiver.integrations()) integrations.add(signed(receiver.name(), integration));
        Topic topic = topics.get(receiver.name());
        if (topic != null) {
            integrations.add(
                    new Integration("kafka", 0, topic.destination(), topic.sendResolved(), "", Map.of(), Map.of()));
        }
        return new Receiver(receiver.name(), receiver.labels(), integrations);
    }

    private Integration signed(String receiver, Integration integration) {
        Destination.Signing how = signing.get(receiver);
        if (how == null || !(integration.destination() instanceof Destination.Webhook webhook)) return integration;
        return new Integration(
                integration.type(),
                integration.index(),
                new Destination.Webhook(webhook.url(), webhook.access(), how),
                integration.sendResolved(),
                integration.undeliverable(),
                integration.settings(),
                integration.marks());
    }
}
