package io.tocsin.server;

import io.tocsin.model.Labels;
import io.tocsin.routing.Explanation;
import io.tocsin.routing.Hold;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Route;
import io.tocsin.routing.RouteStep;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What routing says about an alert, as the API shows it. */
final class ExplainJson {
    private ExplainJson() {}

    static JsonObject labels(Labels labels) {
        JsonObject json = new JsonObject();
        labels.map().forEach(json::put);
        return json;
    }

    static String fingerprint(long fingerprint) {
        return HexFormat.of().toHexDigits(fingerprint);
    }

    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** The tree as a list: parents before their children, each with its depth. */
    static JsonArray path(RouteStep root) {
        JsonArray path = new JsonArray();
        add(root, 0, path);
        return path;
    }

    private static void add(RouteStep step, int depth, JsonArray path) {
        JsonArray failed = new JsonArray();
        step.failed()
                .forEach(each -> failed.add(new JsonObject()
                        .put("matcher", each.matcher().toString())
                        .put("label", each.matcher().name())
                        .put("value", each.value())));
        path.add(new JsonObject()
                .put("depth", depth)
                .put("receiver", step.route().receiver())
                .put("matchers", matchers(step.route()))
                .put("continue", step.route().goesOn())
                .put("result", step.result().name().toLowerCase(Locale.ROOT))
                .put("failed", failed));
        step.children().forEach(child -> add(child, depth + 1, path));
    }

    private static JsonArray matchers(Route route) {
        JsonArray matchers = new JsonArray();
        route.matchers().list().stream().map(Matcher::toString).forEach(matchers::add);
        return matchers;
    }

    static JsonArray holds(List<Hold> holds, Hours hours) {
        JsonArray json = new JsonArray();
        holds.forEach(hold -> json.add(hold(hold).put("text", text(hold, hours))));
        return json;
    }

    private static JsonObject hold(Hold hold) {
        JsonObject json = new JsonObject().put("until", time(hold.until()));
        return switch (hold) {
            case Hold.BySilence by ->
                json.put("by", "silence")
                        .put("silence", by.silence().id())
                        .put("created_by", by.silence().createdBy())
                        .put("comment", by.silence().comment());
            case Hold.ByAlert by ->
                json.put("by", "alert")
                        .put("fingerprint", fingerprint(by.alert()))
                        .put("labels", labels(by.labels()))
                        .put("rule", by.rule());
            case Hold.ByInterval by ->
                json.put("by", "interval").put("outside", by.outside()).put("names", new JsonArray(by.names()));
        };
    }

    /** {@code silenced by anna until 07:00:00 (disk is being swapped)}. */
    static String text(Hold hold, Hours hours) {
        return switch (hold) {
            case Hold.BySilence by -> {
                String comment = by.silence().comment();
                String who = by.silence().createdBy();
                yield "silenced" + (who.isEmpty() ? "" : " by " + who) + until(hold, hours)
                        + (comment.isEmpty() ? "" : " (" + comment + ")");
            }
            case Hold.ByAlert by ->
                "explained by " + name(by.labels(), by.alert()) + ", which fires"
                        + (by.rule().isEmpty() ? "" : " (inhibition " + by.rule() + ")");
            case Hold.ByInterval by ->
                "the route is silent " + (by.outside() ? "outside of " : "during ") + String.join(", ", by.names())
                        + (by.until() == null ? ", for two weeks at least" : until(hold, hours));
        };
    }

    private static String until(Hold hold, Hours hours) {
        Instant until = hold.until();
        return until == null ? "" : " until " + hours.at(until);
    }

    /** What people call an alert: its name and what tells it from others of the name. */
    static String name(Labels labels, long fingerprint) {
        if (labels.map().isEmpty()) return "alert " + fingerprint(fingerprint);
        String rest = labels.map().entrySet().stream()
                .filter(label -> !label.getKey().equals(Labels.ALERTNAME))
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        return labels.orEmpty(Labels.ALERTNAME) + (rest.isEmpty() ? "" : " {" + rest + "}");
    }

    static @Nullable JsonObject standing(Explanation.@Nullable Standing standing) {
        if (standing == null) return null;
        return new JsonObject()
                .put("alerts", standing.alerts())
                .put("member", standing.member())
                .put("last_look", time(standing.lastLook()))
                .put("next_look", standing.nextLook().toString())
                .put("told_at", time(standing.toldAt()));
    }
}
