package io.tocsin.store;

import static io.tocsin.store.Asked.PATIENT;
import static io.tocsin.store.Asked.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of what matches, and the fields that it has. */
interface TableContract extends StoreUnderTest {
    private static Pipe.Measure count() {
        return Pipe.Measure.count();
    }

    private static Pipe.Stats by(String... fields) {
        return new Pipe.Stats(List.of(count()), List.of(fields), null);
    }

    private void fill(EventStore store) throws IOException {
        RandomEvents events = events();
        for (int i = 0; i < 6; i++) {
            store.add(
                    List.of(
                            events.event(
                                    "{\"time\":\"2026-11-20T10:0" + i + ":30Z\",\"service\":\"api\",\"n\":" + i + "}"),
                            events.event(
                                    "{\"time\":\"2026-11-20T10:00:3" + i + "Z\",\"service\":\"web\",\"n\":\"none\"}"),
                            events.event("{\"time\":\"2026-11-20T10:00:59Z\"}")),
                    i);
            if (i == 3) store.commit();
        }
    }

    @Test
    default void everythingIsCountedByAFieldAndTheMissingValueIsAGroup() throws IOException {
        try (EventStore store = open()) {
            fill(store);

            TableResult result = store.table(scope("*"), List.of(by("service")));

            assertThat(result.matched()).isEqualTo(18);
            assertThat(result.partial()).isFalse();
            assertThat(result.table().rows()).hasSize(3);
            assertThat(result.table().rows())
                    .allSatisfy(row -> assertThat(row.getLast()).isEqualTo(6L));
            assertThat(result.table().rows().stream().map(List::getFirst))
                    .containsExactlyInAnyOrder("api", "web", null);
        }
    }

    @Test
    default void aTableIsAboutItsScopeOnly() throws IOException {
        try (EventStore store = open()) {
            fill(store);
            Instant from = Instant.parse("2026-11-20T10:01:30Z");
            Scope scope = new Scope(Query.parse("n>=0"), from, from.plusSeconds(120), PATIENT, () -> false);

            TableResult result = store.table(scope, List.of(by()));

            assertThat(result.matched()).isEqualTo(2);
            assertThat(result.table().rows()).containsExactly(List.of(2L));
        }
    }

    @Test
    default void stretchesOfTimeAreGroups() throws IOException {
        try (EventStore store = open()) {
            fill(store);

            TableResult result = store.table(
                    scope("service:api"), List.of(new Pipe.Stats(List.of(count()), List.of(), Duration.ofMinutes(2))));

            assertThat(result.table().rows())
                    .containsExactlyInAnyOrder(
                            List.of("2026-11-20T10:00:00Z", 2L),
                            List.of("2026-11-20T10:02:00Z", 2L),
                            List.of("2026-11-20T10:04:00Z", 2L));
        }
    }

    @Test
    default void anImpatientTableIsPartial() throws IOException {
        try (EventStore store = open()) {
            fill(store);
            Scope hasty = Scope.of(Query.parse("/./ OR *"), Duration.ZERO);

            TableResult result = store.table(hasty, List.of(by("service")));

            assertThat(result.partial()).isTrue();
            assertThat(store.fields(hasty).partial()).isTrue();
        }
    }

    @Test
    default void fieldsAreCountedOncePerEvent() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            store.add(
                    List.of(
                            events.event("{\"a\":[1,2],\"b\":{\"c\":1},\"nothing\":null}"),
                            events.event("{\"a\":3,\"a\":4,\"d\":\"\"}"),
                            events.event("{\"b.c\":\"x\"}")),
                    0);
            store.commit();
            store.add(List.of(events.event("{\"a\":1}")), 1);

            assertThat(store.fields(scope("*")).fields())
                    .containsExactly(new FieldUse("a", 3), new FieldUse("b.c", 2), new FieldUse("d", 1));
            assertThat(store.fields(scope("d:*")).fields()).containsExactly(new FieldUse("a", 1), new FieldUse("d", 1));
            assertThat(store.fields(scope("x:*")).fields()).isEmpty();
        }
    }
}
