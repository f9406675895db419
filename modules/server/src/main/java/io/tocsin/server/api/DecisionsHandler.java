package io.tocsin.server.api;

import io.tocsin.routing.Effect;
import io.tocsin.server.api.Decisions.Question;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code GET /api/v1/decisions}: why receivers were told or not, and what became of it, newest first. */
final class DecisionsHandler implements Handler<RoutingContext> {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final Decisions decisions;
    private final InstantSource clock;

    DecisionsHandler(Decisions decisions, InstantSource clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Question question = Asked.read(context, () -> question(context));
        if (question == null) return;
        decisions
                .find(question)
                .onSuccess(page -> Json.send(
                        context,
                        new JsonObject()
                                .put("decisions", IncidentJson.array(page.found(), KeptJson::of))
                                .put("cursor", page.before() == null ? null : Long.toString(page.before()))))
                .onFailure(context::fail);
    }

    private Question question(RoutingContext context) {
        Instant now = clock.instant();
        String fingerprint = Params.query(context, "fingerprint", "");
        String from = Params.query(context, "from", "");
        String to = Params.query(context, "to", "");
        return new Question(
                fingerprint.isEmpty() ? null : fingerprint(fingerprint),
                labels(context.queryParams().getAll("label")),
                Params.query(context, "receiver", ""),
                Params.query(context, "group", ""),
                from.isEmpty() ? Instant.MIN : TimeParam.parse(from, now),
                to.isEmpty() ? Instant.MAX : TimeParam.parse(to, now),
                verdict(Params.query(context, "verdict", "")),
                Asked.number(context, "limit", LIMIT_DEFAULT, 1, LIMIT_MAX),
                cursor(Params.query(context, "cursor", "")));
    }

    /** An alert's fingerprint as Alertmanager writes it. */
    static long fingerprint(String text) {
        if (!text.matches("[0-9a-fA-F]{16}"))
            throw new IllegalArgumentException(
                    "cannot use fingerprint '" + text + "': it is 16 hexadecimal digits, as alerts show it");
        return Long.parseUnsignedLong(text, 16);
    }

    private static Map<String, String> labels(List<String> pairs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) throw new IllegalArgumentException("cannot use label '" + pair + "': give name=value");
            labels.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return labels;
    }

    private static String verdict(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        List<String> known = new ArrayList<>();
        for (Enum<?> each : Effect.Verdict.values()) known.add(each.name().toLowerCase(Locale.ROOT));
        for (Enum<?> each : Kept.Result.values()) known.add(each.name().toLowerCase(Locale.ROOT));
        if (!word.isEmpty() && !known.contains(word))
            throw new IllegalArgumentException(
                    "cannot use verdict '" + text + "': give one of " + String.join(", ", known));
        return word;
    }

    private static long cursor(String text) {
        if (text.isEmpty()) return Long.MAX_VALUE;
        if (!text.matches("\\d{1,18}"))
            throw new IllegalArgumentException("cannot use cursor '" + text + "': give the one of the page before");
        return Long.parseLong(text);
    }
}
