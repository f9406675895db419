package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is true of blocks and days, and of no other store. */
class BlockStoreFactsTest {
    private static final Instant START = RandomEvents.START;
    private static final StoreSettings SMALL = StoreSettings.defaults().withBlocksOf(10);

    @TempDir
    Path temporary;

    private final LayoutJson parser = new LayoutJson();
    private long lastId;

    private BlockStore open(StoreSettings settings) throws IOException {
        return BlockStore.open(temporary.resolve("index"), parser, settings);
    }

    private LogEvent event(Instant time, Instant receivedAt, String text) {
        String json = "{\"time\":\"%s\",\"n\":%d,\"message\":\"%s\"}".formatted(time, lastId, text);
        return parser.parse(++lastId, receivedAt, json.getBytes(StandardCharsets.UTF_8));
    }

    private List<LogEvent> day(int day, int events, String text) {
        List<LogEvent> batch = new ArrayList<>();
        Instant start = START.plus(Duration.ofDays(day));
        for (int i = 0; i < events; i++) batch.add(event(start.plusMillis(i), start.plusMillis(i), text));
        return batch;
    }

    @Test
    void aSecondOpenerIsRefused() throws IOException {
        try (BlockStore store = open(SMALL)) {
            assertThat(store.count()).isZero();
            assertThatThrownBy(() -> open(SMALL))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("another process has it open");
            assertThatThrownBy(() -> new StoreCheck(temporary.resolve("index")).check())
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("a server has it open; stop it first");
        }
        open(SMALL).close();
    }

