package io.tocsin.server.api;

import io.tocsin.query.And;
import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import io.tocsin.query.Tally;
import io.tocsin.query.Wildcard;
import io.tocsin.store.FieldUse;
import io.tocsin.store.Scope;
import io.tocsin.store.TableResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/fields}: which fields events have, and which values those. */
final class FieldsHandler {
    private static final int VALUES_DEFAULT = 20;

    /** Nobody reads more, and a list for typing ahead wants far less. */
    private static final int VALUES_MAX = 1_000;

    /** A beginning that the search can narrow down by: as a pattern it means the same for names and for prose. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]{1,100}");

    private final Searches searches;
    private final InstantSource clock;

    FieldsHandler(Searches searches, InstantSource clock) {
        this.searches = searches;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/fields", this::fields);
        addresses.get("/api/v1/fields/:name/values", this::values);
    }

    private void fields(RoutingContext context) {
        Instant now = clock.instant();
        Scope scope = Asked.read(context, () -> Asked.scope(context, Asked.query(context, now), now));
        if (scope == null) return;
        long startedAt = System.nanoTime();
        searches.fields(Caller.client(context), scope)
                .onSuccess(result -> Json.send(
                        context,
                        new JsonObject()
                                .put("fields", IncidentJson.array(result.fields(), FieldsHandler::field))
                                .put("partial", result.partial())
                                .put("took_ms", (System.nanoTime() - startedAt) / 1_000_000)))
                .onFailure(context::fail);
    }

    private static JsonObject field(FieldUse field) {
        return new JsonObject().put("name", field.name()).put("events", field.events());
    }

    private void values(RoutingContext context) {
        Question question = Asked.read(context, () -> question(context));
        if (question == null) return;
        long startedAt = System.nanoTime();
        searches.table(Caller.client(context), question.scope, List.of(question.top))
                .onSuccess(result -> Json.send(
                        context, answer(question, result).put("took_ms", (System.nanoTime() - startedAt) / 1_000_000)))
                .onFailure(context::fail);
    }

    private Question question(RoutingContext context) {
        Instant now = clock.instant();
        String field = Params.path(context, "name");
        String prefix = Params.query(context, "prefix", "");
        Query query = Asked.query(context, now);
        if (PLAIN.matcher(prefix).matches()) query = And.of(List.of(query, new Wildcard(field, prefix + "*")));
        int limit = Asked.number(context, "limit", VALUES_DEFAULT, 1, VALUES_MAX);
        // Other values of the same event come along, and are left out afterwards.
        Pipe.Top top = new Pipe.Top(prefix.isEmpty() ? limit + 1 : Tally.GROUPS_MAX, field);
        return new Question(top, prefix, limit, Asked.scope(context, query, now));
    }

    private static JsonObject answer(Question question, TableResult result) {
        JsonArray values = new JsonArray();
        boolean more = result.table().truncated();
        for (List<@Nullable Object> row : result.table().rows()) {
            if (row.getFirst() == null) continue;
            String value = String.valueOf(row.getFirst());
            if (!value.regionMatches(true, 0, question.prefix, 0, question.prefix.length())) continue;
            if (values.size() == question.limit) {
                more = true;
                break;
            }
            values.add(new JsonObject().put("value", value).put("events", row.getLast()));
        }
        return new JsonObject()
                .put("field", question.top.field())
                .put("values", values)
                .put("truncated", more)
                .put("partial", result.partial());
    }

    /** Everything that the address said. */
    private record Question(Pipe.Top top, String prefix, int limit, Scope scope) {}
}
