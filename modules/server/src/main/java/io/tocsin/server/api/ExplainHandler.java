package io.tocsin.server.api;

import io.tocsin.model.Labels;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/explain}: who would be told; {@code GET /api/v1/explain/FINGERPRINT}: why somebody was, or was not. */
final class ExplainHandler {
    /** A night and the evening before it. */
    private static final Duration STORY = Duration.ofHours(24);

    /** More labels than any alert has; each costs a look at every matcher. */
    private static final int LABELS_MAX = 200;

    /** Rotations and time intervals are walked through from today to there. */
    private static final Duration FAR = Duration.ofDays(3_650);

    private final Explaining explaining;
    private final InstantSource clock;

    ExplainHandler(Explaining explaining, InstantSource clock) {
        this.explaining = explaining;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.post("/api/v1/explain", this::explain);
        addresses.get("/api/v1/explain/:fingerprint", this::story);
    }

    private void explain(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        Future<JsonObject> answer = Asked.read(context, () -> ask(body));
        if (answer != null) send(context, answer);
    }

    private Future<JsonObject> ask(JsonObject body) {
        Instant at = at(body.getValue("at"));
        ZoneId zone = zone(body.getValue("zone"));
        Object fingerprint = body.getValue("fingerprint");
        if (fingerprint instanceof String text && !text.isEmpty())
            return explaining.explain(DecisionsHandler.fingerprint(text), at, zone);
        return explaining.explain(labels(body.getValue("labels")), at, zone);
    }

    private @Nullable Instant at(@Nullable Object value) {
        if (value == null || value.equals("")) return null;
        Instant at = TimeParam.parse(String.valueOf(value), clock.instant());
        if (Duration.between(clock.instant(), at).abs().compareTo(FAR) > 0)
            throw new IllegalArgumentException("cannot use 'at' " + value + ": give a time within ten years of now");
        return at;
    }

    private static @Nullable ZoneId zone(@Nullable Object value) {
        if (value == null || value.equals("")) return null;
        try {
            return ZoneId.of(String.valueOf(value));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "cannot use zone '" + value + "': give one such as Europe/Berlin or UTC");
        }
    }

    private static Labels labels(@Nullable Object value) {
        if (!(value instanceof JsonObject object) || object.isEmpty() || object.size() > LABELS_MAX)
            throw new IllegalArgumentException("cannot explain without 'labels', an object of 1 to " + LABELS_MAX
                    + " texts such as {\"alertname\": \"Down\"}, or the 'fingerprint' of an alert that fires");
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, Object> label : object) {
            if (!(label.getValue() instanceof String text))
                throw new IllegalArgumentException("cannot use label '" + label.getKey() + "': it must be a text");
            labels.put(label.getKey(), text);
        }
        return Labels.of(labels);
    }

    private void story(RoutingContext context) {
        Future<JsonObject> answer = Asked.read(context, () -> {
            Instant now = clock.instant();
            Instant from = time(context, "from", now.minus(STORY));
            Instant to = time(context, "to", now.plusSeconds(1));
            ZoneId zone = zone(context.queryParams().get("zone"));
            return explaining.story(DecisionsHandler.fingerprint(Params.path(context, "fingerprint")), from, to, zone);
        });
        if (answer != null) send(context, answer);
    }

    private Instant time(RoutingContext context, String name, Instant otherwise) {
        String text = Params.query(context, name, "");
        return text.isEmpty() ? otherwise : TimeParam.parse(text, clock.instant());
    }

    private static void send(RoutingContext context, Future<JsonObject> answer) {
        answer.onSuccess(json -> Json.send(context, json)).onFailure(failure -> {
            if (failure instanceof Explaining.NoSuchAlertException)
                ProblemJson.notFound(context, String.valueOf(failure.getMessage()));
            else context.fail(failure);
        });
    }
}
