package io.tocsin.server.api;

import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.MatcherSyntax;
import io.tocsin.routing.Matchers;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Status;
import io.tocsin.server.alertmanager.Routed;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/silences/preview}: which alerts a silence would be about now, before anybody makes it. */
final class SilencePreviewHandler implements Handler<RoutingContext> {
    /** Whoever silences more wants to see that it is many, not each of them. */
    private static final int SHOWN_MAX = 20;

    private final Routed routed;

    SilencePreviewHandler(Routed routed) {
        this.routed = routed;
    }

    @Override
    public void handle(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        List<Matcher> matchers;
        try {
            matchers = matchers(body.getValue("matchers"));
        } catch (IllegalArgumentException e) {
            ProblemJson.badRequest(context, "cannot read 'matchers': " + e.getMessage());
            return;
        }
        routed.alerts(about(matchers))
                .onSuccess(found -> Json.send(context, preview(found)))
                .onFailure(context::fail);
    }

    private static AlertFilter about(List<Matcher> matchers) {
        return new AlertFilter(matchers, true, true, true, true, null, List.of(), "", Integer.MAX_VALUE);
    }

    private static List<Matcher> matchers(@Nullable Object given) {
        if (!(given instanceof JsonArray list) || list.isEmpty())
            throw new IllegalArgumentException("it must be a list with at least one matcher");
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) matchers.add(matcher(list.getValue(i)));
        return new Matchers(matchers).list();
    }

    /** As Alertmanager's API writes it, or as a text. */
    private static Matcher matcher(@Nullable Object given) {
        if (given instanceof String text) return MatcherSyntax.one(text);
        if (!(given instanceof JsonObject matcher)
                || !(matcher.getValue("name") instanceof String name)
                || !(matcher.getValue("value") instanceof String value))
            throw new IllegalArgumentException("each must be a text such as team=\"db\", or have a name and a value");
        boolean regex = Boolean.TRUE.equals(matcher.getValue("isRegex"));
        boolean equal = !Boolean.FALSE.equals(matcher.getValue("isEqual"));
        return new Matcher(name, Operator.of(regex, equal), value);
    }

    private static JsonObject preview(List<Status.OfAlert> found) {
        List<Status.OfAlert> shown = found.subList(0, Math.min(SHOWN_MAX, found.size()));
        long held = found.stream().filter(Status.OfAlert::suppressed).count();
        return new JsonObject()
                .put("total", found.size())
                .put("held_back_already", held)
                .put("alerts", IncidentJson.array(shown, SilencePreviewHandler::line));
    }

    private static JsonObject line(Status.OfAlert status) {
        return new JsonObject()
                .put("fingerprint", status.fingerprint())
                .put("labels", IncidentJson.object(status.alert().labels().map()))
                .put("receivers", new JsonArray(status.receivers()))
                .put("starts_at", status.alert().startsAt().toString())
                .put("held_back_already", status.suppressed());
    }
}
