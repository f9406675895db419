package io.tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code GET /api/v1/runbooks/NAME}: the runbook of that name, as it lies in the folder. */
final class RunbookHandler implements Handler<RoutingContext> {
    /** A name and nothing that could leave the folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    private final Vertx vertx;
    private final Supplier<Path> folder;

    RunbookHandler(Vertx vertx, Supplier<Path> folder) {
        this.vertx = vertx;
        this.folder = folder;
    }

    @Override
    public void handle(RoutingContext context) {
        String name = Params.path(context, "name");
        if (!NAME.matcher(name).matches()) {
            ProblemJson.notFound(context, "there is no runbook '" + name + "'");
            return;
        }
        vertx.fileSystem()
                .readFile(folder.get().resolve(name + ".md").toString())
                .onSuccess(text -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/markdown; charset=utf-8")
                        .end(text))
                .onFailure(failure -> ProblemJson.notFound(
                        context, "there is no runbook '" + name + "': put " + name + ".md into the runbooks folder"));
    }
}
