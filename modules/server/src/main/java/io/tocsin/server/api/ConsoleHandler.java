package io.tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves the console's files from the jar, read once; every page address answers with the one page that there is. */
final class ConsoleHandler implements Handler<RoutingContext> {
    /** Nothing but our own files: markup in a log line can load and run nothing. */
    private static final String POLICY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "ico", "image/x-icon",
            "png", "image/png",
            "yaml", "application/yaml",
            "woff2", "font/woff2");

    private final Map<String, Buffer> files = new ConcurrentHashMap<>();

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        String file = path.startsWith("/console/") ? path.substring("/console/".length()) : "index.html";
        serve(context, "console/" + file);
    }

    /** Serves one resource of the jar. */
    void serve(RoutingContext context, String resource) {
        Buffer body = resource.contains("..") ? null : files.computeIfAbsent(resource, ConsoleHandler::read);
        if (body == null) {
            ProblemJson.notFound(context, "there is no " + context.normalizedPath());
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPES.get(ending(resource)))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body);
    }

    /** Null when there is none, which is not remembered: anybody could fill the memory by asking for nonsense. */
    private static @Nullable Buffer read(String resource) {
        // A folder can be opened as well, and would list its files.
        if (!TYPES.containsKey(ending(resource))) return null;
        try (InputStream in = ConsoleHandler.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            return null;
        }
    }

    private static String ending(String resource) {
        return resource.substring(resource.lastIndexOf('.') + 1);
    }
}
