package io.tocsin.server.callbacks;

import io.tocsin.model.Secret;
import io.tocsin.server.api.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * {@code POST /callbacks/twilio}: what became of text messages, and what people write back. Answered in TwiML once it is done;
 * Twilio waits fifteen seconds.
 */
public final class TwilioCallback implements Handler<RoutingContext> {
    private final Supplier<Secret> token;
    private final Supplier<String> externalUrl;
    private final News news;

    /** Takes news over to whoever acts; from any thread. */
    public interface News {
        Future<Void> status(String noticeId, String status, String error);

        Future<String> wrote(String number, String text, String id);
    }

    /**
     * @param token the account's, in force; empty when nothing is configured
     * @param externalUrl how Twilio reaches us, whatever stands in between: it is part of what is signed
     */
    public TwilioCallback(Supplier<Secret> token, Supplier<String> externalUrl, News news) {
        this.token = token;
        this.externalUrl = externalUrl;
        this.news = news;
    }

    @Override
    public void handle(RoutingContext context) {
        if (token.get().isEmpty()) ProblemJson.notFound(context, "tocsin.yml has no twilio with callbacks");
        else Bodies.read(context, body -> taken(context, body));
    }

    private void taken(RoutingContext context, Buffer body) {
        Map<String, String> form = Bodies.form(body.toString());
        String url = externalUrl.get() + context.request().uri();
        if (!TwilioSignature.isGood(token.get(), url, form, Bodies.header(context, "X-Twilio-Signature"))) {
            Bodies.refuse(context);
            return;
        }
        heard(context, form).onSuccess(answer -> twiml(context, answer)).onFailure(failure -> Bodies.later(context));
    }

    private Future<String> heard(RoutingContext context, Map<String, String> form) {
        String notice = Objects.requireNonNullElse(context.request().getParam("notice"), "");
        String status = form.getOrDefault("MessageStatus", "");
        if (!notice.isEmpty() && !status.isEmpty()) {
            return news.status(notice, status, form.getOrDefault("ErrorCode", ""))
                    .map("");
        }
        if (!form.containsKey("Body")) return Future.succeededFuture("");
        return news.wrote(
                form.getOrDefault("From", ""), form.getOrDefault("Body", ""), form.getOrDefault("MessageSid", ""));
    }

    private static void twiml(RoutingContext context, String text) {
        String message = text.isEmpty() ? "" : "<Message>" + escape(text) + "</Message>";
        context.response()
                .putHeader("Content-Type", "text/xml; charset=utf-8")
                .end("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + message + "</Response>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
