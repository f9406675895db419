package io.tocsin.store;

import static io.tocsin.store.Asked.PATIENT;
import static io.tocsin.store.Asked.ids;
import static io.tocsin.store.Asked.limited;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A search ends when its time is up or whoever asked has left, says so, and tells how it found its way. */
interface PatienceContract extends StoreUnderTest {
    /** No index decides it alone. */
    String SLOW = "/./ OR *";

    @Test
    default void anImpatientSearchIsPartialAndItsCursorLeadsToTheRest() throws IOException {
        try (EventStore store = open()) {
            store.add(events().batch(500), 0);
            SearchRequest request = limited(SLOW, 100);

            SearchResult nothing = store.search(request.patient(Duration.ZERO));

            assertThat(nothing.partial()).isTrue();
            assertThat(nothing.totalExact()).isFalse();
            assertThat(store.search(request.at(nothing.cursor())).events()).hasSize(100);
        }
    }

    @Test
    default void whoeverHasLeftIsSentWhatThereIs() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            for (int i = 0; i < 20; i++) store.add(events.batch(1_000), i);
            store.commit();
            Query query = Query.parse(SLOW);
            SearchRequest exact = limited(SLOW, 10).counting(SearchRequest.Total.EXACT);
            Scope left = new Scope(query, Instant.MIN, Instant.MAX, PATIENT, () -> true);

            SearchResult result = store.search(exact.until(() -> true));

            assertThat(result.partial()).isTrue();
            assertThat(result.totalExact()).isFalse();
            assertThat(result.total()).isLessThan(20_000);
            assertThat(store.fields(left).partial()).isTrue();
            TableResult table = store.table(left, List.of(count()));
            assertThat(table.partial()).isTrue();
            assertThat(table.matched()).isLessThan(20_000);
        }
    }

    private static Pipe count() {
        return new Pipe.Stats(List.of(Pipe.Measure.count()), List.of(), null);
    }

    @Test
    default void whetherSomebodyWaitsIsAskedOften() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            for (int i = 0; i < 20; i++) store.add(events.batch(1_000), i);
            AtomicInteger asked = new AtomicInteger();
            BooleanSupplier leaves = () -> asked.incrementAndGet() > 2;

            SearchResult result = store.search(
                    limited(SLOW, 10).counting(SearchRequest.Total.EXACT).until(leaves));

            assertThat(asked).hasValueGreaterThanOrEqualTo(3);
            assertThat(result.partial()).isTrue();
        }
    }

    @Test
    default void thePlanAddsUp() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            for (int i = 0; i < 20; i++) {
                store.add(events.batch(100), i);
                if (i % 7 == 0) store.commit();
                events.advance(Duration.ofHours(5));
            }
            for (String query : List.of("*", SLOW, "level:ERROR", "pool", "request_id:req-99", "n>3", "-n>3")) {
                SearchRequest request = limited(query, 10);
                Instant noon = RandomEvents.START.plus(Duration.ofHours(30));
                for (SearchRequest one : List.of(request, request.between(noon, Instant.MAX))) {
                    SearchResult result = store.search(one.counting(SearchRequest.Total.EXACT));
                    assertPlan(query, store, result.plan());
                    assertThat(result.plan().eventsRead() + result.plan().unsealed())
                            .as("%s: whoever is found was read", query)
                            .isGreaterThanOrEqualTo(ids(result).size());
                }
            }
        }
    }

    private static void assertPlan(String query, EventStore store, SearchPlan plan) throws IOException {
        assertThat(plan.partitions())
                .as("%s: %s", query, plan)
                .isBetween(0, store.partitions().size());
        assertThat(plan.read() + plan.skippedByTime() + plan.skippedByTerms())
                .as("%s: %s", query, plan)
                .isLessThanOrEqualTo(plan.blocks());
        assertThat(plan.eventsRead() + plan.unsealed())
                .as("%s: %s", query, plan)
                .isLessThanOrEqualTo(store.count());
        assertThat(List.of(plan.blocks(), plan.skippedByTime(), plan.skippedByTerms(), plan.read()))
                .as("%s: %s", query, plan)
                .allMatch(number -> number >= 0);
    }
}
