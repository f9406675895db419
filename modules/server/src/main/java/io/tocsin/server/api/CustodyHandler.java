package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.tocsin.store.Deletion;
import io.tocsin.store.Hold;
import io.tocsin.store.PartitionInfo;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/deletions}, {@code /holds}, {@code /audit}, {@code /partitions}: for operators only. */
final class CustodyHandler {
    private static final int AUDIT_DEFAULT = 100;
    private static final int AUDIT_MAX = 10_000;

    private final Custody custody;
    private final Searches searches;
    private final InstantSource clock;

    CustodyHandler(Custody custody, Searches searches, InstantSource clock) {
        this.custody = custody;
        this.searches = searches;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/deletions", new OperatorHandler(this::deletions));
        addresses.post("/api/v1/deletions", new OperatorHandler(this::delete));
        addresses.get("/api/v1/holds", new OperatorHandler(this::holds));
        addresses.post("/api/v1/holds", new OperatorHandler(this::hold));
        addresses.delete("/api/v1/holds/:id", new OperatorHandler(this::release));
        addresses.get("/api/v1/audit", new OperatorHandler(this::audit));
        addresses.get("/api/v1/partitions", new OperatorHandler(this::partitions));
    }

    private void delete(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        OrderBody order = Asked.read(context, () -> OrderBody.read(context, body));
        if (order == null) return;
        Instant now = clock.instant();
        Query query = Asked.read(context, () -> {
            String text = order.text("query");
            if (text.isEmpty())
                throw new IllegalArgumentException(
                        "cannot delete without 'query': '*' deletes everything in the time range");
            return Query.parse(text, now);
        });
        if (query == null) return;
        Range range = Asked.read(context, () -> range(order, now));
        if (range == null) return;
        custody.delete(order.order(), query, range.from, range.to)
                .onSuccess(deletion -> {
                    context.response().setStatusCode(202);
                    Json.send(context, deletion(deletion));
                })
                .onFailure(context::fail);
    }

    private void deletions(RoutingContext context) {
        custody.deletions()
                .onSuccess(all -> Json.send(
                        context, new JsonObject().put("deletions", IncidentJson.array(all, CustodyHandler::deletion))))
                .onFailure(context::fail);
    }

    private void hold(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        OrderBody order = Asked.read(context, () -> OrderBody.read(context, body));
        if (order == null) return;
        Range range = Asked.read(context, () -> range(order, clock.instant()));
        if (range == null) return;
        String keepClass = order.text("class");
        custody.hold(order.order(), range.from, range.to, keepClass.isEmpty() ? null : keepClass)
                .onSuccess(hold -> {
                    context.response().setStatusCode(201);
                    Json.send(context, hold(hold));
                })
                .onFailure(failure -> {
                    if (failure instanceof IllegalArgumentException)
                        ProblemJson.badRequest(context, String.valueOf(failure.getMessage()));
                    else context.fail(failure);
                });
    }

    private void holds(RoutingContext context) {
        custody.holds()
                .onSuccess(all -> Json.send(
                        context, new JsonObject().put("holds", IncidentJson.array(all, CustodyHandler::hold))))
                .onFailure(context::fail);
    }

    private void release(RoutingContext context) {
        JsonObject body = new JsonObject()
                .put("reason", Params.query(context, "reason", ""))
                .put("by", Params.query(context, "by", ""));
        OrderBody order = Asked.read(context, () -> OrderBody.read(context, body));
        if (order == null) return;
        String id = Params.path(context, "id");
        custody.release(order.order(), id)
                .onSuccess(released -> {
                    if (released) context.response().setStatusCode(204).end();
                    else ProblemJson.notFound(context, "there is no hold '" + id + "'");
                })
                .onFailure(context::fail);
    }

    private void audit(RoutingContext context) {
        Integer limit = Asked.read(context, () -> Asked.number(context, "limit", AUDIT_DEFAULT, 1, AUDIT_MAX));
        if (limit == null) return;
        custody.audit(limit)
                .onSuccess(audit -> Json.send(
                        context,
                        new JsonObject()
                                .put("entries", IncidentJson.array(audit.entries(), entry -> entry))
                                .put("lines", audit.lines())
                                .put("intact", audit.problem() == null)
                                .put("problem", audit.problem())))
                .onFailure(context::fail);
    }

    private void partitions(RoutingContext context) {
        searches.partitions(Caller.client(context))
                .onSuccess(all -> Json.send(
                        context,
                        new JsonObject().put("partitions", IncidentJson.array(all, CustodyHandler::partition))))
                .onFailure(context::fail);
    }

    private static Range range(OrderBody order, Instant now) {
        String from = order.text("from");
        String to = order.text("to");
        Range range = new Range(
                from.isEmpty() ? Instant.MIN : TimeParam.parse(from, now),
                to.isEmpty() ? Instant.MAX : TimeParam.parse(to, now));
        if (range.from.isBefore(range.to)) return range;
        throw new IllegalArgumentException("cannot use 'from' " + from + " with 'to' " + to + ": nothing lies between");
    }

    private static JsonObject deletion(Deletion deletion) {
        return new JsonObject()
                .put("id", deletion.id())
                .put("query", deletion.query().print())
                .put("from", text(deletion.from()))
                .put("to", text(deletion.to()))
                .put("at", deletion.at().toString())
                .put("by", deletion.by())
                .put("reason", deletion.reason())
                .put("purged", deletion.purged());
    }

    private static JsonObject hold(Hold hold) {
        return new JsonObject()
                .put("id", hold.id())
                .put("from", text(hold.from()))
                .put("to", text(hold.to()))
                .put("class", hold.keepClass())
                .put("at", hold.at().toString())
                .put("by", hold.by())
                .put("reason", hold.reason());
    }

    private static JsonObject partition(PartitionInfo partition) {
        return new JsonObject()
                .put("name", partition.name())
                .put("class", partition.keepClass())
                .put("day", partition.day().toString())
                .put("from", partition.from().toString())
                .put("to", partition.to().toString())
                .put("events", partition.events())
                .put("bytes", partition.bytes());
    }

    /** An end of time that was given, or null for none. */
    private static @Nullable String text(Instant time) {
        return time.equals(Instant.MIN) || time.equals(Instant.MAX) ? null : time.toString();
    }

    private record Range(Instant from, Instant to) {}
}
