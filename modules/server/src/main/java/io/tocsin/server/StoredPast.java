package io.tocsin.server;

import io.tocsin.model.EventParser;
import io.tocsin.query.All;
import io.tocsin.query.Query;
import io.tocsin.server.rehearse.Backtest;
import io.tocsin.server.rehearse.Facts;
import io.tocsin.store.EventStore;
import io.tocsin.store.FieldUse;
import io.tocsin.store.FieldsResult;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Shows what is stored to a backtest, in the order of time, a day after the other as it is stored. The store is asked for
 * what the rules look at, so what no rule looks at is never read back.
 */
public final class StoredPast {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SLICE = Duration.ofDays(1);

    private final EventStore store;
    private final EventParser parser;
    private final Bounds bounds;
    private final List<String> notes = new ArrayList<>();
    private long shown;

    /**
     * How much may be read.
     *
     * @param events shown to the rules at most
     * @param over asked after each page; once it says yes the backtest ends without a result
     */
    public record Bounds(long events, BooleanSupplier over) {
        /** For somebody who waits. */
        public static final Bounds NONE = new Bounds(Long.MAX_VALUE, () -> false);
    }

    public StoredPast(EventStore store, EventParser parser, Bounds bounds) {
        this.store = store;
        this.parser = parser;
        this.bounds = bounds;
    }

    /**
     * Shows every event that the backtest wants until an instant.
     *
     * @throws IOException when the store cannot be read
     * @throws IllegalArgumentException beyond the bounds, with what to do about it
     */
    public Facts show(Backtest backtest, Instant from, Instant to) throws IOException {
        List<PartitionInfo> partitions =
                store.partitions().stream().filter(part -> part.events() > 0).toList();
        Instant oldest = partitions.stream()
                .map(PartitionInfo::from)
                .min(Comparator.naturalOrder())
                .orElse(null);
        // Days before the first event would only be asked in vain.
        Instant start = oldest != null && oldest.isAfter(backtest.since()) ? oldest : backtest.since();
        Query query = backtest.query();
        for (Instant slice = start; slice.isBefore(to); slice = next(slice)) {
            Instant end = next(slice).isBefore(to) ? next(slice) : to;
            show(backtest, query, slice, end);
        }
        store.damages().forEach(damage -> notes.add("cannot be read: " + damage));
        return new Facts(count(from, to), oldest, fields(from, to), true, notes);
    }

    private static Instant next(Instant slice) {
        return slice.plus(SLICE);
    }

    private void show(Backtest backtest, Query query, Instant from, Instant to) throws IOException {
        SearchRequest request = new SearchRequest(
                query,
                from,
                to,
                SearchRequest.LIMIT_MAX,
                SearchRequest.Order.OLDEST_FIRST,
                null,
                PATIENCE,
                SearchRequest.Total.NONE,
                bounds.over());
        for (SearchResult page = store.search(request); ; page = store.search(request.at(page.cursor()))) {
            for (FoundEvent found : page.events()) {
                backtest.observe(parser.parse(found.id(), found.receivedAt(), found.json()));
            }
            shown += page.events().size();
            requireWithinBounds();
            if (page.cursor() == null) {
                if (page.partial())
                    notes.add("not all events between " + from + " and " + to + " could be read in time");
                return;
            }
        }
    }

    private void requireWithinBounds() {
        if (bounds.over().getAsBoolean()) {
            throw new IllegalArgumentException(
                    "cannot finish in time: ask for a shorter stretch of time, or for fewer rules");
        }
        if (shown > bounds.events()) {
            throw new IllegalArgumentException("cannot show more than " + bounds.events()
                    + " events to the rules: ask for a shorter stretch of time, or for fewer rules");
        }
    }

    private long count(Instant from, Instant to) throws IOException {
        SearchRequest request = new SearchRequest(
                new All(),
                from,
                to,
                0,
                SearchRequest.Order.OLDEST_FIRST,
                null,
                PATIENCE,
                SearchRequest.Total.EXACT,
                bounds.over());
        SearchResult counted = store.search(request);
        if (!counted.totalExact()) notes.add("there are more events than are counted here");
        return counted.total();
    }

    private Set<String> fields(Instant from, Instant to) throws IOException {
        FieldsResult result = store.fields(new Scope(new All(), from, to, PATIENCE, bounds.over()));
        Set<String> names = new HashSet<>();
        for (FieldUse use : result.fields()) names.add(use.name());
        return names;
    }
}
