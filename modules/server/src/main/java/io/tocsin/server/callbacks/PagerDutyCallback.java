package io.tocsin.server.callbacks;

import io.tocsin.model.Secret;
import io.tocsin.server.api.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code POST /callbacks/pagerduty}: webhooks, version 3. Answered once what they mean is durable; until then PagerDuty sends
 * them again, for two days.
 */
public final class PagerDutyCallback implements Handler<RoutingContext> {
    private final Supplier<List<Secret>> secrets;
    private final News news;

    /** Takes a webhook over to whoever acts; from any thread. */
    @FunctionalInterface
    public interface News {
        Future<Void> heard(String id, JsonObject webhook);
    }

    /** @param secrets those in force; empty when nothing is configured */
    public PagerDutyCallback(Supplier<List<Secret>> secrets, News news) {
        this.secrets = secrets;
        this.news = news;
    }

    @Override
    public void handle(RoutingContext context) {
        if (secrets.get().isEmpty()) ProblemJson.notFound(context, "tocsin.yml has no pagerduty.webhook_secret");
        else Bodies.read(context, body -> taken(context, body));
    }

    private void taken(RoutingContext context, Buffer body) {
        String signature = Bodies.header(context, "X-PagerDuty-Signature");
        if (!PagerDutySignature.isGood(secrets.get(), signature, body.getBytes())) {
            Bodies.refuse(context);
            return;
        }
        try {
            JsonObject webhook = new JsonObject(body);
            news.heard(Bodies.header(context, "X-Webhook-Id"), webhook)
                    .onSuccess(done -> context.response().end())
                    .onFailure(failure -> Bodies.later(context));
        } catch (DecodeException | ClassCastException notAsPagerDutyWritesIt) {
            ProblemJson.send(context, 400, "Bad request", "the body is no JSON object");
        }
    }
}
