package io.tocsin.routing;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file anew so that it can be shown, and read again by Alertmanager's own tools: secrets are hidden as Alertmanager
 * hides them, and what only Tocsin takes is left out or written as Alertmanager writes it.
 */
final class Published {
    private static final String SLACK_API = "https://slack.com/api" + ChatShapes.POST_MESSAGE;
    private static final Pattern PASSWORD = Pattern.compile("(//[^/?#:@]*):[^/?#]*@");

    /** Of no use to anybody without these. */
    private static final List<String> LOGIN = List.of("client_id", "token_url");

    private static final Object NOTHING = YamlText.NULL;

    private final Set<Mark> lacking;
    private final Set<Mark> vacant;

    /**
     * A writer.
     *
     * @param lacking where integrations stand that Alertmanager would refuse
     * @param vacant see {@link Variables#vacant}
     */
    Published(Set<Mark> lacking, Set<Mark> vacant) {
        this.lacking = lacking;
        this.vacant = vacant;
    }

    String of(Yaml root) {
        if (!(root instanceof Yaml.Mapping file)) return "";
        Map<String, Object> shown = new LinkedHashMap<>();
        file.entries().forEach((key, entry) -> {
            Object value = section(key, entry.value());
            if (value != null) shown.put(key, value);
        });
        return YamlText.of(shown);
    }

    private @Nullable Object section(String key, Yaml node) {
        return switch (key) {
            case "global" -> show(node, Kind.keys(GlobalShape.GLOBAL));
            case "tracing" -> show(node, Kind.keys(GlobalShape.TRACING));
            case "receivers" -> receivers(node);
            case "time_intervals", "mute_time_intervals" -> PublishedIntervals.of(node);
            // A hidden address is refused there, and nothing is recorded here.
            case "event_recorder" -> null;
            default -> show(node, Kind.FREE);
        };
    }

    private @Nullable Object receivers(Yaml node) {
        if (!(node instanceof Yaml.Sequence list)) return show(node, Kind.FREE);
        List<Object> shown = new ArrayList<>();
        for (Yaml item : list.items()) shown.add(item instanceof Yaml.Mapping receiver ? receiver(receiver) : NOTHING);
        return shown;
    }

    private Map<String, Object> receiver(Yaml.Mapping receiver) {
        Map<String, Object> shown = new LinkedHashMap<>();
        receiver.entries().forEach((key, entry) -> {
            Object value = show(entry.value(), Kind.FREE);
            for (IntegrationType type : IntegrationType.values()) {
                if (type.listKey().equals(key)) value = integrations(type, entry.value());
            }
            if (value != null) shown.put(key, value);
        });
        return shown;
    }

    private @Nullable Object integrations(IntegrationType type, Yaml node) {
        if (!(node instanceof Yaml.Sequence list)) return null;
        List<Object> shown = new ArrayList<>();
        for (Yaml item : list.items()) {
            if (lacking.contains(item.mark())) continue;
            Object value = show(said(item), Kind.keys(type.shape()));
            if (value instanceof Map<?, ?> map
                    && type == IntegrationType.SLACK
                    && !SLACK_API.equals(map.get("api_url"))) map.remove("update_message");
            // An item that says nothing makes Alertmanager's tools crash, an empty one means the same.
            if (value != null) shown.add(value == NOTHING ? Map.of() : value);
        }
        return shown.isEmpty() ? null : shown;
    }

    /** Without those items of lists below, such as fields and actions, that lack what a variable did not say. */
    private Yaml said(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar;
            case Yaml.Sequence list ->
                new Yaml.Sequence(
                        list.mark(),
                        list.items().stream()
                                .filter(item -> !lacks(item))
                                .map(this::said)
                                .toList());
            case Yaml.Mapping mapping -> {
                Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
                mapping.entries()
                        .forEach((key, entry) -> entries.put(key, new Yaml.Entry(entry.key(), said(entry.value()))));
                yield new Yaml.Mapping(mapping.mark(), entries);
            }
        };
    }

    private boolean lacks(Yaml item) {
        return item instanceof Yaml.Mapping mapping
                && mapping.entries().values().stream()
                        .anyMatch(entry -> vacant.contains(entry.value().mark()));
    }

    /** What may be shown of a value; null for what is left out with its key. */
    static @Nullable Object show(Yaml node, Kind kind) {
        if (node instanceof Yaml.Scalar scalar) return scalar(scalar, kind);
        if (node instanceof Yaml.Sequence list) {
            Kind item = kind instanceof Kind.Items items ? items.item() : Kind.FREE;
            List<Object> shown = new ArrayList<>();
            for (Yaml element : list.items()) {
                Object value = show(element, item);
                shown.add(value == null ? "" : value);
            }
            return shown;
        }
        return node instanceof Yaml.Mapping mapping ? mapping(mapping, kind) : null;
    }

    private static Map<String, Object> mapping(Yaml.Mapping mapping, Kind kind) {
        Map<String, Object> shown = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (key.equals("oauth2") && !complete(entry.value())) return;
            Object value = show(entry.value(), below(kind, key));
            if (value != null) shown.put(key, value);
        });
        return shown;
    }

    private static boolean complete(Yaml oauth2) {
        if (!(oauth2 instanceof Yaml.Mapping mapping)) return true;
        return LOGIN.stream()
                .noneMatch(key -> mapping.value(key) instanceof Yaml.Scalar text
                        && text.text().isEmpty());
    }

    /** A key that nobody knows was refused; what is below it is not shown in any case. */
    private static Kind below(Kind kind, String key) {
        return switch (kind) {
            case Kind.Keys keys -> keys.shape().get().keys().getOrDefault(key, Kind.SECRET);
            case Kind.TextOrKeys either -> either.shape().keys().getOrDefault(key, Kind.SECRET);
            case Kind.Named named -> named.value();
            case Kind.Free free -> free;
            case Kind.Items items -> items.item();
            case Kind.Text text -> text;
        };
    }

    private static @Nullable Object scalar(Yaml.Scalar scalar, Kind kind) {
        if (scalar.isNull()) return NOTHING;
        String text = scalar.text();
        if (!(kind instanceof Kind.Text form)) return text;
        String read = form.read().apply(text);
        // A variable that says nothing, where nothing is not allowed.
        if (text.isEmpty() && (read == null || form.equals(Kind.TEMPLATE_URL))) return null;
        if (read == null) return form.secret() ? Secrets.HIDDEN : text;
        // The address of Slack's API is public, and other keys are checked against it.
        if (form.secret() && !read.endsWith(ChatShapes.POST_MESSAGE)) return hidden(read, form);
        return PASSWORD.matcher(read).replaceAll("$1:xxxxx@");
    }

    private static String hidden(String secret, Kind.Text form) {
        if (secret.isEmpty()) return "";
        // Alertmanager 0.25 demands an address here, and later versions take one.
        return form.equals(Kind.TEMPLATE_URL) ? "https://" + Secrets.HIDDEN : Secrets.HIDDEN;
    }
}
