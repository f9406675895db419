package io.tocsin.server.api;

import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.server.api.Custody.Order;
import io.tocsin.server.api.Overriding.Kept;
import io.tocsin.server.api.Overriding.Who;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/schedules/{name}/overrides}: somebody takes somebody's shift. */
final class OverridesHandler {
    private static final int NAME_MAX = 100;

    /** A sentence for whoever reads the audit log. */
    private static final int REASON_MAX = 1_000;

    private final Overriding overriding;
    private final InstantSource clock;

    OverridesHandler(Overriding overriding, InstantSource clock) {
        this.overriding = overriding;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/schedules/:schedule/overrides", this::list);
        addresses.post("/api/v1/schedules/:schedule/overrides", this::make);
        addresses.delete("/api/v1/schedules/:schedule/overrides/:id", this::end);
    }

    private void list(RoutingContext context) {
        Schedule schedule = find(context).orElse(null);
        if (schedule == null) return;
        Boolean all = Asked.read(context, () -> Asked.flag(context, "all"));
        if (all == null) return;
        Instant now = clock.instant();
        List<Kept> kept = overriding.of(schedule.name()).stream()
                .filter(each -> all || each.override().to().isAfter(now))
                .toList();
        Json.send(
                context,
                new JsonObject()
                        .put("schedule", schedule.name())
                        .put("overrides", IncidentJson.array(kept, OverridesHandler::json)));
    }

    private void make(RoutingContext context) {
        Schedule schedule = find(context).orElse(null);
        JsonObject body = schedule == null ? null : Json.body(context);
        if (schedule == null || body == null) return;
        try {
            Order order = order(context, text(body, "by"), text(body, "reason"));
            List<String> users = overriding.people().stream().map(Who::user).toList();
            ScheduleOverride override = OverrideBody.read(body, schedule, users, clock.instant());
            overriding
                    .make(order, schedule.name(), override)
                    .onSuccess(made -> {
                        context.response().setStatusCode(201);
                        Json.send(context, json(new Kept(made, made.override(), null)));
                    })
                    .onFailure(failure -> refuse(context, failure));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            ProblemJson.badRequest(context, String.valueOf(e.getMessage()));
        }
    }

    private void end(RoutingContext context) {
        Schedule schedule = find(context).orElse(null);
        if (schedule == null) return;
        Order order = Asked.read(
                context, () -> order(context, Params.query(context, "by", ""), Params.query(context, "reason", "")));
        if (order == null) return;
        overriding
                .end(order, schedule.name(), Params.path(context, "id"))
                .onSuccess(ended -> context.response().setStatusCode(204).end())
                .onFailure(failure -> refuse(context, failure));
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (!(failure instanceof OverrideRefusedException refused)) {
            context.fail(failure);
            return;
        }
        String why = String.valueOf(refused.getMessage());
        switch (refused.status()) {
            case 404 -> ProblemJson.notFound(context, why);
            case 409 -> ProblemJson.send(context, 409, "Not possible now", why);
            default -> ProblemJson.badRequest(context, why);
        }
    }

    /** Who asks: a token's name goes before what they call themselves. */
    private static Order order(RoutingContext context, String by, String reason) {
        Caller caller = Caller.of(context);
        String token = caller.token();
        if (by.length() > NAME_MAX || by.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "cannot use 'by': a name is one line of at most " + NAME_MAX + " characters");
        }
        if (reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("cannot use 'reason' of " + reason.length() + " characters: at most "
                    + REASON_MAX + " are allowed");
        }
        String name = by.isBlank() ? "anonymous" : by.strip();
        return new Order(token == null ? name : token, caller.address(), reason.strip());
    }

    private static String text(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) return "";
        if (value instanceof String text) return text;
        throw new IllegalArgumentException("cannot read '" + name + "': it must be a text");
    }

    private Optional<Schedule> find(RoutingContext context) {
        return SchedulesHandler.find(context, overriding.schedules());
    }

    private static JsonObject json(Kept kept) {
        ScheduleOverride override = kept.override();
        @Nullable MadeOverride made = kept.made();
        JsonObject json = new JsonObject()
                .put("id", made == null ? null : made.id())
                .put("from", override.from().toString())
                .put("to", override.to().toString())
                .put("origin", made == null ? "file" : "api")
                .put("without_effect", kept.withoutEffect());
        switch (override) {
            case ScheduleOverride.Everybody everybody -> json.put("user", everybody.user());
            case ScheduleOverride.Substitute one -> json.put("user", one.user()).put("instead", one.instead());
            case ScheduleOverride.Swap swap -> json.put("swap", new JsonArray(swap.users()));
        }
        return made == null
                ? json
                : json.put("by", made.by()).put("at", made.at().toString()).put("reason", made.reason());
    }
}
