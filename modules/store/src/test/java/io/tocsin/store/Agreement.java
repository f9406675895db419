package io.tocsin.store;

import static io.tocsin.store.Asked.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One random life of a store beside the reference: whatever is asked at any moment, both say the same. */
final class Agreement implements AutoCloseable {
    private static final int STEPS = 30;
    private static final int QUESTIONS = 5;

    private static final List<SearchRequest.Order> ORDERS = List.of(SearchRequest.Order.values());
    private static final List<SearchRequest.Total> TOTALS = List.of(SearchRequest.Total.values());

    /** What the page of a reference holds, so that one is enough. */
    private static final int ALL = SearchRequest.LIMIT_MAX;

    private final long seed;
    private final Random random;
    private final StoreUnderTest implementation;
    private final RandomEvents events;
    private final RandomQueries queries;
    private final RandomPipes pipes;
    private final List<List<LogEvent>> batches = new ArrayList<>();
    private final MemoryStore memory = new MemoryStore();
    private EventStore store;
    private int deletions;

    Agreement(StoreUnderTest implementation, long seed) throws IOException {
        this.seed = seed;
        this.random = new Random(seed);
        this.implementation = implementation;
        this.events = new RandomEvents(random, seed % 2 == 0, implementation.parser());
        this.queries = new RandomQueries(random);
        this.pipes = new RandomPipes(random);
        this.store = implementation.open();
    }

    void live() throws IOException {
        for (int step = 0; step < STEPS; step++) {
            change();
            for (int i = 0; i < QUESTIONS; i++) {
                search(queries.query(3));
            }
            table(queries.query(2), pipes.pipes());
            correlate();
        }
        fields(queries.query(1));
    }

    private void change() throws IOException {
        switch (random.nextInt(16)) {
            case 0 -> store.commit();
            case 1 -> restart(implementation.reopened(store));
            case 2 -> restart(implementation.crashed(store));
            case 3 -> store.maintain();
            case 4 -> purge();
            case 5, 6 -> delete();
            case 7 -> events.advance(Duration.ofHours(random.nextInt(40)));
            default -> add(random.nextInt(8) == 0 ? 200 : 1 + random.nextInt(40));
        }
    }

    private void add(int size) throws IOException {
        batches.add(events.batch(size));
        memory.add(batches.getLast(), batches.size() - 1);
        store.add(batches.getLast(), batches.size() - 1);
    }

    private void restart(EventStore next) throws IOException {
        store = next;
        for (int i = (int) store.indexedPosition() + 1; i < batches.size(); i++) store.add(batches.get(i), i);
    }

    private void purge() throws IOException {
        store.commit();
        Asked.maintainToTheEnd(store);
        memory.maintain();
        assertThat(store.count()).as("seed %s: events held", seed).isEqualTo(memory.count());
    }

    private void delete() throws IOException {
        Instant from = random.nextBoolean() ? Instant.MIN : time();
        Query query = narrow();
        List<Long> hit = hit(query);
        // Up to just before an event that would be hit: that one must stay.
        boolean all = hit.isEmpty() || random.nextBoolean();
        long last = all ? events.lastId() : hit.get(random.nextInt(hit.size())) - 1;
        Deletion deletion = new Deletion(
                "d" + deletions++, query, from, Instant.MAX, last, RandomEvents.START, "anna", "a test", false);
        memory.delete(deletion);
        store.delete(deletion);
        search(deletion.query());
    }

    /** A query that leaves most events, or there would be none to search, and hits some if it can. */
    private Query narrow() {
        for (int tries = 0; ; tries++) {
            Query query = queries.query(2);
            int hit = hit(query).size();
            if (hit * 10L <= events.lastId() && (hit > 0 || tries > 50)) return query;
        }
    }

    private List<Long> hit(Query query) {
        return batches.stream()
                .flatMap(List::stream)
                .filter(query::matches)
                .map(LogEvent::id)
                .toList();
    }

    private Instant time() {
        return RandomEvents.START
                .plus(Duration.ofMillis(random.nextInt(60) * 500L))
                .plus(Duration.ofHours(random.nextInt(50)));
    }

