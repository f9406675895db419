package io.tocsin.store;

import static io.tocsin.store.Asked.ids;
import static io.tocsin.store.Asked.newest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.Equal;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found, and that it is what was sent. */
interface SearchContract extends StoreUnderTest {
    @Test
    default void anEmptyStoreFindsNothing() throws IOException {
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
    default void whatWasAddedBeforeTheSearchIsFound() throws IOException {
        RandomEvents events = events();
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
    default void whatIsReturnedIsWhatWasSentByteForByte(String json) throws IOException {
        RandomEvents events = events();
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
    default void everyFieldOfANastyEventIsFoundByItsValue(String json) throws IOException {
        RandomEvents events = events();
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
    default void fieldsBeyondTheNumericLimitAreComparedAllTheSame() throws IOException {
        RandomEvents events = events();
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
    default void theEndOfATimeRangeIsExcluded() throws IOException {
        RandomEvents events = events();
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
    default void aRequestIsFoundByAnyOfItsIdsInAnyCaseOldestFirst() throws IOException {
        RandomEvents events = events();
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
    default void aVeryLongCorrelationIdIsFoundToo() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            LogEvent event = events.event("{\"trace_id\":\"" + "t".repeat(500) + "\"}");
            store.add(List.of(event), 0);

            assertThat(ids(store.correlated("T".repeat(500), 10))).containsExactly(event.id());
            assertThat(store.correlated("t".repeat(501), 10)).isEmpty();
        }
    }

    @Test
    default void aRequestIsNamedByEachOfItsIds() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            LogEvent both = events.event("{\"request_id\":\"req-AB12\",\"trace_id\":\"4BF92F3577B34DA6\"}");
            LogEvent spaced = events.event("{\"trace_id\":\"Two Words\"}");
            LogEvent blank = events.event("{\"trace_id\":\" \",\"request_id\":\"\"}");
            store.add(List.of(both, spaced, blank), 0);

            assertThat(ids(store.correlated("REQ-ab12", 10))).containsExactly(both.id());
            assertThat(ids(store.correlated("4bf92f3577b34da6", 10))).containsExactly(both.id());
            assertThat(ids(store.correlated("two words", 10))).containsExactly(spaced.id());
            assertThat(store.correlated("two", 10)).isEmpty();
            assertThat(store.correlated("req-AB12", 0)).isEmpty();
            assertThat(ids(store.search(newest("request_id:4bf92f3577B34da6")))).containsExactly(both.id());
        }
    }

    @Test
    default void bothEdgesOfADayAreFoundOnTheirSide() throws IOException {
        RandomEvents events = events();
        Instant midnight = Instant.parse("2026-11-21T00:00:00Z");
        try (EventStore store = open()) {
            LogEvent last = events.event("{\"time\":\"" + midnight.minusNanos(1) + "\"}");
            LogEvent first = events.event("{\"time\":\"" + midnight + "\"}");
            LogEvent second = events.event("{\"time\":\"" + midnight.plusNanos(1) + "\"}");
            store.add(List.of(second, last, first), 0);

            assertThat(ids(store.search(newest("*").between(midnight.minusSeconds(9), midnight))))
                    .containsExactly(last.id());
            assertThat(ids(store.search(newest("*").between(midnight, midnight.plusNanos(1)))))
                    .containsExactly(first.id());
            assertThat(ids(store.search(newest("*").between(midnight, midnight))))
                    .isEmpty();
            assertThat(ids(store.search(newest("*").between(midnight, Instant.MAX))))
                    .containsExactly(second.id(), first.id());
        }
    }
}
