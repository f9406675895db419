package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a store must do, in the simplest way: the contract runs on it too, so that the contract itself is right. */
final class MemoryStore implements EventStore {
    private static final Comparator<LogEvent> OLDEST_FIRST = Comparator.comparingLong(
                    (LogEvent event) -> IndexTime.of(event.time()))
            .thenComparingLong(LogEvent::id);

    private final List<LogEvent> events = new ArrayList<>();
    private long position = -1;
    private long committed = -1;

    @Override
    public void add(List<LogEvent> more, long at) {
        if (at <= position) return;
        events.addAll(more);
        position = at;
    }

    @Override
    public SearchResult search(SearchRequest request) {
        Cursor cursor = Cursor.read(request.cursor());
        boolean newest = request.order() == SearchRequest.Order.NEWEST_FIRST;
        List<LogEvent> matching = events.stream()
                .filter(event ->
                        !event.time().isBefore(request.from()) && event.time().isBefore(request.to()))
                .filter(request.query()::matches)
                .sorted(newest ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
                .toList();
        List<LogEvent> left = matching.stream()
                .filter(event -> cursor == null || isBehind(event, cursor, newest))
                .toList();
        List<LogEvent> page = left.stream().limit(request.limit()).toList();
        boolean more = left.size() > page.size();
        LogEvent last = page.isEmpty() ? null : page.getLast();
        String next = last == null
                ? request.cursor()
                : new Cursor(IndexTime.of(last.time()), last.id(), matching.size(), true).text();
        return new SearchResult(
                page.stream().map(MemoryStore::found).toList(), more ? next : null, matching.size(), true, false);
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
        return events.stream()
                .filter(event -> event.correlationIds().stream()
                        .anyMatch(one -> Words.fold(one).equals(Words.fold(id))))
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .map(MemoryStore::found)
                .toList();
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
        return events.size();
    }

    @Override
    public StoreStats stats() {
        return new StoreStats(count(), 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