    private Scope scope(Query query) {
        return switch (random.nextInt(6)) {
            case 0 -> new Scope(query, time(), Instant.MAX, PATIENT, () -> false);
            case 1 -> new Scope(query, Instant.MIN, time(), PATIENT, () -> false);
            case 2 -> new Scope(query, RandomEvents.START, time(), PATIENT, () -> false);
            default -> Scope.of(query, PATIENT);
        };
    }

    private void search(Query query) throws IOException {
        Scope scope = scope(query);
        SearchRequest.Order order = ORDERS.get(random.nextInt(ORDERS.size()));
        SearchRequest.Total total = TOTALS.get(random.nextInt(TOTALS.size()));
        SearchRequest all = new SearchRequest(
                query, scope.from(), scope.to(), ALL, order, null, PATIENT, SearchRequest.Total.EXACT, () -> false);
        List<FoundEvent> expected = memory.search(all).events();
        // Enough pages to test their seams, not so many that they take all the time.
        int limit = 1 + expected.size() / 3 + random.nextInt(20);
        SearchRequest request =
                new SearchRequest(query, scope.from(), scope.to(), limit, order, null, PATIENT, total, () -> false);
        List<FoundEvent> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchResult page = store.search(request.at(cursor));
            found.addAll(page.events());
            assertTotal(query, total, page, expected.size());
            cursor = page.cursor();
        } while (cursor != null);
        assertSame(query, found, expected);
    }

    private void assertTotal(Query query, SearchRequest.Total total, SearchResult page, int matching) {
        String name = "seed %s: total %s of %s".formatted(seed, total, query);
        assertThat(page.partial()).as(name).isFalse();
        if (page.totalExact()) assertThat(page.total()).as(name).isEqualTo(matching);
        else assertThat(page.total()).as(name).isLessThanOrEqualTo(matching);
        assertThat(page.totalExact() || total == SearchRequest.Total.NONE)
                .as(name)
                .isTrue();
    }

    private void assertSame(Object asked, List<FoundEvent> found, List<FoundEvent> expected) {
        assertThat(Asked.ids(found)).as("seed %s: %s", seed, asked).isEqualTo(Asked.ids(expected));
        for (int i = 0; i < found.size(); i++) {
            assertThat(Told.of(found.get(i)))
                    .as("seed %s: event %s", seed, expected.get(i).id())
                    .isEqualTo(Told.of(expected.get(i)));
        }
    }

    /** All of an event, to be compared as it is: the library's comparison by reflection took four fifths of these tests. */
    private record Told(long id, Instant time, Instant receivedAt, String json) {
        /** By a pattern: what an event has some day besides is to be compared, too. */
        static Told of(FoundEvent event) {
            return switch (event) {
                case FoundEvent(long id, Instant time, Instant receivedAt, byte[] json) ->
                    new Told(id, time, receivedAt, new String(json, StandardCharsets.ISO_8859_1));
            };
        }
    }

    private void table(Query query, List<Pipe> asked) throws IOException {
        Scope scope = scope(query);
        TableResult expected = memory.table(scope, asked);
        TableResult found = store.table(scope, asked);
        String name = "seed %s: %s of %s".formatted(seed, asked, query);
        assertThat(found.matched()).as(name).isEqualTo(expected.matched());
        assertThat(found.partial()).as(name).isFalse();
        Tables.assertSame(name, found.table(), expected.table());
    }

    private void correlate() throws IOException {
        String id = random.nextBoolean() ? events.id() : events.text();
        String cased = random.nextBoolean() ? id : id.toUpperCase(Locale.ROOT);
        int limit = random.nextInt(3) == 0 ? 3 : 1_000;
        assertSame(cased, store.correlated(cased, limit), memory.correlated(cased, limit));
    }

    private void fields(Query query) throws IOException {
        Scope scope = scope(query);
        assertThat(store.fields(scope)).as("seed %s: fields of %s", seed, query).isEqualTo(memory.fields(scope));
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
