package io.tocsin.server.api;

import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.Shift;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/schedules}: who serves when, for programs and as a calendar. */
final class SchedulesHandler {
    /** What people plan for. */
    private static final Duration AHEAD = Duration.ofDays(30);

    /** A calendar shows what was and what comes: a hand-over a quarter ahead is on nobody's mind. */
    private static final Duration CALENDAR_BACK = Duration.ofDays(30);

    private static final Duration CALENDAR_AHEAD = Duration.ofDays(180);

    private static final String CALENDAR = "text/calendar; charset=utf-8";

    private final Overriding overriding;
    private final InstantSource clock;

    SchedulesHandler(Overriding overriding, InstantSource clock) {
        this.overriding = overriding;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/schedules", context -> Json.send(context, list()));
        addresses.get("/api/v1/schedules/:schedule/shifts", this::shifts);
        addresses.get("/api/v1/schedules/:schedule/shifts.ics", this::calendar);
    }

    private JsonObject list() {
        JsonArray list = new JsonArray();
        overriding.schedules().stream()
                .sorted(Comparator.comparing(Schedule::name))
                .forEach(schedule -> list.add(new JsonObject()
                        .put("name", schedule.name())
                        .put("time_zone", schedule.zone().getId())
                        .put("coverage", schedule.covered() ? "required" : "optional")));
        return new JsonObject()
                .put("schedules", list)
                .put(
                        "users",
                        IncidentJson.array(
                                overriding.people(),
                                who -> new JsonObject().put("user", who.user()).put("name", who.name())));
    }

    private void shifts(RoutingContext context) {
        Schedule schedule = find(context).orElse(null);
        if (schedule == null) return;
        Instant now = clock.instant();
        try {
            Instant from = TimeParam.parse(Params.query(context, "from", "now"), now);
            String until = Params.query(context, "to", "");
            Instant to = until.isEmpty() ? from.plus(AHEAD) : TimeParam.parse(until, now);
            String user = Params.query(context, "user", "");
            List<Shift> shifts = schedule.shifts(from, to).stream()
                    .filter(shift -> user.isEmpty() || shift.users().contains(user))
                    .toList();
            Json.send(context, new JsonObject().put("schedule", schedule.name()).put("shifts", json(shifts)));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            ProblemJson.badRequest(context, String.valueOf(e.getMessage()));
        }
    }

    private static JsonArray json(List<Shift> shifts) {
        return IncidentJson.array(
                shifts,
                shift -> new JsonObject()
                        .put("from", shift.from().toString())
                        .put("to", shift.to().toString())
                        .put("users", new JsonArray(shift.users())));
    }

    private void calendar(RoutingContext context) {
        Instant now = clock.instant();
        String user = Params.query(context, "user", "");
        find(context)
                .ifPresent(schedule -> context.response()
                        .putHeader("Content-Type", CALENDAR)
                        .end(ShiftsCalendar.of(
                                schedule, user, now.minus(CALENDAR_BACK), now.plus(CALENDAR_AHEAD), now)));
    }

    private Optional<Schedule> find(RoutingContext context) {
        return find(context, overriding.schedules());
    }

    /** The schedule that the path names; empty after answering 404. */
    static Optional<Schedule> find(RoutingContext context, Collection<Schedule> schedules) {
        String name = Params.path(context, "schedule");
        Optional<Schedule> found = schedules.stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst();
        if (found.isEmpty()) ProblemJson.notFound(context, "there is no schedule '" + name + "'");
        return found;
    }
}
