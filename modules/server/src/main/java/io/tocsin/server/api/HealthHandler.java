package io.tocsin.server.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** {@code /-/healthy} and {@code /-/ready}: is it alive, and does everything that it needs work? */
public final class HealthHandler {
    private final Supplier<List<Check>> checks;

    HealthHandler(Supplier<List<Check>> checks) {
        this.checks = checks;
    }

    void mount(Addresses addresses) {
        addresses.get("/-/healthy", context -> context.response().end("OK\n"));
        addresses.get("/-/ready", this::ready);
    }

    /** Ready as long as logs can be taken and pages sent; what is broken beside that is told in the detail. */
    private void ready(RoutingContext context) {
        List<Check> all = checks.get();
        boolean ready = all.stream().allMatch(check -> check.ok() || !check.needed());
        if (!ready) context.response().setStatusCode(503);
        Json.send(
                context,
                new JsonObject()
                        .put("status", ready ? "ready" : "not ready")
                        .put(
                                "checks",
                                IncidentJson.array(
                                        all,
                                        check -> new JsonObject()
                                                .put("name", check.name())
                                                .put("ok", check.ok())
                                                .put("detail", check.detail()))));
    }

    /**
     * One thing that can be broken.
     *
     * @param needed whether the server is of no use without it
     */
    public record Check(String name, boolean ok, boolean needed, String detail) {}
}
