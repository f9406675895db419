package io.tocsin.store;

import static io.tocsin.store.Asked.newest;
import static io.tocsin.store.Asked.pages;
import static io.tocsin.store.Asked.total;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Days are kept apart, so that each can be let go of as a whole. */
interface PartitionContract extends StoreUnderTest {
    /** A day, perhaps of a class, or what came too late on some day. */
    String NAME = "(late-)?\\d{4}-\\d\\d-\\d\\d(\\.[a-z0-9_-]+)?";

    /** Many days, interleaved, with some events much too late and some from the future. */
    private List<LogEvent> days(EventStore store) throws IOException {
        RandomEvents events = events();
        List<LogEvent> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Instant day = RandomEvents.START.plus(Duration.ofDays(i / 12));
            Instant time = switch (i % 12) {
                case 3 -> day.minus(Duration.ofDays(1));
                case 5 -> day.minus(Duration.ofDays(400));
                case 7 -> day.plus(Duration.ofDays(4_000));
                case 9 -> Instant.parse("1066-10-14T09:00:00Z");
                default -> day.plus(Duration.ofMinutes(i * 37L % 500));
            };
            LogEvent event = events.event("{\"time\":\"" + time + "\",\"n\":" + i + "}");
            all.add(event);
            store.add(List.of(event), i);
            if (i % 50 == 20) store.commit();
            if (i % 12 == 11) events.advance(Duration.ofDays(1));
        }
        return all;
    }

    @Test
    default void everyEventLiesInOnePartitionAndIsFound() throws IOException {
        try (EventStore store = open()) {
            List<LogEvent> all = days(store);

            List<PartitionInfo> partitions = store.partitions();

            assertThat(partitions.stream().mapToLong(PartitionInfo::events).sum())
                    .isEqualTo(all.size());
            assertThat(partitions)
                    .extracting(PartitionInfo::name)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches(NAME));
            assertThat(partitions).extracting(PartitionInfo::day).isSorted();
            assertThat(partitions).allSatisfy(one -> assertThat(one.from()).isBeforeOrEqualTo(one.to()));
            assertThat(Asked.ids(pages(store, newest("*").in(SearchRequest.Order.OLDEST_FIRST))))
                    .isEqualTo(
                            Asked.sent(all.stream().sorted(Asked.OLDEST_FIRST).toList()));
        }
    }

    @Test
    default void aPartitionIsOfOneDayAndOldEventsDoNotHideAmongNewOnes() throws IOException {
        try (EventStore store = open()) {
            days(store);

            assertThat(store.partitions()).hasSizeGreaterThan(10).allSatisfy(one -> {
                if (one.name().startsWith("late-")) return;
                assertThat(one.from()).as("%s", one).isAfterOrEqualTo(one.day());
                assertThat(one.to()).as("%s", one).isBefore(one.day().plus(Duration.ofDays(1)));
            });
            assertThat(store.partitions()).anyMatch(one -> one.name().startsWith("late-"));
        }
    }

    @Test
    default void aDroppedPartitionIsGoneAndNoOtherEvent() throws IOException {
        EventStore store = open();
        Map<Long, LogEvent> left = days(store).stream().collect(Collectors.toMap(LogEvent::id, Function.identity()));
        for (PartitionInfo victim :
                List.of(store.partitions().getFirst(), store.partitions().get(5))) {
            store.drop(victim.name());

            List<Long> found = Asked.ids(pages(store, newest("*")));
            List<LogEvent> gone = left.values().stream()
                    .filter(event -> !found.contains(event.id()))
                    .toList();
            gone.forEach(event -> left.remove(event.id()));
            assertThat(found).containsExactlyInAnyOrderElementsOf(left.keySet());
            assertThat((long) gone.size()).isEqualTo(victim.events());
            assertThat(gone).allSatisfy(event -> assertThat(event.time()).isBetween(victim.from(), victim.to()));
            assertThat(store.partitions()).extracting(PartitionInfo::name).doesNotContain(victim.name());
            assertThat(store.count()).isEqualTo(left.size());
        }
        store.commit();
        try (EventStore again = reopened(store)) {
            assertThat(total(again, "*")).isEqualTo(left.size());
            assertThat(again.indexedPosition()).isEqualTo(119);
        }
    }

    @Test
    default void everyPartitionCanBeDroppedAndTheStoreGoesOn() throws IOException {
        try (EventStore store = open()) {
            days(store);
            for (PartitionInfo one : store.partitions()) store.drop(one.name());

            assertThat(total(store, "*")).isZero();
            assertThat(store.partitions()).isEmpty();
            RandomEvents events = events();
            for (int i = 0; i < 200; i++) events.event("{}");
            store.add(List.of(events.event("{\"n\":1}")), 200);
            assertThat(total(store, "n:1")).isEqualTo(1);
        }
    }

    @Test
    default void partitionsAreTheSameAfterReopening() throws IOException {
        EventStore store = open();
        days(store);
        store.commit();
        List<PartitionInfo> before = store.partitions();
        try (EventStore again = reopened(store)) {
            assertThat(again.partitions())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("bytes")
                    .isEqualTo(before);
        }
    }
}
