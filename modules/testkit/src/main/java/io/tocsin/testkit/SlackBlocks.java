package io.tocsin.testkit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What Slack checks of Block Kit before it shows a message. Source: docs.slack.dev, reference of blocks. */
final class SlackBlocks {
    private static final int MAX_BLOCKS = 50;
    private static final int MAX_TEXT = 3000;
    private static final int MAX_HEADER = 150;
    private static final int MAX_FIELDS = 10;
    private static final int MAX_FIELD = 2000;
    private static final int MAX_ACTIONS = 25;
    private static final int MAX_CONTEXT = 10;
    private static final int MAX_BUTTON = 75;
    private static final int MAX_URL = 3000;
    /** Undocumented; seen by users between 12,000 and 13,200 characters over all blocks. */
    private static final int MAX_TOTAL = 12_000;

    private SlackBlocks() {}

    /** The name of Slack's error, or the empty text when it would show them. */
    static String fault(JsonArray blocks) {
        if (blocks.size() > MAX_BLOCKS) return "invalid_blocks";
        Set<String> actionIds = new HashSet<>();
        for (Object block : blocks) {
            if (!(block instanceof JsonObject object) || !valid(object, actionIds)) return "invalid_blocks";
        }
        return blocks.encode().length() > MAX_TOTAL ? "msg_blocks_too_long" : "";
    }

    private static boolean valid(JsonObject block, Set<String> actionIds) {
        return switch (block.getString("type", "")) {
            case "header" -> text(block.getValue("text"), MAX_HEADER) && plain(block.getJsonObject("text"));
            case "section" -> section(block);
            case "context" -> each(block.getJsonArray("elements"), MAX_CONTEXT, element -> text(element, MAX_TEXT));
            case "actions" -> each(block.getJsonArray("elements"), MAX_ACTIONS, element -> button(element, actionIds));
            case "divider" -> true;
            default -> false;
        };
    }

    private static boolean section(JsonObject block) {
        boolean hasText = block.containsKey("text");
        boolean hasFields = block.containsKey("fields");
        if (!hasText && !hasFields) return false;
        if (hasText && !text(block.getValue("text"), MAX_TEXT)) return false;
        return !hasFields || each(block.getJsonArray("fields"), MAX_FIELDS, field -> text(field, MAX_FIELD));
    }

    private static boolean button(Object element, Set<String> actionIds) {
        if (!(element instanceof JsonObject button) || !"button".equals(button.getString("type"))) return false;
        if (button.getString("url", "").length() > MAX_URL) return false;
        if (!Set.of("", "primary", "danger").contains(button.getString("style", ""))) return false;
        String id = button.getString("action_id", "");
        return (id.isEmpty() || actionIds.add(id))
                && text(button.getValue("text"), MAX_BUTTON)
                && plain(button.getJsonObject("text"));
    }

    private static boolean text(Object value, int limit) {
        if (!(value instanceof JsonObject text)) return false;
        String type = text.getString("type", "");
        int length = text.getString("text", "").length();
        return (type.equals("mrkdwn") || type.equals("plain_text")) && length > 0 && length <= limit;
    }

    private static boolean plain(JsonObject text) {
        return text.getString("type", "").equals("plain_text");
    }

    private static boolean each(JsonArray items, int limit, Predicate<Object> check) {
        return items != null
                && !items.isEmpty()
                && items.size() <= limit
                && items.stream().allMatch(check);
    }
}
