package io.tocsin.server.alertmanager;

import io.tocsin.model.Labels;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Matchers;
import io.tocsin.routing.Receiver;
import io.tocsin.routing.RoutingConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code GET /api/v2/status} and {@code /api/v2/receivers}. */
final class StatusResource {
    private final Routed routed;
    private final AlertmanagerApi.About about;
    private final Instant startedAt;
    private final Function<String, Matcher> syntax;

    StatusResource(Routed routed, AlertmanagerApi.About about, AlertmanagerApi.Dialect dialect, Instant startedAt) {
        this.routed = routed;
        this.about = about;
        this.startedAt = startedAt;
        this.syntax = dialect.matcher();
    }

    void show(RoutingContext context) {
        JsonObject status = new JsonObject()
                .put("cluster", cluster())
                .put("config", new JsonObject().put("original", published(routed.config())))
                .put("uptime", ApiTime.write(startedAt))
                .put("versionInfo", version());
        Answers.json(context, status.toBuffer());
    }

    /** The configuration as clients may read it: amtool parses it again. */
    private static String published(RoutingConfig config) {
        return config.original();
    }

    /** One node is a cluster of itself: clients look for a peer with an address. */
    private JsonObject cluster() {
        if (about.peerAddress().isEmpty())
            return new JsonObject().put("status", "disabled").put("peers", new JsonArray());
        JsonObject self = new JsonObject().put("address", about.peerAddress()).put("name", about.peerName());
        return new JsonObject()
                .put("name", about.peerName())
                .put("status", "ready")
                .put("peers", new JsonArray().add(self));
    }

    private JsonObject version() {
        return new JsonObject()
                .put("branch", "tocsin")
                .put("buildDate", "")
                .put("buildUser", "")
                .put("goVersion", "")
                .put("revision", about.release())
                .put("version", AlertmanagerApi.COMPATIBLE);
    }

    void receivers(RoutingContext context) throws RefusedRequestException {
        List<Matcher> asked = new Filters(context.queryParams(), syntax).receiverMatchers();
        Matchers matchers = new Matchers(asked);
        JsonArray found = new JsonArray();
        for (Receiver receiver : routed.config().receivers().values()) {
            if (matchers.matches(Labels.of(receiver.labels()))) found.add(json(receiver));
        }
        Answers.json(context, found.toBuffer());
    }

    private static JsonObject json(Receiver receiver) {
        JsonObject labels = new JsonObject();
        for (Map.Entry<String, String> label : receiver.labels().entrySet())
            labels.put(label.getKey(), label.getValue());
        return new JsonObject().put("labels", labels).put("name", receiver.name());
    }
}
