package io.tocsin.server.api;

import io.tocsin.routing.Effect;
import io.tocsin.routing.Stage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decisions and answers as the API shows them. */
final class KeptJson {
    private KeptJson() {}

    static JsonObject of(Kept kept) {
        JsonObject json = new JsonObject()
                .put("id", Long.toString(kept.id()))
                .put("at", kept.at().toString())
                .put("group", kept.group())
                .put("receiver", kept.receiver())
                .put("verdict", Decisions.verdict(kept));
        return switch (kept) {
            case Kept.Decided decided -> decided(json, decided);
            case Kept.Answered answered -> answered(json, answered);
        };
    }

    private static JsonObject decided(JsonObject json, Kept.Decided kept) {
        Effect.Decision decision = kept.decision();
        return json.put("kind", "decision")
                .put("why", decision.why())
                .put("in_turn", decision.inTurn())
                .put("group_labels", IncidentJson.object(decision.labels().map()))
                .put("times", kept.times())
                .put("until", kept.until().toString())
                .put("stages", IncidentJson.array(decision.stages(), KeptJson::stage))
                .put("alerts", IncidentJson.array(kept.alerts(), KeptJson::alert))
                .put("left_out", kept.leftOut());
    }

    private static JsonObject answered(JsonObject json, Kept.Answered kept) {
        return json.put("kind", "delivery")
                .put("why", kept.detail())
                .put("notice", kept.notice())
                .put("notice_kind", kept.kind())
                .put("person", kept.person())
                .put("channel", kept.channel())
                .put("incident", kept.incident().isEmpty() ? null : kept.incident())
                .put("level", kept.level())
                .put("attempt", kept.attempt())
                .put("retry_at", time(kept.retryAt()))
                .put("alerts", IncidentJson.array(kept.alerts(), KeptJson::alert));
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static JsonObject alert(Effect.Seen seen) {
        return new JsonObject()
                .put("fingerprint", hex(seen.fingerprint()))
                .put("labels", IncidentJson.object(seen.labels().map()))
                .put("firing", seen.firing());
    }

    private static JsonObject stage(Stage stage) {
        return switch (stage) {
            case Stage.Inhibition(List<Stage.Held> held) ->
                new JsonObject().put("stage", "inhibition").put("held", IncidentJson.array(held, KeptJson::held));
            case Stage.Interval interval ->
                new JsonObject()
                        .put("stage", interval.outside() ? "active_interval" : "mute_interval")
                        .put("intervals", new JsonArray(interval.names()))
                        .put(
                                "held",
                                IncidentJson.array(
                                        interval.held(), alert -> new JsonObject().put("fingerprint", hex(alert))));
            case Stage.Silencing(List<Stage.Held> held) ->
                new JsonObject().put("stage", "silence").put("held", IncidentJson.array(held, KeptJson::held));
            case Stage.Weighed weighed ->
                new JsonObject()
                        .put("stage", "dedup")
                        .put("integration", weighed.integration())
                        .put("ruling", lower(weighed.ruling()))
                        .put("reason", weighed.reason() == null ? null : lower(weighed.reason()))
                        .put("next", time(weighed.next()));
        };
    }

    private static JsonObject held(Stage.Held held) {
        return new JsonObject().put("fingerprint", hex(held.alert())).put("by", new JsonArray(held.by()));
    }

    private static String hex(long fingerprint) {
        return HexFormat.of().toHexDigits(fingerprint);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
