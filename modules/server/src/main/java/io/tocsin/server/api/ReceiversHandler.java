package io.tocsin.server.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** {@code POST /api/v1/receivers/{name}/test}: does a message arrive there? */
final class ReceiversHandler {
    private static final int NAME_MAX = 100;

    private final ReceiverTests tests;

    ReceiversHandler(ReceiverTests tests) {
        this.tests = tests;
    }

    void mount(Addresses addresses) {
        addresses.post("/api/v1/receivers/:receiver/test", this::test);
    }

    private void test(RoutingContext context) {
        JsonObject body = Json.body(context);
        String given = body == null ? null : Json.text(context, body, "by");
        Boolean person = given == null ? null : Asked.read(context, () -> Asked.flag(context, "person"));
        if (given == null || person == null) return;
        if (given.length() > NAME_MAX || given.lines().count() > 1) {
            ProblemJson.badRequest(
                    context, "cannot use 'by': a name is one line of at most " + NAME_MAX + " characters");
            return;
        }
        String token = Caller.of(context).token();
        String by = token != null ? token : given.isEmpty() ? "anonymous" : given;
        String name = Params.path(context, "receiver");
        tests.test(name, person, by)
                .onSuccess(results -> Json.send(context, json(name, results)))
                .onFailure(failure -> {
                    if (failure instanceof NoSuchReceiverException none)
                        ProblemJson.notFound(context, String.valueOf(none.getMessage()));
                    else context.fail(failure);
                });
    }

    private static JsonObject json(String name, List<ReceiverTests.Result> results) {
        boolean good = results.stream().allMatch(result -> result.verdict() == ReceiverTests.Verdict.DELIVERED);
        return new JsonObject()
                .put("name", name)
                .put("good", good && !results.isEmpty())
                .put("results", IncidentJson.array(results, ReceiversHandler::json));
    }

    private static JsonObject json(ReceiverTests.Result result) {
        return new JsonObject()
                .put("address", result.address())
                .put("channel", result.channel())
                .put("outcome", result.verdict().name().toLowerCase(Locale.ROOT))
                .put("detail", result.detail())
                .put("took_ms", result.took().toMillis());
    }
}
