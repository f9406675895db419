package io.tocsin.store;

import static io.tocsin.store.Asked.deletion;
import static io.tocsin.store.Asked.ids;
import static io.tocsin.store.Asked.maintainToTheEnd;
import static io.tocsin.store.Asked.newest;
import static io.tocsin.store.Asked.pages;
import static io.tocsin.store.Asked.scope;
import static io.tocsin.store.Asked.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe;
import io.tocsin.query.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was deleted is not found any more, in any way, whatever happens. */
interface DeletionContract extends StoreUnderTest {
    private List<LogEvent> people(EventStore store) throws IOException {
        RandomEvents events = events();
        List<LogEvent> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            LogEvent event = events.event("{\"time\":\"" + RandomEvents.START.plusSeconds(i % 7) + "\",\"user\":\""
                    + (i % 3 == 0 ? "anna" : "bob") + "\",\"request_id\":\"req-" + i % 2 + "\",\"n\":" + i + "}");
            all.add(event);
            store.add(List.of(event), i);
            if (i == 9) store.commit();
            if (i % 5 == 0) events.advance(Duration.ofHours(9));
        }
        return all;
    }

    private static void assertOnlyBob(EventStore store) throws IOException {
        assertThat(total(store, "*")).isEqualTo(20);
        assertThat(total(store, "user:anna")).isZero();
        assertThat(total(store, "-user:bob")).isZero();
        assertThat(pages(store, Asked.limited("*", 6))).hasSize(20);
        assertThat(store.correlated("req-0", 100)).hasSize(10);
        assertThat(store.fields(scope("*")).fields()).contains(new FieldUse("user", 20));
        Pipe count = new Pipe.Stats(List.of(Pipe.Measure.count()), List.of("user"), null);
        assertThat(store.table(scope("*"), List.of(count)).table().rows()).containsExactly(List.of("bob", 20L));
    }

    @Test
    default void aDeletionIsEffectiveAtOnce() throws IOException {
        try (EventStore store = open()) {
            List<LogEvent> all = people(store);

            store.delete(deletion("d1", Query.parse("user:anna"), all.getLast().id()));

            assertOnlyBob(store);
        }
    }

    @Test
    default void itReachesOnlyWhatWasAcceptedUpToThen() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            LogEvent before = events.event("{\"user\":\"anna\"}");
            LogEvent after = events.event("{\"user\":\"anna\"}");
            LogEvent later = events.event("{\"user\":\"anna\"}");
            store.add(List.of(before, after), 0);

            store.delete(deletion("d1", Query.parse("user:anna"), before.id()));
            store.add(List.of(later), 1);
            assertThat(ids(store.search(newest("*")))).containsExactlyInAnyOrder(after.id(), later.id());
            store.commit();
            maintainToTheEnd(store);

            assertThat(ids(store.search(newest("*")))).containsExactlyInAnyOrder(after.id(), later.id());
        }
    }

    @Test
    default void itReachesOnlyItsStretchOfTime() throws IOException {
        RandomEvents events = events();
        Instant start = RandomEvents.START;
        try (EventStore store = open()) {
            List<LogEvent> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) all.add(events.event("{\"time\":\"" + start.plusSeconds(i) + "\"}"));
            store.add(all, 0);
            Deletion whole = deletion("d1", Query.parse("*"), all.getLast().id());

            store.delete(new Deletion(
                    whole.id(),
                    whole.query(),
                    start.plusSeconds(1),
                    start.plusSeconds(3),
                    whole.lastEventId(),
                    whole.at(),
                    whole.by(),
                    whole.reason(),
                    false));

            assertThat(ids(store.search(newest("*"))))
                    .containsExactly(all.getLast().id(), all.getFirst().id());
        }
    }

    @Test
    default void afterMaintenanceTheSameIsFoundAndNothingElseIsHeld() throws IOException {
        try (EventStore store = open()) {
            List<LogEvent> all = people(store);
            store.delete(deletion("d1", Query.parse("user:anna"), all.getLast().id()));
            store.commit();

            maintainToTheEnd(store);

            assertOnlyBob(store);
            assertThat(store.count()).isEqualTo(20);
            assertThat(store.deletions()).extracting(Deletion::purged).containsExactly(true);
            assertThat(store.maintain()).isFalse();
        }
    }

    @Test
    default void deletionsAreRememberedAsTheyWereOrdered() throws IOException {
        EventStore store = open();
        List<LogEvent> all = people(store);
        Deletion first = deletion("d1", Query.parse("user:anna message:\"a b\""), 4);
        Deletion second = deletion("d2", Query.parse("user:anna"), all.getLast().id());
        store.delete(first);
        store.delete(second);
        assertThat(store.deletions()).containsExactly(first, second);
        try (EventStore again = reopened(store)) {
            assertThat(again.deletions()).extracting(Deletion::id).containsExactly("d1", "d2");
            assertThat(again.deletions().getLast())
                    .usingRecursiveComparison()
                    .ignoringFields("purged")
                    .isEqualTo(second);
            assertOnlyBob(again);
        }
    }

    @Test
    default void noCrashBringsBackWhatWasDeleted() throws IOException {
        EventStore store = open();
        List<LogEvent> all = people(store);
        store.delete(deletion("d1", Query.parse("user:anna"), all.getLast().id()));
        try (EventStore again = crashed(store)) {
            replay(again, all);

            assertOnlyBob(again);
        }
    }

    @Test
    default void noCrashBringsBackWhatWasPurged() throws IOException {
        EventStore store = open();
        List<LogEvent> all = people(store);
        store.delete(deletion("d1", Query.parse("user:anna"), all.getLast().id()));
        maintainToTheEnd(store);
        try (EventStore again = crashed(store)) {
            replay(again, all);
            assertOnlyBob(again);
            again.commit();
            maintainToTheEnd(again);

            assertOnlyBob(again);
            assertThat(again.count()).isEqualTo(20);
        }
    }

    private static void replay(EventStore store, List<LogEvent> all) throws IOException {
        for (int i = (int) store.indexedPosition() + 1; i < all.size(); i++) store.add(List.of(all.get(i)), i);
    }

    @Test
    default void everythingCanBeDeleted() throws IOException {
        RandomEvents events = events();
        try (EventStore store = open()) {
            List<LogEvent> all = people(store);
            store.delete(deletion("d1", Query.parse("*"), all.getLast().id()));
            assertThat(total(store, "*")).isZero();
            store.commit();
            maintainToTheEnd(store);

            assertThat(total(store, "*")).isZero();
            assertThat(store.count()).isZero();
            for (int i = 0; i < 100; i++) events.event("{}");
            store.add(List.of(events.event("{\"n\":1}")), 100);
            assertThat(total(store, "*")).isEqualTo(1);
        }
    }
}
