package io.tocsin.server;

import io.tocsin.query.And;
import io.tocsin.query.Query;
import io.tocsin.server.api.Custody;
import io.tocsin.server.api.HeldBackException;
import io.tocsin.store.Deletion;
import io.tocsin.store.EventStore;
import io.tocsin.store.Hold;
import io.tocsin.store.Holds;
import io.tocsin.store.KeepClass;
import io.tocsin.store.RetentionPolicy;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
    private final Holds holds;
    private final EventStore store;
    private final Indexer indexer;
    private final Supplier<RetentionPolicy> policy;
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
            Holds holds,
            EventStore store,
            Indexer indexer,
            Supplier<RetentionPolicy> policy,
            LongSupplier lastEventId,
            InstantSource clock) {
        this.worker = worker;
        this.audit = audit;
        this.holds = holds;
        this.store = store;
        this.indexer = indexer;
        this.policy = policy;
        this.lastEventId = lastEventId;
        this.clock = clock;
    }

    /** Opens the log in the data folder, with a thread for the desk; what is opened is pushed to be undone. */
    static CustodyDesk open(
            Path data,
            EventStore store,
            Indexer indexer,
            Holds holds,
            Supplier<RetentionPolicy> policy,
            LongSupplier lastEventId,
            InstantSource clock,
            Teardown teardown)
            throws IOException {
        AuditLog audit = AuditLog.open(data.resolve("audit.ndjson"));
        teardown.push("audit log", audit::close);
        Workers worker = new Workers("operate", 1, WAITING_MAX);
        teardown.push("operators", worker::close);
        return new CustodyDesk(worker, audit, holds, store, indexer, policy, lastEventId, clock);
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
            return indexer.run(task).toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException held)
                throw new HeldBackException(String.valueOf(held.getMessage()));
            if (e.getCause() instanceof Exception cause) throw cause;
            throw e;
        }
    }

    private void refuseHeld(Deletion deletion) throws IOException {
        for (Hold hold : holds.list()) {
            if (hold.touches(deletion.from(), deletion.to()) && hits(deletion, hold))
                throw new IllegalStateException("cannot delete: hold " + hold.id() + " of " + hold.by()
                        + " keeps some of these events (" + hold.reason() + ")");
        }
    }

    private boolean hits(Deletion deletion, Hold hold) throws IOException {
        Instant from = hold.from().isAfter(deletion.from()) ? hold.from() : deletion.from();
        // A hold ends with its last instant, a search before it.
        Instant end = hold.to().equals(Instant.MAX) ? Instant.MAX : hold.to().plusNanos(1);
        SearchRequest request = SearchRequest.newest(heldOf(deletion.query(), hold.keepClass()), 1)
                .between(from, end.isBefore(deletion.to()) ? end : deletion.to())
                .counting(Total.NONE)
                .patient(LOOK);
        SearchResult result = store.search(request);
        return !result.events().isEmpty() || result.partial();
    }

    /** Rather too much than too little: an event of two classes belongs to the first, and one without any to the default. */
    private Query heldOf(Query query, @Nullable String keepClass) {
        for (KeepClass one : policy.get().classes()) {
            if (one.name().equals(keepClass)) return And.of(List.of(query, one.match()));
        }
        return query;
    }

    @Override
    public Future<List<Deletion>> deletions() {
        return worker.call(store::deletions);
    }

    @Override
    public Future<Hold> hold(Order order, Instant from, Instant to, @Nullable String keepClass) {
        return worker.call(() -> {
            if (keepClass != null) requireClass(keepClass);
            Hold hold = new Hold(id("hold"), from, to, keepClass, clock.instant(), order.by(), order.reason());
            JsonObject details = range(from, to).put("id", hold.id()).put("class", keepClass);
            // On the thread that lets go of partitions: what is held from now on is not being dropped now.
            return audited(
                    order,
                    "hold",
                    details,
                    () -> onIndex(() -> {
                        holds.add(hold);
                        return hold;
                    }));
        });
    }

    /** A hold of a class that does not exist would hold nothing, and nobody would notice. */
    private void requireClass(String keepClass) {
        List<String> known = new ArrayList<>(
                policy.get().classes().stream().map(KeepClass::name).toList());
        known.add(KeepClass.DEFAULT);
        if (!known.contains(keepClass))
            throw new IllegalArgumentException("cannot hold class '" + keepClass + "': known are "
                    + String.join(", ", known) + " (tocsin.yml, retention.classes)");
    }

    @Override
    public Future<List<Hold>> holds() {
        return Future.succeededFuture(holds.list());
    }

    @Override
    public Future<Boolean> release(Order order, String id) {
        return worker.call(() -> {
            if (holds.list().stream().noneMatch(hold -> hold.id().equals(id))) return false;
            return audited(order, "release", new JsonObject().put("id", id), () -> onIndex(() -> holds.release(id)));
        });
    }

    @Override
    public Future<Audit> audit(int limit) {
        return worker.call(() -> {
            AuditLog.Verdict verdict = audit.verify();
            return new Audit(audit.newest(limit), verdict.lines(), verdict.problem());
        });
    }

    /** Puts into the audit log what others do; it is on disk once the future has completed. */
    Future<Void> note(Order order, String action, JsonObject details) {
        return worker.call(() -> {
                    write(order, action, details);
                    return true;
                })
                .mapEmpty();
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
