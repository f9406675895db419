package io.tocsin.store;

import static io.tocsin.store.Asked.ids;
import static io.tocsin.store.Asked.limited;
import static io.tocsin.store.Asked.newest;
import static io.tocsin.store.Asked.pages;
import static io.tocsin.store.Asked.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, cursors and totals. */
interface PagingContract extends StoreUnderTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "/./ OR *"})
    default void aCursorStaysGoodWhileEventsAreAdded(String query) throws IOException {
        RandomEvents events = events();
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
            assertThat(ids(next)).isEqualTo(sent(first.subList(2, 6).reversed()));
        }
    }

    @Test
    default void aStrangeCursorIsRefused() throws IOException {
        try (EventStore store = open()) {
            assertThatThrownBy(() -> store.search(newest("*").at("nonsense!")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot read cursor 'nonsense!': it is not one of ours");
            assertThatThrownBy(() -> store.search(newest("*").at("AAAA"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void aLimitOfZeroOnlyCounts() throws IOException {
        RandomEvents events = events();
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
    @EnumSource(SearchRequest.Order.class)
    default void pagesOfEqualTimesLoseAndRepeatNothingWhileEventsAreAdded(SearchRequest.Order order)
            throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            List<LogEvent> first = new ArrayList<>();
            for (int i = 0; i < 30; i++) first.add(at(events, i / 10));
            store.add(first, 0);
            SearchRequest request = limited("*", 7).in(order);
            List<Long> found = new ArrayList<>();
            SearchResult page = store.search(request);
            for (int position = 1; page.cursor() != null; position++) {
                found.addAll(ids(page));
                if (position == 2) store.commit();
                store.add(List.of(at(events, 0), at(events, 1), at(events, 2)), position);
                page = store.search(request.at(page.cursor()));
            }
            found.addAll(ids(page));

            assertThat(found).doesNotHaveDuplicates().containsAll(sent(first));
            boolean newest = order == SearchRequest.Order.NEWEST_FIRST;
            List<LogEvent> sorted = new ArrayList<>(first);
            sorted.sort(newest ? Asked.OLDEST_FIRST.reversed() : Asked.OLDEST_FIRST);
            assertThat(found.stream().filter(sent(first)::contains)).containsExactlyElementsOf(sent(sorted));
            assertThat(page.total()).isEqualTo(30);
        }
    }

    private static LogEvent at(RandomEvents events, int second) {
        return events.event("{\"time\":\"" + RandomEvents.START.plusSeconds(second) + "\"}");
    }

    @Test
    default void theLastPageHasNoCursor() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            store.add(events.batch(10), 0);

            assertThat(store.search(limited("*", 10)).cursor()).isNull();
            assertThat(store.search(limited("*", 9)).cursor()).isNotNull();
            assertThat(pages(store, limited("*", 5))).hasSize(10);
            assertThat(pages(store, limited("* nothing:x", 5))).isEmpty();
        }
    }

    @Test
    default void totalsAreAsExactAsWasAskedFor() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            for (int i = 0; i < 12; i++) store.add(events.batch(1_000), i);
            for (String query : List.of("*", "/./ OR *", "-nothing:x")) {
                SearchRequest request = limited(query, 10);

                SearchResult none = store.search(request.counting(SearchRequest.Total.NONE));
                SearchResult bounded = store.search(request.counting(SearchRequest.Total.BOUNDED));
                SearchResult exact = store.search(request.counting(SearchRequest.Total.EXACT));

                assertThat(none.events()).as(query).hasSize(10);
                assertThat(none.total()).as(query).isBetween(10L, 12_000L);
                assertThat(none.totalExact()).as(query).isEqualTo(none.total() == 12_000);
                assertThat(bounded.total()).as(query).isBetween(10_000L, 12_000L);
                assertThat(bounded.totalExact()).as(query).isEqualTo(bounded.total() == 12_000);
                assertThat(exact.total()).as(query).isEqualTo(12_000);
                assertThat(exact.totalExact()).as(query).isTrue();
                assertThat(ids(bounded)).as(query).isEqualTo(ids(exact)).isEqualTo(ids(none));
            }
        }
    }

    @Test
    default void laterPagesRepeatTheTotal() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            store.add(events.batch(50), 0);
            SearchRequest request = limited("*", 20).counting(SearchRequest.Total.EXACT);
            SearchResult first = store.search(request);
            store.add(events.batch(7), 1);

            SearchResult second = store.search(request.at(first.cursor()));

            assertThat(second.total()).isEqualTo(50);
            assertThat(second.totalExact()).isTrue();
            assertThat(store.search(newest("*")).total()).isEqualTo(57);
        }
    }
}
