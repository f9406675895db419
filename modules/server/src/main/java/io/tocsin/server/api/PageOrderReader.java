package io.tocsin.server.api;

import io.tocsin.model.Labels;
import io.tocsin.model.Severity;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads what somebody wants others to be paged for. */
final class PageOrderReader {
    /** A title is shown in one line, on a phone. */
    private static final int TITLE_MAX = 200;

    private static final int TEXT_MAX = 2_000;
    private static final int LABELS_MAX = 20;
    private static final int LABEL_MAX = 200;
    private static final int ID_LENGTH = 10;

    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,99}");

    private final JsonObject body;

    private PageOrderReader(JsonObject body) {
        this.body = body;
    }

    /**
     * Reads an order.
     *
     * @param cause what makes the order the same when it is sent again; empty when nothing does
     * @throws IllegalArgumentException with what the body lacks
     */
    static PageOrder read(JsonObject body, String cause) {
        PageOrderReader reader = new PageOrderReader(body);
        return new PageOrder(
                id(cause),
                reader.title(),
                reader.text("text", TEXT_MAX),
                reader.severity(),
                reader.text("policy", LABEL_MAX),
                reader.text("receiver", LABEL_MAX),
                reader.labels(),
                IncidentVerbs.name(reader.text("by", LABEL_MAX)));
    }

    private static String id(String cause) {
        UUID uuid = cause.isEmpty()
                ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes(("page\n" + cause).getBytes(StandardCharsets.UTF_8));
        return "inc-" + uuid.toString().replace("-", "").substring(0, ID_LENGTH);
    }

    private String title() {
        String title = text("title", TITLE_MAX);
        if (title.isEmpty() || title.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("cannot page without a title: send {\"title\": \"what is the matter\"},"
                    + " one line of at most " + TITLE_MAX + " characters");
        return title;
    }

    private String text(String key, int max) {
        Object value = body.getValue(key);
        if (value == null) return "";
        if (value instanceof String text && text.strip().length() <= max) return text.strip();
        throw new IllegalArgumentException(
                "cannot read '" + key + "': it must be a text of at most " + max + " characters");
    }

    private Severity severity() {
        String severity = text("severity", LABEL_MAX);
        if (severity.isEmpty()) return Severity.CRITICAL;
        try {
            return Severity.valueOf(severity.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot read severity '" + severity + "': give critical, high, medium or low", e);
        }
    }

    private Labels labels() {
        Object value = body.getValue("labels");
        if (value == null) return Labels.EMPTY;
        Map<String, String> labels = new TreeMap<>();
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, Object> each : object) {
                boolean good = LABEL_NAME.matcher(each.getKey()).matches()
                        && each.getValue() instanceof String text
                        && text.length() <= LABEL_MAX;
                if (good) labels.put(each.getKey(), (String) each.getValue());
            }
            if (labels.size() == object.size() && labels.size() <= LABELS_MAX) return Labels.of(labels);
        }
        throw new IllegalArgumentException("cannot read 'labels': it must be an object of at most " + LABELS_MAX
                + " names (letters, digits and _) with texts of at most " + LABEL_MAX + " characters");
    }
}
