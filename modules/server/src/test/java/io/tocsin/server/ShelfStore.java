package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.store.Deletion;
import io.tocsin.store.EventStore;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.tocsin.store.StoreStats;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Events and partitions on a shelf: as much of a store as deleting and letting go need. */
final class ShelfStore implements EventStore {
    final List<LogEvent> events = new CopyOnWriteArrayList<>();
    final List<PartitionInfo> partitions = new CopyOnWriteArrayList<>();
    final List<String> dropped = new CopyOnWriteArrayList<>();
    final AtomicInteger piecesToMaintain = new AtomicInteger();
    volatile @Nullable IOException failure;
    private final List<Deletion> deletions = new CopyOnWriteArrayList<>();

    @Override
    public void reset() {}

    @Override
    public void add(List<LogEvent> more, long position) {
        events.addAll(more);
    }

    @Override
    public SearchResult search(SearchRequest request) {
        List<FoundEvent> found = events.stream()
                .filter(event -> request.query().matches(event)
                        && !event.time().isBefore(request.from())
                        && event.time().isBefore(request.to()))
                .limit(request.limit())
                .map(event -> new FoundEvent(event.id(), event.time(), event.receivedAt(), event.json()))
                .toList();
        return new SearchResult(found, null, found.size(), false, false);
    }

    @Override
    public List<FoundEvent> correlated(String id, int limit) {
        return List.of();
    }

    @Override
    public void delete(Deletion deletion) throws IOException {
        IOException broken = failure;
        if (broken != null) throw broken;
        deletions.add(deletion);
        events.removeIf(event -> deletion.query().matches(event)
                && event.id() <= deletion.lastEventId()
                && !event.time().isBefore(deletion.from())
                && event.time().isBefore(deletion.to()));
    }

    @Override
    public List<Deletion> deletions() {
        return deletions;
    }

    @Override
    public List<PartitionInfo> partitions() {
        return partitions;
    }

    @Override
    public void drop(String partition) throws IOException {
        IOException broken = failure;
        if (broken != null) throw broken;
        dropped.add(partition);
        partitions.removeIf(each -> each.name().equals(partition));
    }

    @Override
    public boolean maintain() {
        return piecesToMaintain.getAndDecrement() > 0;
    }

    @Override
    public long indexedPosition() {
        return -1;
    }

    @Override
    public void commit() {}

    @Override
    public long count() {
        return events.size();
    }

    @Override
    public StoreStats stats() {
        return new StoreStats(0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
