package io.tocsin.store;

import static io.tocsin.store.Asked.limited;
import static io.tocsin.store.Asked.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Batches of any size, and searches while events are added. */
interface LoadContract extends StoreUnderTest {
    int MANY = 2_000;
    int BIG = 50_000;

    @Test
    default void manySmallBatchesAreEachFound() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            for (int i = 0; i < MANY; i++) {
                store.add(List.of(events.event("{\"n\":" + i + ",\"request_id\":\"r" + i / 5 + "\"}")), i);
                if (i % 400 == 0) store.commit();
                if (i % 50 == 7) assertThat(total(store, "n:" + i)).isEqualTo(1);
            }

            assertThat(total(store, "*")).isEqualTo(MANY);
            for (int i = 0; i < MANY / 5; i += 37)
                assertThat(store.correlated("R" + i, 10)).hasSize(5);
        }
    }

    @Test
    default void aBigBatchIsAddedWhole() throws IOException {
        RandomEvents events = events();
        List<LogEvent> batch = new ArrayList<>();
        for (int i = 0; i < BIG; i++) {
            batch.add(events.event("{\"service\":\"s" + i % 3 + "\",\"request_id\":\"req-" + i / 4
                    + "\",\"message\":\"order " + i + " was paid\",\"n\":" + i + "}"));
        }
        try (EventStore store = open()) {
            store.add(batch, 0);

            assertThat(total(store, "service:s1")).isEqualTo(16_667);
            assertThat(total(store, "n<1000")).isEqualTo(1_000);
            assertThat(total(store, "message:\"order 777 was\"")).isEqualTo(1);
            assertThat(store.correlated("req-12345", 10)).hasSize(4);
            SearchResult newest = store.search(limited("*", 3));
            assertThat(Asked.ids(newest)).containsExactly((long) BIG, BIG - 1L, BIG - 2L);
        }
    }

    @Test
    default void eachSearchSeesWhatWasAddedBeforeItBegan() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            AtomicInteger added = new AtomicInteger();
            AtomicBoolean done = new AtomicBoolean();
            List<CompletableFuture<Void>> searches = List.of(
                    CompletableFuture.runAsync(() -> search(store, added, done), threads),
                    CompletableFuture.runAsync(() -> search(store, added, done), threads));
            try {
                for (int i = 0; i < MANY; i++) {
                    store.add(List.of(events.event("{\"n\":" + i + ",\"request_id\":\"r" + i + "\"}")), i);
                    added.set(i + 1);
                    if (i % 300 == 0) store.commit();
                    if (i % 500 == 0) store.maintain();
                }
            } finally {
                done.set(true);
                CompletableFuture.allOf(searches.toArray(CompletableFuture[]::new))
                        .join();
            }
        }
    }

    private static void search(EventStore store, AtomicInteger added, AtomicBoolean done) {
        try {
            while (!done.get()) {
                int before = added.get();
                if (before == 0) continue;
                assertThat(total(store, "n>=0")).isGreaterThanOrEqualTo(before);
                assertThat(total(store, "n:" + (before - 1))).isEqualTo(1);
                assertThat(store.correlated("R" + (before - 1), 10)).hasSize(1);
                assertThat(store.search(limited("*", 5)).events()).hasSizeGreaterThanOrEqualTo(Math.min(before, 5));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
