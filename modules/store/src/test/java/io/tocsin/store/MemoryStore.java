package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import io.tocsin.query.Tally;
import io.tocsin.query.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a store must do, in the simplest way: the contract runs on it too, so that the contract itself is right. */
final class MemoryStore implements EventStore {
    private static final int BOUNDED_MAX = 10_000;

    private record Batch(long position, List<LogEvent> events) {}

    private final CopyOnWriteArrayList<Batch> batches = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Deletion> deletions = new CopyOnWriteArrayList<>();
    private final Set<Long> deleted = ConcurrentHashMap.newKeySet();
    private volatile long position = -1;
    private volatile long committed = -1;

    @Override
    public void add(List<LogEvent> more, long at) {
        if (at <= position) return;
        for (LogEvent event : more) {
            if (deletions.stream().anyMatch(one -> hits(one, event))) deleted.add(event.id());
        }
        batches.add(new Batch(at, List.copyOf(more)));
        position = at;
    }

    @Override
    public void reset() {
        batches.removeIf(batch -> batch.position() > committed);
        position = committed;
    }

    /** What a new process finds: what was committed, and every deletion. */
    MemoryStore crashed() {
        MemoryStore next = new MemoryStore();
        batches.stream().filter(batch -> batch.position() <= committed).forEach(next.batches::add);
        next.deletions.addAll(deletions);
        next.deleted.addAll(deleted);
        next.position = committed;
        next.committed = committed;
        return next;
    }

    /** The events in scope, as far as patience and whoever asked allow. */
    private record Matching(List<LogEvent> events, boolean partial) {}

    private Matching matching(Scope scope) {
        List<LogEvent> found = new ArrayList<>();
        long start = System.nanoTime();
        for (Batch batch : batches) {
            for (LogEvent event : batch.events()) {
                if (scope.gone().getAsBoolean()
                        || System.nanoTime() - start >= scope.patience().toNanos()) {
                    return new Matching(found, true);
                }
                if (isIn(event, scope) && !isDeleted(event)) found.add(event);
            }
        }
        return new Matching(found, false);
    }

    private static boolean isIn(LogEvent event, Scope scope) {
        return !event.time().isBefore(scope.from())
                && event.time().isBefore(scope.to())
                && scope.query().matches(event);
    }

    private boolean isDeleted(LogEvent event) {
        return deleted.contains(event.id());
    }

    private static boolean hits(Deletion deletion, LogEvent event) {
        return event.id() <= deletion.lastEventId()
                && !event.time().isBefore(deletion.from())
                && event.time().isBefore(deletion.to())
                && deletion.query().matches(event);
    }

    @Override
    public SearchResult search(SearchRequest request) {
        Cursor cursor = Cursor.read(request.cursor());
        boolean newest = request.order() == SearchRequest.Order.NEWEST_FIRST;
        Matching matching =
                matching(new Scope(request.query(), request.from(), request.to(), request.patience(), request.gone()));
        if (matching.partial()) {
            return new SearchResult(
                    List.of(), request.cursor(), matching.events().size(), false, true, plan());
        }
        List<LogEvent> left = matching.events().stream()
                .filter(event -> cursor == null || isBehind(event, cursor, newest))
                .sorted(newest ? Asked.OLDEST_FIRST.reversed() : Asked.OLDEST_FIRST)
                .toList();
        return page(request, cursor, left, matching.events().size());
    }

    private SearchResult page(SearchRequest request, @Nullable Cursor cursor, List<LogEvent> left, int matching) {
        List<LogEvent> page = left.stream().limit(request.limit()).toList();
        long total = cursor != null ? cursor.total() : counted(request, matching);
        boolean exact = cursor != null ? cursor.totalExact() : total == matching;
        LogEvent last = page.isEmpty() ? null : page.getLast();
        String next =
                last == null ? request.cursor() : new Cursor(IndexTime.of(last.time()), last.id(), total, exact).text();
        return new SearchResult(
                page.stream().map(MemoryStore::found).toList(),
                left.size() > page.size() ? next : null,
                total,
                exact,
                false,
                plan());
    }

