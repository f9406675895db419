package io.tocsin.server.callbacks;

import io.tocsin.escalation.Signal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody pressed one of our buttons.
 *
 * @param verb what it stands for: acknowledge, resolve or escalate
 * @param round the round of the incident that the button belongs to
 * @param key the same whenever Slack tells of the same press
 */
record SlackPress(
        String verb, String incident, int round, String userId, String userName, String responseUrl, String key) {
    private static final String PREFIX = "tocsin-";
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_-]{1,64})/([0-9]{1,9})");

    /** A name is shown in timelines; longer than this it is no name. */
    private static final int NAME_MAX = 80;

    /** Reads a payload; empty when it is about something else, such as a button that is a link. */
    static Optional<SlackPress> of(JsonObject payload) {
        try {
            return read(payload);
        } catch (ClassCastException notAsSlackWritesIt) {
            return Optional.empty();
        }
    }

    private static Optional<SlackPress> read(JsonObject payload) {
        JsonArray actions = payload.getJsonArray("actions", new JsonArray());
        if (!"block_actions".equals(payload.getString("type")) || actions.isEmpty()) return Optional.empty();
        JsonObject action = actions.getJsonObject(0);
        String actionId = action.getString("action_id", "");
        Matcher value = VALUE.matcher(action.getString("value", ""));
        if (!actionId.startsWith(PREFIX) || !value.matches()) return Optional.empty();
        JsonObject user = payload.getJsonObject("user", new JsonObject());
        String id = user.getString("id", "");
        if (id.isEmpty()) return Optional.empty();
        return Optional.of(new SlackPress(
                actionId.substring(PREFIX.length()),
                value.group(1),
                Integer.parseInt(value.group(2)),
                id,
                name(user.getString("username", user.getString("name", id))),
                payload.getString("response_url", ""),
                id + " " + actionId + " " + value.group() + " " + action.getString("action_ts", "")));
    }

    private static String name(String given) {
        String line = given.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(line.length(), NAME_MAX));
    }

    /** What it means for the incident; empty for a button that we do not have. */
    Optional<Signal> signal(String by) {
        return switch (verb) {
            case "acknowledge" -> Optional.of(new Signal.Acknowledge(by, round, null));
            case "resolve" -> Optional.of(new Signal.Resolve(by, round));
            case "escalate" -> Optional.of(new Signal.EscalateNow(by, round));
            default -> Optional.empty();
        };
    }
}
