package io.tocsin.server.api;

import io.tocsin.model.LogEvent;
import io.tocsin.server.api.Searches.Correlated;
import io.tocsin.store.SearchRequest;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code GET /api/v1/requests/{id}}: a whole request over all services, as one timeline. */
final class RequestHandler implements Handler<RoutingContext> {
    /**
     * A correlation id with more events than this is no request; its oldest events are what explains it. One less than a
     * search can give: the one more tells that there are more.
     */
    private static final int EVENTS_MAX = SearchRequest.LIMIT_MAX - 1;

    /** Says in the head what a list of lines has no place for. */
    private static final String PARTIAL = "X-Tocsin-Partial";

    private final Searches searches;

    RequestHandler(Searches searches) {
        this.searches = searches;
    }

    @Override
    public void handle(RoutingContext context) {
        String id = Params.path(context, "id");
        String text = Params.query(context, "limit", Integer.toString(EVENTS_MAX));
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > EVENTS_MAX) {
            ProblemJson.badRequest(context, "cannot use limit '" + text + "': give a number from 1 to " + EVENTS_MAX);
            return;
        }
        int limit = Integer.parseInt(text);
        searches.correlated(Caller.client(context), id, limit + 1)
                .onSuccess(found -> answer(context, id, found, limit))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, String id, Correlated found, int limit) {
        boolean partial = found.partial();
        if (found.events().isEmpty()) {
            String detail = "no event carries the ID '" + id + "' in any ID field"
                    + (partial ? ", as far as the index can be read now" : "");
            ProblemJson.send(context, 404, "Not found", detail, new JsonObject().put("partial", partial));
            return;
        }
        boolean truncated = found.events().size() > limit;
        List<LogEvent> events = truncated ? found.events().subList(0, limit) : found.events();
        if (partial) context.response().putHeader(PARTIAL, "true");
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains("ndjson")) sendLines(context, events);
        else sendTimeline(context, RequestSummary.of(id, events), events, truncated, partial);
    }

    private static void sendLines(RoutingContext context, List<LogEvent> events) {
        Buffer out = Buffer.buffer();
        for (LogEvent event : events) {
            EventJson.append(out, event.id(), event.time(), event.json());
            out.appendByte((byte) '\n');
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
                .end(out);
    }

    private static void sendTimeline(
            RoutingContext context, JsonObject summary, List<LogEvent> events, boolean truncated, boolean partial) {
        Buffer out = Buffer.buffer();
        String head =
                summary.put("truncated", truncated).put("partial", partial).encode();
        out.appendString(head, "UTF-8");
        out.setString(out.length() - 1, ",");
        out.appendString("\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) out.appendByte((byte) ',');
            LogEvent event = events.get(i);
            EventJson.append(out, event.id(), event.time(), event.json());
        }
        out.appendString("]}");
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(out);
    }
}
