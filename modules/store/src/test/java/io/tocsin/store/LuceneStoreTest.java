package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on Lucene, and what only an index on disk can get wrong. */
class LuceneStoreTest implements SearchContract, ReplayContract {
    @TempDir
    Path temporary;

    private final RandomEvents events = new RandomEvents(new Random(5));

    private String name = "index";

    @Override
    public EventStore open() throws IOException {
        return open(temporary.resolve(name));
    }

    @Override
    public EventStore reopened(EventStore store) throws IOException {
        store.close();
        return open();
    }

    @Override
    public EventStore crashed(EventStore store) throws IOException {
        FolderCopy.of(temporary.resolve(name), temporary.resolve(name + "x"));
        store.close();
        name = name + "x";
        return open();
    }

    private static LuceneStore open(Path folder) throws IOException {
        return LuceneStore.open(folder, new TinyJson(), StoreSettings.defaults());
    }

    /** What the disk holds at this moment, as after pulling the plug. */
    private Path snapshot(String name) throws IOException {
        Path copy = Files.createDirectories(temporary.resolve(name));
        try (Stream<Path> files = Files.list(temporary.resolve("index"))) {
            for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    @Test
    void afterACrashTheReplayDoublesNothingAndLosesNothing() throws IOException {
        List<List<LogEvent>> batches = new ArrayList<>();
        for (int i = 0; i < 10; i++) batches.add(events.batch(20));
        try (EventStore store = open()) {
            for (int i = 0; i < 10; i++) {
                store.add(batches.get(i), i);
                if (i == 3) store.commit();
                if (i == 6) store.search(SearchRequest.newest(new All(), 1));
            }
            Path crashed = snapshot("crashed");

            try (EventStore reopened = open(crashed)) {
                assertThat(reopened.indexedPosition()).isEqualTo(3);
                assertThat(reopened.count()).isEqualTo(80);
                for (int i = 0; i < 10; i++) reopened.add(batches.get(i), i);

                SearchResult result = reopened.search(SearchRequest.newest(new All(), 1_000));
                assertThat(result.events().stream().map(FoundEvent::id))
                        .hasSize(200)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void twoOpenersCannotShareAFolder() throws IOException {
        try (EventStore first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class);
            assertThat(first.count()).isZero();
        }
    }

    @Test
    void numericFieldsOfAnOldIndexStayWithinTheLimitAndComparable() throws IOException {
        Path folder = temporary.resolve("index");
        try (LuceneStore store = LuceneStore.open(folder, new TinyJson(), new StoreSettings(16, 2))) {
            store.add(List.of(events.event("{\"a\":1,\"b\":2,\"c\":3}")), 0);
        }
        try (LuceneStore store = LuceneStore.open(folder, new TinyJson(), new StoreSettings(16, 3))) {
            assertThat(store.stats().numericFields()).isEqualTo(2);
            store.add(List.of(events.event("{\"a\":1,\"b\":2,\"c\":3}")), 1);
            assertThat(store.stats().numericFields()).isEqualTo(3);

            assertThat(store.search(SearchRequest.newest(Query.parse("c>2"), 10))
                            .total())
                    .isEqualTo(2);
            assertThat(store.search(SearchRequest.newest(Query.parse("b>2"), 10))
                            .total())
                    .isZero();
        }
    }

    @Test
    void anImpatientSearchEndsAndItsCursorLeadsToTheRest() throws IOException {
        try (EventStore store = open()) {
            store.add(events.batch(500), 0);
            SearchRequest request = SearchRequest.newest(Query.parse("/./ OR *"), 100);

            SearchResult nothing = store.search(request.patient(Duration.ZERO));

            assertThat(nothing.partial()).isTrue();
            assertThat(nothing.totalExact()).isFalse();
            assertThat(nothing.events()).isEmpty();
            assertThat(store.search(request.at(nothing.cursor())).events()).hasSize(100);
            assertThat(store.stats().partialSearches()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "level:ERROR",
                "level>=WARN",
                "service:payment_api",
                "pool",
                "_exists_:path",
                "time>2026-11-20",
                "n>3",
                "n:[3 TO 8}",
                "path:/api*",
                "*pool",
                "service>a",
                "-level:ERROR (service:payment_api OR pool)",
                "_id:0000000000000005"
            })
    void commonConditionsAreDecidedByTheIndexAlone(String query) throws IOException {
        try (EventStore store = open()) {
            for (int i = 0; i < 10; i++) {
                store.add(
                        List.of(events.event("{\"n\":" + i + ",\"level\":\"error\",\"path\":\"/api/v1\","
                                + "\"service\":\"payment_api\",\"message\":\"pool exhausted\"}")),
                        i);
            }

            assertThat(store.search(SearchRequest.newest(Query.parse(query), 100))
                            .totalExact())
                    .isTrue();

            assertThat(store.stats().verifiedEvents()).isZero();
        }
    }

    @Test
    void verificationIsNotPaidForWhatIsImpossible() throws IOException {
        try (EventStore store = open()) {
            store.add(List.of(events.event("{\"message\":\"pool exhausted\"}"), events.event("{\"n\":1}")), 0);

            assertThat(store.search(SearchRequest.newest(Query.parse("\"pool exhausted\""), 10))
                            .total())
                    .isEqualTo(1);

            assertThat(store.stats().verifiedEvents()).isEqualTo(1);
        }
    }
}
