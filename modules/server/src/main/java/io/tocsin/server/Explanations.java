package io.tocsin.server;

import io.tocsin.model.Labels;
import io.tocsin.routing.Router;
import io.tocsin.server.config.Configuration;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Says who would be told, from a configuration alone: as a server would that has just started and knows no alerts. */
public final class Explanations {
    private Explanations() {}

    /** The answer of {@code POST /api/v1/explain}; destinations that lack only their secret count as reachable. */
    public static JsonObject of(Configuration configuration, Labels labels, Instant at) {
        Router router = new Router(configuration.routing());
        return new Explainer(configuration, new WordedRendering(() -> configuration), true)
                .of(router.explain(labels, at), (policy, group) -> Optional.empty(), null);
    }
}
