package io.tocsin.server;

import io.tocsin.query.And;
import io.tocsin.query.Query;
import io.tocsin.server.api.Custody;
import io.tocsin.server.api.HeldBackException;
import io.tocsin.server.api.Hold;
import io.tocsin.store.Deletion;
import io.tocsin.store.EventStore;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchRequest.Total;
import io.tocsin.store.SearchResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what operators order, one order after the other on a thread of its own: first the audit log, then the deed. What
 * fails then is in the audit log, too.
 */
final class CustodyDesk implements Custody {
    /** Orders that may wait; each takes as long as the index needs to come to it. */
    static final int WAITING_MAX = 16;

    /** How long to look for events under a hold: if that does not suffice the answer is no. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Workers worker;
    private final AuditLog audit;
    private final HoldBook holds;
    private final EventStore store;
    private final Indexer indexer;
    private final KeepClasses classes;
    private final LongSupplier lastEventId;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A desk that owns the log and the book from now on.
     *
     * @param worker one thread
     * @param lastEventId of the newest durable event
     */
    CustodyDesk(
            Workers worker,
            AuditLog audit,
            HoldBook holds,
            EventStore store,
            Indexer indexer,
            KeepClasses classes,
            LongSupplier lastEventId,
            InstantSource clock) {
        this.worker = worker;
        this.audit = audit;
        this.holds = holds;
        this.store = store;
        this.indexer = indexer;
        this.classes = classes;
        this.lastEventId = lastEventId;
        this.clock = clock;
    }

    /** Opens log and book in the data folder, with a thread for them; what is opened is pushed to be undone. */
    static CustodyDesk open(
            Path data,
            EventStore store,
            Indexer indexer,
            KeepClasses classes,
            LongSupplier lastEventId,
            InstantSource clock,
            Teardown teardown)
            throws IOException {
        AuditLog audit = AuditLog.open(data.resolve("audit.ndjson"));
        teardown.push("audit log", audit::close);
        HoldBook holds = HoldBook.open(data.resolve("holds.json"));
        Workers worker = new Workers("operate", 1, WAITING_MAX);
        teardown.push("operators", worker::close);
        return new CustodyDesk(worker, audit, holds, store, indexer, classes, lastEventId, clock);
    }

    /** Which condition the events of a class of retention meet. */
    @FunctionalInterface
    interface KeepClasses {
        /** Null for a class that is not configured. */
        @Nullable
        Query of(String keepClass);
    }

    @Override
    public Future<Deletion> delete(Order order, Query query, Instant from, Instant to) {
        return worker.call(() -> {
            Deletion deletion = new Deletion(
                    id("del"),
                    query,
                    from,
                    to,
                    lastEventId.getAsLong(),
                    clock.instant(),
                    order.by(),
                    order.reason(),
                    false);
            JsonObject details = range(from, to).put("id", deletion.id()).put("query", query.print());
            return audited(
                    order,
                    "delete",
                    details,
                    () -> onIndex(() -> {
                        refuseHeld(deletion);
                        store.delete(deletion);
                        return deletion;
                    }));
        });
    }

    /** Behind everything that was accepted before the order, so that all of it is known. */
    private <T> T onIndex(Callable<T> task) throws Exception {
        try {
            return indexer.run(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException held)
                throw new HeldBackException(String.valueOf(held.getMessage()));
            if (e.getCause() instanceof Exception cause) throw cause;
            throw e;
        }
    }

    private void refuseHeld(Deletion deletion) throws IOException {
        for (Hold hold : holds.all()) {
            Instant from = hold.from().isAfter(deletion.from()) ? hold.from() : deletion.from();
            Instant to = hold.to().isBefore(deletion.to()) ? hold.to() : deletion.to();
            if (from.isBefore(to) && hits(deletion.query(), hold, from, to))
                throw new IllegalStateException("cannot delete: hold " + hold.id() + " of " + hold.by()
                        + " keeps some of these events (" + hold.reason() + ")");
        }
    }

    private boolean hits(Query query, Hold hold, Instant from, Instant to) throws IOException {
        Query held = hold.keepClass() == null ? null : classes.of(hold.keepClass());
        Query both = held == null ? query : And.of(List.of(query, held));
        SearchRequest request = SearchRequest.newest(both, 1)
                .between(from, to)
                .counting(Total.NONE)
                .patient(LOOK);
        SearchResult result = store.search(request);
        return !result.events().isEmpty() || result.partial();
    }

    @Override
    public Future<List<Deletion>> deletions() {
        return worker.call(store::deletions);
    }

    @Override
    public Future<Hold> hold(Order order, Instant from, Instant to, @Nullable String keepClass) {
        return worker.call(() -> {
            Hold hold = new Hold(id("hold"), from, to, keepClass, clock.instant(), order.by(), order.reason());
            JsonObject details = range(from, to).put("id", hold.id()).put("class", keepClass);
            return audited(order, "hold", details, () -> {
                holds.add(hold);
                return hold;
            });
        });
    }

    @Override
    public Future<List<Hold>> holds() {
        return Future.succeededFuture(holds.all());
    }

    @Override
    public Future<Boolean> release(Order order, String id) {
        return worker.call(() -> {
            Hold hold = holds.all().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (hold == null) return false;
            return audited(order, "release", new JsonObject().put("id", id), () -> {
                holds.remove(hold);
                return true;
            });
        });
    }

    @Override
    public Future<Audit> audit(int limit) {
        return worker.call(() -> {
            AuditLog.Verdict verdict = audit.verify();
            return new Audit(audit.newest(limit), verdict.lines(), verdict.problem());
        });
    }

    private <T> T audited(Order order, String action, JsonObject details, Callable<T> deed) throws Exception {
        write(order, action, details);
        try {
            return deed.call();
        } catch (Exception e) {
            write(
                    order,
                    action + "-failed",
                    new JsonObject().put("id", details.getString("id")).put("cause", String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void write(Order order, String action, JsonObject details) throws IOException {
        audit.append(clock.instant(), order.by(), order.address(), action, order.reason(), details);
    }

    private static JsonObject range(Instant from, Instant to) {
        return new JsonObject()
                .put("from", from.equals(Instant.MIN) ? null : from.toString())
                .put("to", to.equals(Instant.MAX) ? null : to.toString());
    }

    private String id(String kind) {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return kind + "-" + HexFormat.of().formatHex(bytes);
    }
}
