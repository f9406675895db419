package io.tocsin.server.api;

import io.tocsin.escalation.State;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /a/TOKEN}: acknowledging from a mail or a chat, without logging in. Opening the link shows what it is about and a
 * button; only pressing it acts, because mail scanners open every link.
 */
final class AckPageHandler {
    /** No scripts at all, and no frame in which a press could be stolen. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Incidents incidents;
    private final Function<String, Optional<AckToken>> tokens;

    AckPageHandler(Incidents incidents, Function<String, Optional<AckToken>> tokens) {
        this.incidents = incidents;
        this.tokens = tokens;
    }

    void mount(Addresses addresses) {
        Crowd crowd = new Crowd();
        addresses.get("/a/:token", crowd.before(this::ask));
        addresses.post("/a/:token", crowd.before(this::acknowledge));
    }

    private void ask(RoutingContext context) {
        Optional<AckToken> token = tokens.apply(Params.path(context, "token"));
        if (token.isEmpty()) stale(context);
        else {
            incidents
                    .show(token.get().incident())
                    .onSuccess(
                            view -> page(context, 200, view.title(), about(view, token.get()), rest(view, token.get())))
                    .onFailure(failure -> refuse(context, failure));
        }
    }

    private static String about(IncidentView view, AckToken token) {
        String state = IncidentJson.state(view.incident());
        String since = CLOCK.format(IncidentJson.since(view.incident()));
        return view.incident().severity() + ", " + state + ", since " + since + ". You are " + token.person() + ".";
    }

    /** The button, where pressing it would do something; a page of an earlier round has been followed by newer ones. */
    private static String rest(IncidentView view, AckToken token) {
        String told = view.told().isEmpty() ? "" : "<p>Told: " + escape(String.join(", ", view.told())) + "</p>";
        boolean triggered = IncidentJson.state(view.incident()).equals("triggered");
        if (!triggered) return told + link(view);
        if (view.incident().round() != token.round()) {
            return told + "<p>This link is from an earlier round; the newest page has the one that works.</p>"
                    + link(view);
        }
        return told
                + "<form method=\"post\"><button class=\"primary\">Acknowledge: I am on it</button></form>"
                + link(view);
    }

    private static String link(IncidentView view) {
        return "<p><a href=\"/incidents/" + escape(view.incident().id()) + "\">Open the incident</a></p>";
    }

    private void acknowledge(RoutingContext context) {
        Optional<AckToken> token = tokens.apply(Params.path(context, "token"));
        if (token.isEmpty()) stale(context);
        else {
            AckToken said = token.get();
            incidents
                    .acknowledge(said.incident(), said.person(), said.round())
                    .onSuccess(view -> page(context, 200, "Acknowledged", whose(view, said.person()), link(view)))
                    .onFailure(failure -> refuse(context, failure));
        }
    }

    /** Whoever was first has it; a second one is told so, and not that it was theirs. */
    private static String whose(IncidentView view, String person) {
        boolean first = view.incident().state() instanceof State.Acknowledged held
                && held.by().equals(person);
        return first
                ? view.title() + " is yours, " + person + "."
                : view.title() + " is taken, and you are noted as well, " + person + ".";
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        switch (failure) {
            case RefusedException refused ->
                page(context, 409, "Nothing was changed", String.valueOf(refused.getMessage()), "");
            case NoSuchIncidentException none -> stale(context);
            default -> context.fail(failure);
        }
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
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(html);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
