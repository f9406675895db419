package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.store.Delivered;
import io.tocsin.store.EventBatch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinedBatchesTest {
    private static final int KIB = 1 << 10;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final JoinedBatches batches = new JoinedBatches(this::write);

    private record Written(EventBatch batch, Promise<Void> answer) {
        List<Long> ids() {
            return batch.events().stream().map(LogEvent::id).toList();
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Future<Void> write(EventBatch batch) {
        Promise<Void> answer = Promise.promise();
        written.add(new Written(batch, answer));
        return answer.future();
    }

    private static EventBatch batch(String source, int bytes, long... ids) {
        List<LogEvent> events = LongStream.of(ids)
                .mapToObj(
                        id -> new LogEvent(id, Instant.EPOCH, Instant.EPOCH, new byte[bytes], Fields.EMPTY, List.of()))
                .toList();
        return new EventBatch(source, Map.of(), events);
    }

    /** Hands all of them over in one turn of the loop, and waits for its end. */
    private List<Future<Void>> inOneTurn(EventBatch... handed) throws Exception {
        List<Future<Void>> answers = Collections.synchronizedList(new ArrayList<>());
        turn(() -> {
            for (EventBatch batch : handed) answers.add(batches.add(batch, Loop.turnsOf(loop)));
        });
        turn(() -> {});
        return answers;
    }

    private void turn(Runnable work) throws Exception {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(here -> {
            work.run();
            done.complete();
        });
        await(done.future());
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatComesInOneTurnIsOneBatchInItsOrder() throws Exception {
        inOneTurn(batch("http", 10, 1), batch("http", 10, 2, 3), batch("http", 10, 4));

        assertThat(written).singleElement().satisfies(one -> {
            assertThat(one.ids()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(one.batch().source()).isEqualTo("http");
        });
    }

    @Test
    void oneThatComesAloneGoesAtTheEndOfItsTurn() throws Exception {
        inOneTurn(batch("http", 10, 1));
        inOneTurn(batch("http", 10, 2));

        assertThat(written).extracting(Written::ids).containsExactly(List.of(1L), List.of(2L));
    }

    @Test
    void eachIsAnsweredOnceAllOfThemAreDurableAndNotBefore() throws Exception {
        List<Future<Void>> answers = inOneTurn(batch("http", 10, 1), batch("http", 10, 2));
        assertThat(answers).noneMatch(Future::isComplete);

        written.getFirst().answer.complete();

        for (Future<Void> answer : answers) await(answer);
    }

    @Test
    void aDiskThatFailsTellsAllOfThemAndNotTheNext() throws Exception {
        List<Future<Void>> lost = inOneTurn(batch("http", 10, 1), batch("http", 10, 2));
        List<Future<Void>> next = inOneTurn(batch("http", 10, 3));

        written.get(0).answer.fail(new IOException("disk on fire"));
        written.get(1).answer.complete();

        for (Future<Void> answer : lost) assertThatThrownBy(() -> await(answer)).hasRootCauseMessage("disk on fire");
        for (Future<Void> answer : next) await(answer);
    }

    @Test
    void theAnswerComesOnTheLoopThatAsked() throws Exception {
        List<Future<Void>> answers = inOneTurn(batch("http", 10, 1));
        Promise<Boolean> there = Promise.promise();
        Thread[] asking = new Thread[1];
        turn(() -> asking[0] = Thread.currentThread());
        answers.getFirst().onComplete(durable -> there.complete(Thread.currentThread() == asking[0]));

        written.getFirst().answer.complete();

        await(there.future());
        assertThat(there.future().result()).isTrue();
    }

    @Test
    void eventsOfTwoSourcesAreNotJoined() throws Exception {
        inOneTurn(batch("http", 10, 1), batch("syslog", 10, 2), batch("syslog", 10, 3));

        assertThat(written).extracting(Written::ids).containsExactly(List.of(1L), List.of(2L, 3L));
    }

    @Test
    void noMoreIsJoinedThanMayFailTogether() throws Exception {
        EventBatch[] many = LongStream.range(0, 10)
                .mapToObj(id -> batch("http", 15 * KIB, id))
                .toArray(EventBatch[]::new);

        List<Future<Void>> answers = inOneTurn(many);

        assertThat(written).extracting(each -> each.ids().size()).containsExactly(4, 4, 2);
        written.forEach(each -> each.answer.complete());
        for (Future<Void> answer : answers) await(answer);
    }

    @Test
    void onlySmallBatchesThatSayNothingBesideTheirEventsMayJoin() {
        EventBatch small = batch("http", 10, 1);
        Delivered named = new Delivered("a", Instant.EPOCH, 1, 0, 0);

        assertThat(JoinedBatches.mayJoin(small)).isTrue();
        assertThat(JoinedBatches.mayJoin(batch("http", 10))).isFalse();
        assertThat(JoinedBatches.mayJoin(batch("http", 17 * KIB, 1))).isFalse();
        assertThat(JoinedBatches.mayJoin(
                        batch("http", 10, LongStream.range(0, 17).toArray())))
                .isFalse();
        assertThat(JoinedBatches.mayJoin(new EventBatch("kafka:a-0", Map.of("a-0", 7L), small.events())))
                .isFalse();
        assertThat(JoinedBatches.mayJoin(new EventBatch("http", Map.of(), small.events(), named, List.of())))
                .isFalse();
        assertThat(JoinedBatches.mayJoin(new EventBatch("http", Map.of(), small.events(), null, List.of(7L))))
                .isFalse();
    }
}
