package io.tocsin.server.api;

import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.Shift;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;

/** {@code GET /api/v1/oncall?at}: who is on call, until when, and who is next. */
final class OncallHandler implements Handler<RoutingContext> {
    /** A shift that lasts longer has no end that matters today. */
    private static final Duration LOOK_AHEAD = Duration.ofDays(60);

    private final Supplier<Collection<Schedule>> schedules;
    private final InstantSource clock;

    OncallHandler(Supplier<Collection<Schedule>> schedules, InstantSource clock) {
        this.schedules = schedules;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Instant now = clock.instant();
        String at = context.queryParams().get("at");
        try {
            Json.send(context, answer(at == null ? now : TimeParam.parse(at, now)));
        } catch (IllegalArgumentException e) {
            ProblemJson.badRequest(context, String.valueOf(e.getMessage()));
        } catch (DateTimeException | ArithmeticException e) {
            ProblemJson.badRequest(context, "cannot say who is on call at " + at + ": no calendar goes that far");
        }
    }

    private JsonObject answer(Instant at) {
        JsonArray list = new JsonArray();
        schedules.get().stream()
                .sorted(Comparator.comparing(Schedule::name))
                .forEach(schedule -> list.add(describe(schedule, at)));
        return new JsonObject().put("at", at.toString()).put("schedules", list);
    }

    private static JsonObject describe(Schedule schedule, Instant at) {
        Shift shift = schedule.shifts(at, at.plus(LOOK_AHEAD)).getFirst();
        boolean ends = shift.to().isBefore(at.plus(LOOK_AHEAD));
        return new JsonObject()
                .put("name", schedule.name())
                .put("users", new JsonArray(shift.users()))
                .put("until", ends ? shift.to().toString() : null)
                .put("next", schedule.next(at).orElse(null));
    }
}
