package io.tocsin.server.api;

import io.tocsin.store.FoundEvent;
import io.tocsin.store.SearchPlan;
import io.tocsin.store.SearchResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** A page of events as an answer; the events go out as the bytes that came in. */
final class PageJson {
    private PageJson() {}

    static void send(RoutingContext context, SearchResult result, boolean explain, long tookMs) {
        Buffer out = Buffer.buffer("{\"events\":[");
        boolean first = true;
        for (FoundEvent event : result.events()) {
            if (!first) out.appendByte((byte) ',');
            first = false;
            EventJson.append(out, event.id(), event.time(), event.json());
        }
        JsonObject rest = new JsonObject()
                .put("cursor", result.cursor())
                .put(
                        "total",
                        new JsonObject()
                                .put("value", result.total())
                                .put("relation", result.totalExact() ? "eq" : "gte"))
                .put("partial", result.partial())
                .put("took_ms", tookMs);
        if (explain) rest.put("plan", plan(result.plan()));
        out.appendString("],").appendString(rest.encode().substring(1));
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(out);
    }

    static JsonObject plan(SearchPlan plan) {
        return new JsonObject()
                .put("partitions", plan.partitions())
                .put("blocks", plan.blocks())
                .put("skipped_by_time", plan.skippedByTime())
                .put("skipped_by_terms", plan.skippedByTerms())
                .put("read", plan.read())
                .put("events_read", plan.eventsRead())
                .put("unsealed", plan.unsealed());
    }
}
