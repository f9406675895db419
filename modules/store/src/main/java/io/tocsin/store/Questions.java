package io.tocsin.store;

import io.tocsin.query.All;
import io.tocsin.query.Pipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a store can be asked, on any thread: each question takes the partitions as they are when it begins. */
final class Questions {
    /** A single request takes milliseconds; only a machine in trouble takes longer. */
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(30);

    private final Partitions partitions;
    private final DeletionLog deletions;
    private final FormBook book;
    private final Damages damages;
    private final BlockCache cache = BlockCache.ofThisMachine();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicLong partialSearches = new AtomicLong();
    private final AtomicLong blocksRead = new AtomicLong();

    Questions(Partitions partitions, DeletionLog deletions, FormBook book, Damages damages) {
        this.partitions = partitions;
        this.deletions = deletions;
        this.book = book;
        this.damages = damages;
    }

    /** What is asked of the events that a walk finds. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Walk walk) throws IOException;
    }

    private <T> T walk(Condition condition, Stretch stretch, Question<T> question) throws IOException {
        List<View> views = partitions.views(stretch);
        try {
            Walk.Knowledge knowledge =
                    new Walk.Knowledge(deletions.unpurged(), deletions.erasures(), book, damages, cache);
            return question.ask(new Walk(views, condition, stretch, knowledge));
        } finally {
            views.forEach(View::release);
        }
    }

    SearchResult search(SearchRequest request) throws IOException {
        Budget budget = new Budget(request.patience(), request.gone());
        return search(request, Condition.of(request.query()), Stretch.of(request.from(), request.to()), budget);
    }

    private SearchResult search(SearchRequest request, Condition condition, Stretch stretch, Budget budget)
            throws IOException {
        SearchResult result = walk(condition, stretch, walk -> new PageSearch(walk, request, budget).run());
        count(result.plan(), result.partial());
        return result;
    }

    List<FoundEvent> correlated(String id, int limit) throws IOException {
        SearchRequest request = SearchRequest.newest(new All(), limit)
                .in(SearchRequest.Order.OLDEST_FIRST)
                .counting(SearchRequest.Total.NONE);
        Budget budget = new Budget(REQUEST_PATIENCE, request.gone());
        SearchResult result = search(request, Probe.correlated(id), Stretch.ALWAYS, budget);
        if (result.partial() && budget.isOver()) {
            throw new IOException("cannot find request '" + id + "': it took longer than " + REQUEST_PATIENCE);
        }
        return result.events();
    }

    TableResult table(Scope scope, List<Pipe> pipes) throws IOException {
        Budget budget = new Budget(scope.patience(), scope.gone());
        Stretch stretch = Stretch.of(scope.from(), scope.to());
        TableResult result =
                walk(Condition.of(scope.query()), stretch, walk -> new TableSearch(walk, budget, pipes).run());
        count(result.plan(), result.partial());
        return result;
    }

    FieldsResult fields(Scope scope) throws IOException {
        Budget budget = new Budget(scope.patience(), scope.gone());
        Stretch stretch = Stretch.of(scope.from(), scope.to());
        return walk(Condition.of(scope.query()), stretch, walk -> new FieldSearch(walk, budget).run());
    }

    private void count(SearchPlan plan, boolean partial) {
        searches.incrementAndGet();
        blocksRead.addAndGet(plan.read());
        if (partial) partialSearches.incrementAndGet();
    }

    StoreStats stats(long events, long bytes) {
        return new StoreStats(
                events, bytes, partitions.all().size(), searches.get(), partialSearches.get(), blocksRead.get());
    }
}
