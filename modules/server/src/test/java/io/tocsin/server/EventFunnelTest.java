package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.Intake;
import io.tocsin.ingest.OverloadedException;
import io.tocsin.ingest.Receipt;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.tocsin.store.Recognised;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFunnelTest {
    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("intake", vertx.getOrCreateContext(), 100_000, () -> {});
    private final List<Long> passedOn = new CopyOnWriteArrayList<>();

    /** Appends that the disk has not answered yet, in order. */
    private final ConcurrentLinkedQueue<Writing> writing = new ConcurrentLinkedQueue<>();

    /** As the journal does: it tells of positions in their order, before the answers, which may overtake each other. */
    private record Writing(LongConsumer durable, CompletableFuture<Long> answer) {
        void complete(long position) {
            durable.accept(position);
            answer.complete(position);
        }
    }

    /** Whether those behind the funnel can take more. */
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

    private boolean full;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private EventFunnel funnel(EventFunnel.Disk disk) {
        Metrics metrics = new Metrics(new SimpleMeterRegistry(), InstantSource.system());
        return new EventFunnel(
                loop,
                disk,
                () -> full ? "full" : null,
                this::passOn,
                new Retries(new Recognised(), InstantSource.system()),
                metrics);
    }

    /** Whoever follows meets a bug here. */
    private long cursed = -1;

    private CompletionStage<Void> passOn(String source, List<LogEvent> events, long position) {
        if (position == cursed) throw new IllegalStateException("a bug");
        passedOn.add(position);
        return room;
    }

    private CompletableFuture<Long> slowly(EventBatch batch, LongConsumer durable) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        writing.add(new Writing(durable, answer));
        return answer;
    }

    private static CompletionStage<Long> atOnce(LongConsumer durable, long position) {
        durable.accept(position);
        return CompletableFuture.completedFuture(position);
    }

    private static Intake batch(long id) {
        LogEvent event = new LogEvent(id, Instant.EPOCH, Instant.EPOCH, new byte[0], Fields.EMPTY, List.of());
        return new Intake("test", Map.of(), List.of(event));
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Everything that was handed to the loop so far has been done. */
    private void settle() throws Exception {
        await(loop.call(Future::succeededFuture));
    }

    @Test
    void batchesArePassedOnInTheOrderOfTheJournalThoughAnswersOvertake() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        List<Future<Receipt>> answers = new ArrayList<>();
        for (long i = 0; i < 200; i++) answers.add(funnel.accept(batch(i)));
        settle();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) order.add(i);
        Collections.shuffle(order, new Random(1));

        List<Writing> appends = List.copyOf(writing);
        for (int i = 0; i < 200; i++) appends.get(i).durable.accept(i);
        for (int i : order) appends.get(i).answer.complete((long) i);
        for (Future<Receipt> answer : answers) await(answer);

        assertThat(passedOn).hasSize(200).isSorted();
    }

    @Test
    void nobodyIsAnsweredBeforeItsBatchIsDurable() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        Future<Receipt> first = funnel.accept(batch(1));
        Future<Receipt> second = funnel.accept(batch(2));
        settle();

        List.copyOf(writing).get(1).answer.complete(1L);
        settle();
        settle();

        assertThat(first.isComplete()).isFalse();
        assertThat(second.isComplete())
                .as("its place in the order is behind the first")
                .isFalse();
        assertThat(passedOn).isEmpty();
    }

    @Test
    void aBatchThatCouldNotBeWrittenIsAnsweredSoAndCostsNoOther() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        Future<Receipt> first = funnel.accept(batch(1));
        Future<Receipt> second = funnel.accept(batch(2));
        settle();

        List.copyOf(writing).get(0).answer.completeExceptionally(new IOException("disk on fire"));
        List.copyOf(writing).get(1).complete(1L);

        await(second);
        assertThatThrownBy(() -> await(first)).hasRootCauseMessage("disk on fire");
        assertThat(passedOn).containsExactly(1L);
    }

    @Test
    void aBatchThatCannotEvenBeHandedOverCostsNoOther() throws Exception {
        EventFunnel funnel = funnel((batch, durable) -> {
            if (batch.events().getFirst().id() == 1) throw new IllegalStateException("cannot encode");
            return atOnce(durable, batch.events().getFirst().id());
        });
        Future<Receipt> first = funnel.accept(batch(1));
        Future<Receipt> second = funnel.accept(batch(2));

        await(second);
        assertThatThrownBy(() -> await(first)).hasRootCauseMessage("cannot encode");
        assertThat(passedOn).containsExactly(2L);
    }

    @Test
    void whoeverIsBehindSlowsSendersDownAndNotTheNextBatch() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        room = new CompletableFuture<>();
        Future<Receipt> first = funnel.accept(batch(1));
        Future<Receipt> second = funnel.accept(batch(2));
        settle();
        writing.remove().complete(1L);
        writing.remove().complete(2L);
        settle();
        settle();

        assertThat(passedOn).containsExactly(1L, 2L);
        assertThat(first.isComplete()).isFalse();
        room.complete(null);
        await(first);
        await(second);
    }

    @Test
    void aBugOfThoseWhoFollowCostsOnlyTheBatchThatMetIt() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        cursed = 1;
        List<Future<Receipt>> answers = new ArrayList<>();
        for (long i = 0; i < 4; i++) answers.add(funnel.accept(batch(i)));

        for (long i = 0; i < 4; i++) writing.remove().complete(i);

        for (Future<Receipt> answer : answers) await(answer);
        assertThat(passedOn).containsExactly(0L, 2L, 3L);
    }

    @Test
    void aBatchOfWhichNothingMustBeRecognisedIsOnItsWayToTheDiskAtOnce() {
        EventFunnel funnel = funnel(this::slowly);

        Future<Receipt> answer = funnel.accept(batch(1));

        assertThat(writing).as("without a turn of the loop").hasSize(1);
        assertThat(answer.isComplete()).isFalse();
    }

    @Test
    void soMuchMayBeUnderWayAndMoreIsRefusedBeforeItIsWritten() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        Future<Receipt> first = funnel.accept(batch(0));
        for (long i = 1; i < 10_000; i++) funnel.accept(batch(i));

        assertThat(funnel.accept(batch(10_000)).cause()).isInstanceOf(OverloadedException.class);
        assertThat(writing).hasSize(10_000);

        writing.remove().complete(0);
        await(first);
        assertThat(funnel.accept(batch(10_001)).failed()).isFalse();
    }

    @Test
    void aFullJournalIsOverload(@TempDir Path folder) throws Exception {
        JournalSettings tiny = new JournalSettings("tiny", 1 << 20, 100, 100, 0);
        try (Journal journal = Journal.open(folder, tiny)) {
            EventFunnel funnel = funnel((batch, durable) -> journal.append(new byte[100], 100, durable));
            List<Future<Receipt>> answers = new ArrayList<>();
            for (long i = 0; i < 1000; i++) answers.add(funnel.accept(batch(i)));

            for (Future<Receipt> answer : answers) {
                // Waits, and leaves the judgement to what follows.
                answer.toCompletionStage()
                        .handle((done, failure) -> true)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
            }
            assertThat(answers)
                    .filteredOn(Future::failed)
                    .isNotEmpty()
                    .allSatisfy(answer -> assertThat(answer.cause()).isInstanceOf(OverloadedException.class));
        }
    }

    @Test
    void offsetsWithoutEventsAreWrittenAndNobodyNeedsToLookAtThem() throws Exception {
        await(funnel((batch, durable) -> atOnce(durable, 1L))
                .accept(new Intake("kafka:logs-0", Map.of("logs-0", 7L), List.of())));

        assertThat(passedOn).isEmpty();
    }

    @Test
    void overloadIsRefusedBeforeAnythingIsWritten() {
        EventFunnel funnel = funnel(this::slowly);
        full = true;

        assertThat(funnel.accept(batch(1)).cause()).isInstanceOf(OverloadedException.class);
        assertThat(writing).isEmpty();
    }

    @Test
    void whatComesInOneTurnOfAnEventLoopIsWrittenTogetherAndEachIsAnswered() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        List<Future<Receipt>> answers = new CopyOnWriteArrayList<>();
        await(loop.call(() -> {
            for (long i = 0; i < 4; i++) answers.add(funnel.accept(batch(i)));
            return Future.succeededFuture();
        }));
        settle();
        assertThat(writing).hasSize(1);
        assertThat(answers).noneMatch(Future::isComplete);

        writing.remove().complete(7);

        for (Future<Receipt> answer : answers) await(answer);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.result()).isEqualTo(Receipt.NEW));
        assertThat(passedOn).containsExactly(7L);
    }

    @Test
    void aBatchWithoutEventsIsAnsweredOnAnEventLoopToo() throws Exception {
        EventFunnel funnel = funnel(this::slowly);

        await(loop.call(() -> funnel.accept(new Intake("http", Map.of(), List.of()))));

        assertThat(writing).isEmpty();
    }

    @Test
    void overloadRefusesEachOfThoseThatWereJoinedBeforeAnythingIsWritten() throws Exception {
        EventFunnel funnel = funnel(this::slowly);
        for (long i = 0; i < 10_000; i++) funnel.accept(batch(i));
        List<Future<Receipt>> answers = new CopyOnWriteArrayList<>();
        await(loop.call(() -> {
            for (long i = 0; i < 3; i++) answers.add(funnel.accept(batch(i)));
            return Future.succeededFuture();
        }));

        for (Future<Receipt> answer : answers) {
            assertThatThrownBy(() -> await(answer)).hasCauseInstanceOf(OverloadedException.class);
        }
        assertThat(writing).hasSize(10_000);
    }
}
