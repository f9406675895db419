package io.tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of addresses. It remembers the verbs of each, so that another verb is told apart from an unknown address. */
final class Addresses {
    private final Router router;
    private final Map<String, Set<HttpMethod>> verbs = new LinkedHashMap<>();

    Addresses(Router router) {
        this.router = router;
    }

    /** Answers GET, and HEAD with the same head: Vert.x leaves the body out by itself. */
    void get(String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
        add(path, HttpMethod.GET);
        add(path, HttpMethod.HEAD);
    }

    void post(String path, Handler<RoutingContext> handler) {
        router.post(path).handler(handler);
        add(path, HttpMethod.POST);
    }

    /** The same for a path with a colon in it, which would begin a parameter anywhere else. */
    void postExactly(String path, Handler<RoutingContext> handler) {
        router.postWithRegex(Pattern.quote(path)).handler(handler);
    }

    void delete(String path, Handler<RoutingContext> handler) {
        router.delete(path).handler(handler);
        add(path, HttpMethod.DELETE);
    }

    /** What is answered elsewhere, so that its other verbs are refused here. */
    void known(String path, HttpMethod verb) {
        add(path, verb);
    }

    private void add(String path, HttpMethod verb) {
        verbs.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(verb);
    }

    /** Ends a part of the table: every other verb of a known address is 405, with those that would be right. */
    void refuseOtherVerbs() {
        verbs.forEach((path, known) -> {
            String allow = known.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            router.route(path).handler(context -> refuse(context, allow));
        });
        verbs.clear();
    }

    private static void refuse(RoutingContext context, String allow) {
        context.response().putHeader(HttpHeaders.ALLOW, allow);
        String detail = "cannot " + context.request().method() + " " + context.normalizedPath() + ": use " + allow;
        ProblemJson.send(context, 405, "Method not allowed", detail);
    }
}
