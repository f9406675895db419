package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.Intake;
import io.tocsin.ingest.Receipt;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.tocsin.store.EventKeys;
import io.tocsin.store.Recognised;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent again is stored once. */
class RetriedBatchesTest {
    private static final CompletionStage<Void> ROOM = CompletableFuture.completedStage(null);

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("intake", vertx.getOrCreateContext(), 100_000, () -> {});
    private final Recognised known = new Recognised();
    private final List<Long> passedOn = new CopyOnWriteArrayList<>();

    /** Batches that the disk has not answered yet, and its answers. */
    private final ConcurrentLinkedQueue<EventBatch> batches = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedQueue<Writing> writing = new ConcurrentLinkedQueue<>();

    private record Writing(LongConsumer durable, CompletableFuture<Long> answer) {}

    private final EventFunnel funnel = new EventFunnel(
            loop,
            (batch, durable) -> {
                CompletableFuture<Long> answer = new CompletableFuture<>();
                batches.add(batch);
                writing.add(new Writing(durable, answer));
                return answer;
            },
            () -> null,
            (source, events, position) -> {
                passedOn.add(position);
                return ROOM;
            },
            new Retries(known, InstantSource.system()),
            new Metrics(new SimpleMeterRegistry(), InstantSource.system()));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Everything that was handed to the loop so far has been done. */
    private void settle() throws Exception {
        await(loop.call(Future::succeededFuture));
    }

    private static Intake named(String id, long eventId, String... ids) {
        List<LogEvent> events = new ArrayList<>();
        for (String each : ids) {
            Fields fields = new Fields.Builder().add("sent._id", each).build();
            byte[] json = ("{\"_id\":\"" + each + "\"}").getBytes(StandardCharsets.UTF_8);
            events.add(new LogEvent(eventId, Instant.EPOCH, Instant.EPOCH, json, fields, List.of()));
        }
        return new Intake("http", Map.of(), events, "", new Intake.Named(id, ids.length, 0));
    }

    /** Makes the next waiting batch durable, as the log does: known first, then answered. */
    private void durable(long position) {
        EventBatch batch = batches.remove();
        known.remember(batch.delivered(), batch.keys());
        Writing written = writing.remove();
        written.durable.accept(position);
        written.answer.complete(position);
    }

    @Test
    void aBatchThatIsSentAgainIsAnsweredAndNotStoredAgain() throws Exception {
        Future<Receipt> first = funnel.accept(named("a", 1, "x"));
        settle();
        durable(1);
        await(first);

        Receipt again = funnel.accept(named("a", 2, "x"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(again.first()).isNotNull();
        assertThat(writing).isEmpty();
        assertThat(passedOn).containsExactly(1L);
    }

    @Test
    void aBatchThatIsSentAgainWhileTheFirstIsUnderWayWaitsForIt() throws Exception {
        Future<Receipt> first = funnel.accept(named("a", 1, "x"));
        Future<Receipt> second = funnel.accept(named("a", 2, "x"));
        settle();
        assertThat(writing).hasSize(1);
        assertThat(second.isComplete()).isFalse();

        durable(1);
        await(first);
        await(second);

        assertThat(second.result().first()).isNotNull();
        assertThat(passedOn).containsExactly(1L);
    }

    @Test
    void aBatchWhoseFirstSendingFailedIsStoredByTheSecond() throws Exception {
        Future<Receipt> first = funnel.accept(named("a", 1, "x"));
        Future<Receipt> second = funnel.accept(named("a", 2, "x"));
        settle();
        batches.remove();
        writing.remove().answer.completeExceptionally(new IOException("disk on fire"));
        assertThatThrownBy(() -> await(first)).hasRootCauseMessage("disk on fire");
        settle();
        settle();

        durable(2);
        await(second);

        assertThat(second.result()).isEqualTo(Receipt.NEW);
        assertThat(passedOn).containsExactly(2L);
    }

    @Test
    void theSameNameOfAnotherSenderIsAnotherBatch() throws Exception {
        Intake one = named("a", 1, "x");
        Future<Receipt> first = funnel.accept(one);
        Future<Receipt> second =
                funnel.accept(new Intake("http", Map.of(), one.events(), "somebody else", one.named()));
        settle();

        assertThat(writing).hasSize(2);
        durable(1);
        durable(2);
        await(first);
        await(second);
    }

    @Test
    void eventsWhoseIdIsKnownAreLeftOutAndCounted() throws Exception {
        Future<Receipt> first = funnel.accept(named("a", 1, "x", "y", "x"));
        settle();
        assertThat(List.copyOf(batches).getFirst().events()).hasSize(2);
        Future<Receipt> second = funnel.accept(named("b", 2, "z", "y", "w"));
        settle();
        assertThat(writing).as("an event of it is under way").hasSize(1);
        durable(1);
        await(first);
        settle();
        assertThat(List.copyOf(batches).getFirst().events()).hasSize(2);
        durable(2);
        await(second);

        assertThat(first.result().duplicates()).isEqualTo(1);
        assertThat(second.result().duplicates()).isEqualTo(1);
    }

    @Test
    void aBatchOfNothingNewIsAnsweredWithoutTheDisk() throws Exception {
        known.remember(
                null,
                List.of(new EventKeys()
                        .of("http\n\n", named("", 1, "x").events().getFirst())));
        Intake again = new Intake("http", Map.of(), named("", 1, "x").events());

        Future<Receipt> answer = funnel.accept(again);
        await(answer);

        assertThat(answer.result().duplicates()).isEqualTo(1);
        assertThat(writing).isEmpty();
    }

    @Test
    void twoEventsThatTheirSendersCallTheSameAreTwo() {
        Fields fields = new Fields.Builder().add("sent._id", "1").build();
        EventKeys keys = new EventKeys();
        byte[] one = "{\"_id\":\"1\",\"service\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        byte[] other = "{\"_id\":\"1\",\"service\":\"b\"}".getBytes(StandardCharsets.UTF_8);

        long first = keys.of("", new LogEvent(1, Instant.EPOCH, Instant.EPOCH, one, fields, List.of()));
        long second = keys.of("", new LogEvent(2, Instant.EPOCH, Instant.EPOCH, other, fields, List.of()));
        long again = keys.of("", new LogEvent(3, Instant.EPOCH, Instant.EPOCH, one, fields, List.of()));

        assertThat(second).isNotEqualTo(first);
        assertThat(again).isEqualTo(first);
    }
}
