package io.tocsin.server.cli;

import io.tocsin.routing.Matcher;
import io.tocsin.routing.MatcherSyntax;
import io.tocsin.routing.Operator;
import io.vertx.core.json.JsonObject;

/** Matchers of silences, between what people write and what the API takes. */
final class SilenceMatchers {
    private SilenceMatchers() {}

    /** @throws IllegalArgumentException when it is no matcher */
    static JsonObject json(String text) {
        Matcher matcher = MatcherSyntax.one(text);
        return new JsonObject()
                .put("name", matcher.name())
                .put("value", matcher.value())
                .put("isRegex", matcher.operator().isRegex())
                .put("isEqual", matcher.operator().isPositive());
    }

    static String text(JsonObject json) {
        Operator operator = Operator.of(json.getBoolean("isRegex"), json.getBoolean("isEqual", true));
        return new Matcher(json.getString("name"), operator, json.getString("value")).toString();
    }
}
