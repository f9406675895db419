package io.tocsin.server.config;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.notify.WebhookSignature;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code webhooks:} and {@code topics:} of tocsin.yml. */
final class OutletsReader {
    private final Variables variables;
    private final SecretKeys secrets;

    private OutletsReader(Variables variables, SecretKeys secrets) {
        this.variables = variables;
        this.secrets = secrets;
    }

    static Outlets read(Section root, Variables variables, SecretKeys secrets) {
        OutletsReader reader = new OutletsReader(variables, secrets);
        Map<String, Destination.Signing> signing = new LinkedHashMap<>();
        root.named("webhooks").forEach((receiver, section) -> signing.put(receiver, reader.signing(section)));
        Map<String, Outlets.Topic> topics = new LinkedHashMap<>();
        root.named("topics").forEach((receiver, section) -> topics.put(receiver, reader.topic(section)));
        return new Outlets(signing, topics);
    }

    private Destination.Signing signing(Section webhook) {
        List<Secret> all = new ArrayList<>();
        if (webhook.node("secret") instanceof Yaml.Sequence) {
            for (String text : webhook.texts("secret")) all.add(new Secret(variables.in(webhook, "secret", text)));
        } else {
            secrets.required(webhook, "secret")
                    .reveal()
                    .lines()
                    .map(Secret::new)
                    .forEach(all::add);
        }
        all.removeIf(Secret::isEmpty);
        if (!all.stream().allMatch(secret -> WebhookSignature.isSecret(secret.reveal()))) {
            webhook.problem("secret", "'secret' must be whsec_ and 24 to 64 bytes in Base64");
        }
        boolean standard = webhook.scalar("form", true, "'standard' or 'alertmanager'", OutletsReader::isStandard);
        webhook.done();
        return new Destination.Signing(all, standard);
    }

    private static @Nullable Boolean isStandard(String form) {
        return switch (form) {
            case "standard" -> true;
            case "alertmanager" -> false;
            default -> null;
        };
    }

    private Outlets.Topic topic(Section topic) {
        Map<String, Secret> properties = new LinkedHashMap<>();
        Section given = topic.section("properties");
        if (given != null) {
            for (String name : given.keys())
                properties.put(name, new Secret(variables.in(given, name, given.text(name, ""))));
        }
        Destination.KafkaTopic destination = new Destination.KafkaTopic(
                variables.in(topic, "bootstrap_servers", topic.required("bootstrap_servers")),
                variables.in(topic, "topic", topic.required("topic")),
                properties);
        Outlets.Topic read = new Outlets.Topic(destination, topic.flag("send_resolved", true));
        topic.done();
        return read;
    }
}
