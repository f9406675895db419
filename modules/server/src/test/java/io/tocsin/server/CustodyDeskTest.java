package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.server.api.Custody.Order;
import io.tocsin.server.api.HeldBackException;
import io.tocsin.store.Deletion;
import io.tocsin.store.EventLog;
import io.tocsin.store.Hold;
import io.tocsin.store.Holds;
import io.tocsin.store.KeepClass;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.RetentionPolicy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting, holding back and letting go, on the real index thread with the real files of orders. */
class CustodyDeskTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final EventDecoder DECODER = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private static final RetentionPolicy POLICY = new RetentionPolicy(
            Duration.ofDays(30),
            0,
            List.of(new KeepClass("audit", Query.parse("category:audit"), Duration.ofDays(365))));

    private final ShelfStore store = new ShelfStore();
    private final Teardown teardown = new Teardown();
    private final Order order = new Order("anna", "10.0.0.1", "leaked card");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Indexer indexer;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Holds holds;

    @SuppressWarnings("NullAway.Init") // set before each test
    private CustodyDesk desk;

    private long lastEventId = 2;

    @BeforeEach
    void open() throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        EventLog log = EventLog.open(folder.resolve("journal"), DECODER, JournalSettings.named("events"));
        teardown.push("journal", log::close);
        Metrics metrics = new Metrics(registry, clock);
        indexer = new Indexer(store, metrics, new Horizon(log, () -> Duration.ZERO, clock), new Backlog(1 << 20));
        indexer.start();
        teardown.push("indexer", indexer::close);
        holds = Holds.open(folder.resolve("holds"));
        desk = CustodyDesk.open(folder, store, indexer, holds, () -> POLICY, () -> lastEventId, clock, teardown);
        store.add(List.of(event(1, "{\"user\":\"eve\"}"), event(2, "{\"user\":\"eve\",\"category\":\"audit\"}")), 1);
    }

    @AfterEach
    void close() {
        teardown.run(Duration.ofSeconds(10));
    }

    private static LogEvent event(long id, String json) {
        return DECODER.parse(id, NOW, json.getBytes(StandardCharsets.UTF_8));
    }

    private Deletion delete(String query) {
        return desk.delete(order, Query.parse(query), Instant.MIN, Instant.MAX).await();
    }

    private List<String> audited() {
        return desk.audit(100).await().entries().stream()
                .map(entry -> entry.getString("action") + " " + entry.getString("who"))
                .toList();
    }

    @Test
    void aDeletionIsInTheAuditLogAndHitsWhatWasAcceptedBefore() throws IOException {
        store.add(List.of(event(3, "{\"user\":\"eve\"}")), 2);

        Deletion deletion = delete("user:eve");

        assertThat(store.events).extracting(LogEvent::id).containsExactly(3L);
        assertThat(deletion.by()).isEqualTo("anna");
        assertThat(deletion.at()).isEqualTo(NOW);
        assertThat(desk.deletions().await()).containsExactly(deletion);
        JsonObject line = new JsonObject(Files.readString(folder.resolve("audit.ndjson")));
        assertThat(line.getString("id")).isEqualTo(deletion.id());
        assertThat(line.getString("query")).isEqualTo("user:eve");
        assertThat(line.getString("address")).isEqualTo("10.0.0.1");
    }

    @Test
    void aDeletionWaitsForWhatWasAcceptedBeforeItAndNotYetIndexed() {
        lastEventId = 1000;
        for (int id = 3; id <= 1000; id++) indexer.add(List.of(event(id, "{\"user\":\"eve\"}")), id);

        delete("user:eve");

        assertThat(store.events).isEmpty();
    }

    @Test
    void whatAHoldCoversIsNotDeletedAndNothingElseOfThatOrder() {
        Hold hold = desk.hold(order, Instant.MIN, Instant.MAX, "audit").await();

        assertThatThrownBy(() -> delete("user:eve"))
                .isInstanceOf(HeldBackException.class)
                .hasMessageContaining("hold " + hold.id() + " of anna keeps some of these events (leaked card)");
        assertThat(store.events).hasSize(2);
        assertThat(audited()).containsExactly("delete-failed anna", "delete anna", "hold anna");

        delete("user:eve -category:audit");
        assertThat(store.events).extracting(LogEvent::id).containsExactly(2L);
        assertThat(desk.release(order, hold.id()).await()).isTrue();
        delete("user:eve");
        assertThat(store.events).isEmpty();
    }

    @Test
    void aHoldOfAnotherTimeIsNoObstacle() {
        desk.hold(order, Instant.MIN, NOW.minusSeconds(1), null).await();

        delete("user:eve");

        assertThat(store.events).isEmpty();
    }

    @Test
    void holdsAreThereAfterARestart() throws IOException {
        Hold hold = desk.hold(order, NOW, Instant.MAX, null).await();

        assertThat(Holds.open(folder.resolve("holds")).list()).containsExactly(hold);
        assertThat(desk.release(order, "nonsense").await()).isFalse();
    }

    @Test
    void aHoldOfAClassThatDoesNotExistIsRefused() {
        assertThatThrownBy(
                        () -> desk.hold(order, Instant.MIN, Instant.MAX, "adit").await())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot hold class 'adit': known are audit, default (tocsin.yml, retention.classes)");
    }

    @Test
    void whatTheDiskRefusesIsInTheAuditLogAsFailed() {
        store.failure = new IOException("no space left on device");

        assertThatThrownBy(() -> delete("user:eve")).hasMessage("no space left on device");
        assertThat(audited()).containsExactly("delete-failed anna", "delete anna");
        assertThat(desk.audit(1).await().problem()).isNull();
    }

    @Test
    void partitionsGoWhenTheirTimeHasComeButNotWhatIsHeld() {
        for (int day = 20; day < 40; day++) store.partitions.add(partition(day));
        desk.hold(order, NOW.minus(Duration.ofDays(36)), NOW.minus(Duration.ofDays(35)), null)
                .await();
        store.piecesToMaintain.set(3);
        Housekeeping housekeeping = new Housekeeping(
                store,
                indexer,
                holds,
                () -> POLICY,
                InstantSource.fixed(NOW),
                new Metrics(registry, InstantSource.fixed(NOW)));

        housekeeping.run();
        while (store.piecesToMaintain.get() >= 0) Thread.onSpinWait();

        assertThat(store.dropped).contains("day-39", "day-31").doesNotContain("day-36", "day-35", "day-20");
        assertThat(registry.counter("tocsin.bugs").count()).isZero();
    }

    private static PartitionInfo partition(int daysAgo) {
        Instant day = NOW.minus(Duration.ofDays(daysAgo));
        return new PartitionInfo("day-" + daysAgo, "default", day, day, day, 10, 100);
    }

    @Test
    void aRoundThatFailsIsToldAndTheNextOneGoesOn() {
        store.partitions.add(partition(50));
        store.failure = new IOException("cannot delete folder");
        Housekeeping housekeeping = new Housekeeping(
                store,
                indexer,
                holds,
                () -> POLICY,
                InstantSource.fixed(NOW),
                new Metrics(registry, InstantSource.fixed(NOW)));
        housekeeping.run();
        while (registry.counter("tocsin.bugs").count() == 0) Thread.onSpinWait();
        indexer.run(() -> true).toCompletableFuture().join();
        store.failure = null;

        while (store.dropped.isEmpty()) housekeeping.run();

        assertThat(store.dropped).containsExactly("day-50");
    }
}