    private static long counted(SearchRequest request, int matching) {
        return switch (request.total()) {
            case NONE -> Math.min(matching, request.limit());
            case BOUNDED -> Math.min(matching, BOUNDED_MAX);
            case EXACT -> matching;
        };
    }

    private SearchPlan plan() {
        return new SearchPlan(0, 0, 0, 0, 0, 0, count());
    }

    private static boolean isBehind(LogEvent event, Cursor cursor, boolean newest) {
        int byTime = Long.compare(IndexTime.of(event.time()), cursor.time());
        int order = byTime != 0 ? byTime : Long.compare(event.id(), cursor.id());
        return newest ? order < 0 : order > 0;
    }

    private static FoundEvent found(LogEvent event) {
        return new FoundEvent(event.id(), event.time(), event.receivedAt(), event.json());
    }

    @Override
    public List<FoundEvent> correlated(String id, int limit) {
        return batches.stream()
                .flatMap(batch -> batch.events().stream())
                .filter(event -> event.correlationIds().stream()
                        .anyMatch(one -> Words.fold(one).equals(Words.fold(id))))
                .filter(event -> !isDeleted(event))
                .sorted(Asked.OLDEST_FIRST)
                .limit(limit)
                .map(MemoryStore::found)
                .toList();
    }

    @Override
    public TableResult table(Scope scope, List<Pipe> pipes) {
        Matching matching = matching(scope);
        Tally tally = new Tally(pipes);
        matching.events().forEach(tally::add);
        return new TableResult(tally.table(), matching.events().size(), matching.partial(), plan());
    }

    @Override
    public FieldsResult fields(Scope scope) {
        Matching matching = matching(scope);
        Map<String, Long> uses = new TreeMap<>();
        for (LogEvent event : matching.events()) {
            new HashSet<>(event.fields().names()).forEach(name -> uses.merge(name, 1L, Long::sum));
        }
        List<FieldUse> sorted = uses.entrySet().stream()
                .map(use -> new FieldUse(use.getKey(), use.getValue()))
                .sorted(Comparator.comparingLong(FieldUse::events).reversed().thenComparing(FieldUse::name))
                .toList();
        return new FieldsResult(sorted, matching.partial());
    }

    @Override
    public void delete(Deletion deletion) {
        for (Batch batch : batches) {
            for (LogEvent event : batch.events()) {
                if (hits(deletion, event)) deleted.add(event.id());
            }
        }
        deletions.add(deletion);
    }

    @Override
    public List<Deletion> deletions() {
        return List.copyOf(deletions);
    }

    @Override
    public List<PartitionInfo> partitions() {
        Map<String, List<LogEvent>> byName = new TreeMap<>();
        for (Batch batch : batches) {
            for (LogEvent event : batch.events()) {
                byName.computeIfAbsent(MemoryPartitions.name(event), name -> new ArrayList<>())
                        .add(event);
            }
        }
        return byName.entrySet().stream()
                .map(entry -> MemoryPartitions.info(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(PartitionInfo::day).thenComparing(PartitionInfo::name))
                .toList();
    }

    @Override
    public void drop(String partition) {
        keep(event -> !MemoryPartitions.name(event).equals(partition));
    }

    private void keep(Predicate<LogEvent> wanted) {
        batches.replaceAll(batch -> new Batch(
                batch.position(), batch.events().stream().filter(wanted).toList()));
    }

    @Override
    public boolean maintain() {
        keep(event -> !isDeleted(event));
        deletions.replaceAll(MemoryStore::purged);
        return false;
    }

    private static Deletion purged(Deletion one) {
        Instant at = one.at();
        return new Deletion(
                one.id(), one.query(), one.from(), one.to(), one.lastEventId(), at, one.by(), one.reason(), true);
    }

    @Override
    public long indexedPosition() {
        return committed;
    }

    @Override
    public void commit() {
        committed = position;
    }

    @Override
    public long count() {
        return batches.stream().mapToLong(batch -> batch.events().size()).sum();
    }

    @Override
    public StoreStats stats() {
        return new StoreStats(count(), 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        commit();
    }
}
