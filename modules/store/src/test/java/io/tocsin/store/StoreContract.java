package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.Equal;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that {@link EventStore} promises, for each implementation. */
abstract class StoreContract {
    private final RandomEvents events = new RandomEvents(new Random(11));

    /** A new, empty store. */
    abstract EventStore open() throws IOException;

    private static SearchRequest newest(Query query) {
        return SearchRequest.newest(query, 1_000);
    }

    private static SearchRequest newest(String query) {
        return newest(Query.parse(query));
    }

    private static List<Long> ids(SearchResult result) {
        return ids(result.events());
    }

    private static List<Long> ids(List<FoundEvent> found) {
        return found.stream().map(FoundEvent::id).toList();
    }

    @Test
    void anEmptyStoreFindsNothing() throws IOException {
        try (EventStore store = open()) {
            SearchResult result = store.search(newest(new All()));

            assertThat(result.events()).isEmpty();
            assertThat(result.cursor()).isNull();
            assertThat(result.total()).isZero();
            assertThat(result.totalExact()).isTrue();
            assertThat(store.indexedPosition()).isEqualTo(-1);
        }
    }

    @Test
    void whatWasAddedBeforeTheSearchIsFound() throws IOException {
        try (EventStore store = open()) {
            for (int i = 0; i < 20; i++) {
                LogEvent event = events.event("{\"n\":" + i + "}");
                store.add(List.of(event), i);

                assertThat(ids(store.search(newest("n:" + i)))).containsExactly(event.id());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.tocsin.store.NastyEvents#all")
    void whatIsReturnedIsWhatWasSentByteForByte(String json) throws IOException {
        LogEvent nasty = events.event(json);
        try (EventStore store = open()) {
            store.add(List.of(events.event("{\"a\":1}"), nasty, events.event("{\"a\":2}")), 0);

            FoundEvent found = store.search(newest(new All())).events().stream()
                    .filter(event -> event.id() == nasty.id())
                    .findFirst()
                    .orElseThrow();

            assertThat(new String(found.json(), StandardCharsets.UTF_8)).isEqualTo(json);
            assertThat(found.json()).isEqualTo(nasty.json());
            assertThat(found.time()).isEqualTo(nasty.time());
            assertThat(found.receivedAt()).isEqualTo(nasty.receivedAt());
        }
    }

    @ParameterizedTest
    @MethodSource("io.tocsin.store.NastyEvents#all")
    void everyFieldOfANastyEventIsFoundByItsValue(String json) throws IOException {
        LogEvent nasty = events.event(json);
        try (EventStore store = open()) {
            store.add(List.of(nasty), 0);
            for (int i = 0; i < nasty.fields().size(); i += 1 + nasty.fields().size() / 20) {
                String name = nasty.fields().name(i);
                if (name.isEmpty() || name.equals("time")) continue;
                Query query = new Equal(name, nasty.fields().value(i));

                assertThat(ids(store.search(newest(query)))).as("%.80s", query).containsExactly(nasty.id());
            }
        }
    }

    @Test
    void fieldsBeyondTheNumericLimitAreComparedAllTheSame() throws IOException {
        try (EventStore store = open()) {
            StringBuilder wide = new StringBuilder("{\"f0\":0");
            for (int i = 1; i < 1_500; i++)
                wide.append(",\"f").append(i).append("\":").append(i);
            LogEvent event = events.event(wide.append('}').toString());
            store.add(List.of(event), 0);

            assertThat(ids(store.search(newest("f1499>1498")))).containsExactly(event.id());
            assertThat(ids(store.search(newest("f1499>1499")))).isEmpty();
            assertThat(ids(store.search(newest("-f1499>1499")))).containsExactly(event.id());
        }
    }

    @Test
    void theEndOfATimeRangeIsExcluded() throws IOException {
        try (EventStore store = open()) {
            Instant start = RandomEvents.START;
            List<LogEvent> added = new ArrayList<>();
            for (int i = 0; i < 5; i++) added.add(events.event("{\"time\":\"" + start.plusNanos(i) + "\"}"));
            store.add(added, 0);

            SearchResult result = store.search(newest("*").between(start.plusNanos(1), start.plusNanos(3)));

            assertThat(ids(result))
                    .containsExactly(added.get(2).id(), added.get(1).id());
            assertThat(result.total()).isEqualTo(2);
            assertThat(ids(store.search(newest("*").between(Instant.MIN, Instant.MIN))))
                    .isEmpty();
            assertThat(ids(store.search(newest("*").between(Instant.MAX, start))))
                    .isEmpty();
        }
    }

    @Test
    void aRequestIsFoundByAnyOfItsIdsInAnyCaseOldestFirst() throws IOException {
        try (EventStore store = open()) {
            LogEvent later = events.event("{\"time\":\"2026-11-20T10:00:09Z\",\"trace_id\":\"Req-1\"}");
            LogEvent earlier = events.event("{\"time\":\"2026-11-20T10:00:01Z\",\"request_id\":[\"x\",\"req-1\"]}");
            LogEvent other = events.event("{\"message\":\"req-1\",\"request_id\":\"req-11\"}");
            store.add(List.of(later, earlier, other), 0);

            assertThat(ids(store.correlated("REQ-1", 10))).containsExactly(earlier.id(), later.id());
            assertThat(ids(store.correlated("req-1", 1))).containsExactly(earlier.id());
            assertThat(store.correlated("req", 10)).isEmpty();
        }
    }

    @Test
    void aVeryLongCorrelationIdIsFoundToo() throws IOException {
        try (EventStore store = open()) {
            LogEvent event = events.event("{\"trace_id\":\"" + "t".repeat(500) + "\"}");
            store.add(List.of(event), 0);

            assertThat(ids(store.correlated("T".repeat(500), 10))).containsExactly(event.id());
            assertThat(store.correlated("t".repeat(501), 10)).isEmpty();
        }
    }

    @Test
    void aBatchThatWasAddedBeforeIsNotDoubled() throws IOException {
        try (EventStore store = open()) {
            List<LogEvent> batch = events.batch(5);
            store.add(batch, 7);
            store.add(batch, 7);
            store.commit();
            store.add(batch, 7);

            assertThat(store.search(newest("*")).total()).isEqualTo(5);
            assertThat(store.count()).isEqualTo(5);
            assertThat(store.indexedPosition()).isEqualTo(7);
        }
    }

    @Test
    void anEmptyBatchMovesThePosition() throws IOException {
        try (EventStore store = open()) {
            store.add(List.of(), 3);
            store.commit();

            assertThat(store.indexedPosition()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "/./ OR *"})
    void aCursorStaysGoodWhileEventsAreAdded(String query) throws IOException {
        try (EventStore store = open()) {
            List<LogEvent> first = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                first.add(events.event("{\"time\":\"" + RandomEvents.START.plusSeconds(i) + "\",\"n\":" + i + "}"));
            }
            store.add(first, 0);
            SearchRequest request = SearchRequest.newest(Query.parse(query), 4);
            SearchResult page = store.search(request);

            store.add(List.of(events.event("{\"time\":\"" + RandomEvents.START.plusSeconds(99) + "\",\"n\":1}")), 1);

            SearchResult next = store.search(request.at(page.cursor()));
            assertThat(ids(next)).isEqualTo(ids(first.subList(2, 6).reversed(), 0));
        }
    }

    private static List<Long> ids(List<LogEvent> added, int from) {
        return added.stream().skip(from).map(LogEvent::id).toList();
    }

    @Test
    void aStrangeCursorIsRefused() throws IOException {
        try (EventStore store = open()) {
            assertThatThrownBy(() -> store.search(newest("*").at("nonsense!")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot read cursor 'nonsense!': it is not one of ours");
            assertThatThrownBy(() -> store.search(newest("*").at("AAAA"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aLimitOfZeroOnlyCounts() throws IOException {
        try (EventStore store = open()) {
            store.add(events.batch(20), 0);

            for (String query : List.of("*", "/./ OR *")) {
                SearchResult result = store.search(SearchRequest.newest(Query.parse(query), 0));
                assertThat(result.events()).isEmpty();
                assertThat(result.total()).isEqualTo(20);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void searchAndMatcherAgreeOnEveryEvent(long seed) throws IOException {
        Random random = new Random(seed);
        RandomEvents source = new RandomEvents(random, seed % 2 == 0);
        RandomQueries queries = new RandomQueries(random);
        List<LogEvent> all = new ArrayList<>();
        try (EventStore store = open()) {
            for (int batch = 0; batch < 8; batch++) {
                List<LogEvent> more = source.batch(1 + random.nextInt(60));
                all.addAll(more);
                store.add(more, batch);
                if (random.nextInt(3) == 0) store.commit();
                for (int i = 0; i < 40; i++) agree(store, all, queries.query(3), random, seed);
            }
        }
    }

    private static void agree(EventStore store, List<LogEvent> all, Query query, Random random, long seed)
            throws IOException {
        boolean newest = random.nextBoolean();
        SearchRequest.Order order = newest ? SearchRequest.Order.NEWEST_FIRST : SearchRequest.Order.OLDEST_FIRST;
        Comparator<LogEvent> oldestFirst = Comparator.comparing(LogEvent::time).thenComparing(LogEvent::id);
        List<Long> expected = all.stream()
                .filter(query::matches)
                .sorted(newest ? oldestFirst.reversed() : oldestFirst)
                .map(LogEvent::id)
                .toList();
        SearchRequest request = new SearchRequest(
                query,
                Instant.MIN,
                Instant.MAX,
                1 + random.nextInt(150),
                order,
                null,
                Duration.ofMinutes(1),
                SearchRequest.Total.EXACT,
                () -> false);
        List<Long> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchResult page = store.search(request.at(cursor));
            found.addAll(ids(page));
            assertThat(page.total()).as("seed %s: total of %s", seed, query).isEqualTo(expected.size());
            assertThat(page.totalExact()).isTrue();
            assertThat(page.partial()).isFalse();
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(found).as("seed %s: %s", seed, query).isEqualTo(expected);
    }
}
