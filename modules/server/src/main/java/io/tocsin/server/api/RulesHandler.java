package io.tocsin.server.api;

import io.tocsin.rules.RuleStatus;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** {@code GET /api/v1/rules}: what is watched for, and what each rule is doing. */
final class RulesHandler implements Handler<RoutingContext> {
    private final Supplier<Future<List<RuleStatus>>> rules;

    RulesHandler(Supplier<Future<List<RuleStatus>>> rules) {
        this.rules = rules;
    }

    @Override
    public void handle(RoutingContext context) {
        rules.get()
                .onSuccess(list -> Json.send(
                        context, new JsonObject().put("rules", IncidentJson.array(list, RulesHandler::status))))
                .onFailure(context::fail);
    }

    private static JsonObject status(RuleStatus status) {
        return new JsonObject()
                .put("name", status.name())
                .put("group", status.group())
                .put("file", status.file())
                .put("severity", status.severity().name())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("firing", status.firing())
                .put("matched", status.matched())
                .put("late", status.late())
                .put("skipped", status.skipped())
                .put("keys", status.keys())
                .put("evicted", status.evicted())
                .put("unmeasured", status.unmeasured())
                .put("dropped", status.dropped());
    }
}