    @Test
    void theFormatBeforeIsRefusedAndLeftAsItIs() throws IOException {
        Path old = Files.createDirectories(temporary.resolve("index")).resolve("segments_5");
        Files.writeString(old, "of format 1");

        assertThatThrownBy(() -> open(SMALL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has format 1")
                .hasMessageContaining("this build reads format 2");
        try (var files = Files.list(temporary.resolve("index"))) {
            assertThat(files).containsExactly(old);
        }
    }

    @Test
    void ofABatchOverDaysACrashTakesThePartThatWasNotCommitted() throws IOException {
        List<List<LogEvent>> batches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<LogEvent> batch = new ArrayList<>(day(0, 7, "first"));
            batch.addAll(1, day(1, 1, "second"));
            batches.add(batch);
        }
        try (BlockStore store = open(SMALL)) {
            for (int i = 0; i < batches.size(); i++) store.add(batches.get(i), i);
            store.commit();
            assertThat(store.indexedPosition())
                    .as("the second day is in no block")
                    .isEqualTo(-1);
            FolderCopy.of(temporary.resolve("index"), temporary.resolve("crashed"));
        }
        try (BlockStore store = BlockStore.open(temporary.resolve("crashed"), parser, SMALL)) {
            assertThat(store.count()).as("three blocks of the first day").isEqualTo(30);
            for (int i = 0; i < batches.size(); i++) store.add(batches.get(i), i);

            List<LogEvent> all = batches.stream().flatMap(List::stream).toList();
            assertThat(Asked.ids(store.search(Asked.newest("*")))).containsExactlyInAnyOrderElementsOf(Asked.sent(all));
        }
    }

    @Test
    void whatWaitsForTooLongIsSealedWithFewEvents() throws IOException {
        StoreSettings impatient = new StoreSettings(4_096, 4 << 20, Duration.ZERO, event -> KeepClass.DEFAULT);
        try (BlockStore store = open(impatient)) {
            store.add(day(0, 3, "few"), 4);
            store.commit();

            assertThat(store.indexedPosition()).isEqualTo(4);
        }
    }

    @Test
    void fewEventsWaitForMore() throws IOException {
        try (BlockStore store = open(StoreSettings.defaults())) {
            store.add(day(0, 3, "few"), 4);
            store.commit();

            assertThat(store.indexedPosition()).isEqualTo(3);
            assertThat(plan(store).unsealed()).isEqualTo(3);
        }
    }

    private static SearchPlan plan(BlockStore store) throws IOException {
        return store.search(Asked.newest("*").counting(SearchRequest.Total.EXACT))
                .plan();
    }

    @Test
    void soManyEventsAreABlockWhateverTheBatches() throws IOException {
        try (BlockStore store = open(SMALL)) {
            store.add(day(0, 995, "many"), 0);

            assertThat(plan(store).blocks()).isEqualTo(99);
            assertThat(plan(store).unsealed()).isEqualTo(5);
        }
    }

    @Test
    void soManyBytesAreABlockWhateverTheBatches() throws IOException {
        StoreSettings bytes = new StoreSettings(4_096, 10_000, Duration.ofDays(1), event -> KeepClass.DEFAULT);
        try (BlockStore store = open(bytes)) {
            store.add(day(0, 100, "x".repeat(950)), 0);

            assertThat(plan(store).blocks()).isEqualTo(10);
            assertThat(store.count()).isEqualTo(100);
        }
    }

    @Test
    void manyDaysAtOnceDoNotFillTheMemory() throws IOException {
        try (BlockStore store = open(StoreSettings.defaults())) {
            String long10k = "x".repeat(10_000);
            long most = 0;
            for (int day = 0; day < 40; day++) {
                store.add(day(day, 100, long10k), day);
                most = Math.max(most, plan(store).unsealed());
            }

            assertThat(store.partitions()).hasSize(40);
            assertThat(most).as("32 MiB of events, and not all 4,000").isBetween(3_000L, 3_400L);
            assertThat(Asked.total(store, "*")).isEqualTo(4_000);
        }
    }

    @Test
    void todayCanBeDroppedAndBeginsAnew() throws IOException {
        try (BlockStore store = open(SMALL)) {
            store.add(day(0, 25, "before"), 0);
            store.commit();
            store.drop("2026-11-20");
            assertThat(store.count()).isZero();

            store.add(day(0, 25, "after"), 1);
            store.commit();
        }
        try (BlockStore store = open(SMALL)) {
            assertThat(Asked.total(store, "before")).isZero();
            assertThat(Asked.total(store, "after")).isEqualTo(25);
            assertThat(store.damages()).isEmpty();
        }
    }

    @Test
    void aSearchUnderWayFinishesWithWhatItSaw() throws IOException {
        try (BlockStore store = open(SMALL)) {
            store.add(day(0, 500, "there"), 0);
            store.commit();
            AtomicBoolean dropped = new AtomicBoolean();

            SearchResult result = store.search(
                    Asked.newest("there").counting(SearchRequest.Total.EXACT).until(() -> {
                        if (dropped.compareAndSet(false, true)) drop(store);
                        return false;
                    }));

            assertThat(dropped).isTrue();
            assertThat(result.partial()).isFalse();
            assertThat(result.events()).hasSize(500);
            assertThat(Asked.total(store, "*")).isZero();
        }
    }

    private static void drop(BlockStore store) {
        try {
            store.drop("2026-11-20");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void whatIsOfAnotherTimeAltogetherLiesWithWhatArrivedThen() throws IOException {
        try (BlockStore store = open(SMALL)) {
            List<LogEvent> batch = List.of(
                    event(START.minus(Duration.ofDays(400)), START, "old"),
                    event(START.plus(Duration.ofDays(3)), START, "early"),
                    event(START.minus(Duration.ofDays(6)), START, "caught up"));
            store.add(batch, 0);

            assertThat(store.partitions())
                    .extracting(PartitionInfo::name)
                    .containsExactlyInAnyOrder("2026-11-14", "late-2026-11-20");
            SearchRequest old = Asked.newest("*").between(Instant.MIN, START.minus(Duration.ofDays(300)));
            assertThat(Asked.ids(store.search(old))).containsExactly(1L);
        }
    }

    @Test
    void aClassHasDaysOfItsOwnAndTheirNamesSayIt() throws IOException {
        StoreSettings classes = SMALL.keeping(event ->
                String.valueOf(event.fields().first("message")).startsWith("audit") ? "audit" : KeepClass.DEFAULT);
        try (BlockStore store = open(classes)) {
            store.add(day(0, 3, "audit: who did it"), 0);
            store.add(day(0, 3, "nothing"), 1);
        }
        try (BlockStore store = open(classes)) {
            assertThat(store.partitions())
                    .extracting(PartitionInfo::name)
                    .containsExactlyInAnyOrder("2026-11-20", "2026-11-20.audit");
            store.drop("2026-11-20");
            assertThat(Asked.total(store, "audit")).isEqualTo(3);
        }
    }
}
