package io.tocsin.server.callbacks;

import io.tocsin.model.Secret;
import io.tocsin.server.api.ProblemJson;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /callbacks/slack}: buttons that people pressed, as Slack tells of them. Slack waits three seconds for an answer,
 * so it is answered as soon as the request is known to be genuine, and then acted upon.
 */
public final class SlackCallback implements Handler<RoutingContext> {
    private final Supplier<Secret> secret;
    private final Predicate<JsonObject> pressed;
    private final InstantSource clock;

    /**
     * @param secret the signing secret in force; empty when requests are not configured
     * @param pressed takes payloads over to whoever acts, unless too many wait there; from any thread
     */
    public SlackCallback(Supplier<Secret> secret, Predicate<JsonObject> pressed, InstantSource clock) {
        this.secret = secret;
        this.pressed = pressed;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        if (secret.get().isEmpty()) {
            ProblemJson.notFound(context, "tocsin.yml has no slack.signing_secret");
            return;
        }
        Bodies.read(context, body -> taken(context, body));
    }

    private void taken(RoutingContext context, Buffer body) {
        String timestamp = Bodies.header(context, "X-Slack-Request-Timestamp");
        String signature = Bodies.header(context, "X-Slack-Signature");
        if (!SlackSignature.isGood(secret.get(), timestamp, signature, body.getBytes(), clock.instant())) {
            Bodies.refuse(context);
            return;
        }
        if (isTaken(Bodies.form(body.toString()).get("payload")))
            context.response().setStatusCode(200).end();
        else Bodies.later(context);
    }

    private boolean isTaken(@Nullable String payload) {
        if (payload == null) return true;
        try {
            return pressed.test(new JsonObject(payload));
        } catch (DecodeException notAsSlackWritesIt) {
            // signed by Slack and no object: a kind of request that is not about buttons
            return true;
        }
    }
}
