package io.tocsin.server.api;

import io.tocsin.store.BackupResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@code /api/v1/backups}: for operators only, who name a folder of the server's machine. */
final class BackupHandler {
    /** A week of nights. */
    private static final int KEEP_DEFAULT = 7;

    /** Each is a list of all files; nobody looks through more. */
    private static final int KEEP_MAX = 1_000;

    private final Backups backups;

    BackupHandler(Backups backups) {
        this.backups = backups;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/backups", new OperatorHandler(this::list));
        addresses.post("/api/v1/backups", new OperatorHandler(this::make));
    }

    private void make(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        // Most are made by a clock, which has no reasons.
        if (!body.containsKey("reason")) body.put("reason", "backup");
        OrderBody order = Asked.read(context, () -> OrderBody.read(context, body));
        if (order == null) return;
        Path target = Asked.read(context, () -> target(order.text("target")));
        if (target == null) return;
        Integer keep = Asked.read(context, () -> keep(body.getValue("keep", KEEP_DEFAULT)));
        if (keep == null) return;
        backups.backup(order.order(), target, keep)
                .onSuccess(result -> Json.send(context, json(result)))
                .onFailure(failure -> refuse(context, failure));
    }

    private void list(RoutingContext context) {
        Path target = Asked.read(context, () -> target(Params.query(context, "target", "")));
        if (target == null) return;
        backups.backups(target)
                .onSuccess(numbers -> Json.send(context, new JsonObject().put("backups", new JsonArray(numbers))))
                .onFailure(failure -> refuse(context, failure));
    }

    private static Path target(String text) {
        if (text.isEmpty()) throw new IllegalArgumentException("cannot do this without 'target': name a folder");
        try {
            Path target = Path.of(text);
            if (target.isAbsolute()) return target;
        } catch (InvalidPathException broken) {
            throw new IllegalArgumentException("cannot use 'target' " + text + ": " + broken.getReason(), broken);
        }
        throw new IllegalArgumentException(
                "cannot use 'target' " + text + ": it must be an absolute path on the server's machine");
    }

    private static int keep(Object value) {
        if (value instanceof Integer keep && keep >= 1 && keep <= KEEP_MAX) return keep;
        throw new IllegalArgumentException(
                "cannot use 'keep' " + value + ": it must be a number from 1 to " + KEEP_MAX);
    }

    /** What went wrong is on the machine of the operator, and nobody but them can mend it. */
    private static void refuse(RoutingContext context, Throwable failure) {
        switch (failure) {
            case IllegalArgumentException wrong -> ProblemJson.badRequest(context, String.valueOf(wrong.getMessage()));
            case IOException disk -> ProblemJson.send(context, 500, "Not backed up", String.valueOf(disk.getMessage()));
            default -> context.fail(failure);
        }
    }

    private static JsonObject json(BackupResult result) {
        return new JsonObject()
                .put("number", result.number())
                .put("files", result.files())
                .put("bytes", result.bytes())
                .put("files_copied", result.filesCopied())
                .put("bytes_copied", result.bytesCopied());
    }
}
