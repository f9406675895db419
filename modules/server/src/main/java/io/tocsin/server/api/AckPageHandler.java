package io.tocsin.server.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /a/TOKEN}: acknowledging from a mail or a chat, without logging in. Opening the link shows what it is about and a
 * button; only pressing it acts, because mail scanners open every link.
 */
final class AckPageHandler {
    private final Incidents incidents;
    private final Function<String, Optional<AckToken>> tokens;

    AckPageHandler(Incidents incidents, Function<String, Optional<AckToken>> tokens) {
        this.incidents = incidents;
        this.tokens = tokens;
    }

    void mount(Router router) {
        router.get("/a/:token").handler(this::ask);
        router.post("/a/:token").handler(this::acknowledge);
    }

    private void ask(RoutingContext context) {
        Optional<AckToken> token = tokens.apply(Params.path(context, "token"));
        if (token.isEmpty()) {
            stale(context);
            return;
        }
        incidents
                .show(token.get().incident())
                .onSuccess(view -> page(context, 200, view.title(), about(view, token.get()), button(view)))
                .onFailure(failure -> stale(context));
    }

    private static String about(IncidentView view, AckToken token) {
        String state = IncidentJson.state(view.incident());
        String severity = view.incident().severity().name();
        return severity + ", " + state + ". You are " + token.person() + ".";
    }

    private static String button(IncidentView view) {
        if (!IncidentJson.state(view.incident()).equals("triggered")) return link(view);
        return "<form method=\"post\"><button class=\"primary\">Acknowledge: I am on it</button></form>" + link(view);
    }

    private static String link(IncidentView view) {
        return "<p><a href=\"/incidents/" + escape(view.incident().id()) + "\">Open the incident</a></p>";
    }

    private void acknowledge(RoutingContext context) {
        Optional<AckToken> token = tokens.apply(Params.path(context, "token"));
        if (token.isEmpty()) {
            stale(context);
            return;
        }
        AckToken said = token.get();
        incidents
                .acknowledge(said.incident(), said.person(), said.round())
                .onSuccess(view -> page(
                        context, 200, "Acknowledged", view.title() + " is yours, " + said.person() + ".", link(view)))
                .onFailure(
                        failure -> page(context, 409, "Nothing was changed", String.valueOf(failure.getMessage()), ""));
    }

    private static void stale(RoutingContext context) {
        page(context, 410, "This link is no longer good", "It has expired or was cut. Open the console instead.", "");
    }

    private static void page(RoutingContext context, int status, String title, String text, String rest) {
        String html = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><link rel="stylesheet" href="/console/console.css"></head>
                <body><main class="empty"><h1>%s</h1><p>%s</p>%s</main></body></html>
                """.formatted(escape(title), escape(title), escape(text), rest);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(html);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
