package io.tocsin.ingest;

import static org.awaitility.Awaitility.await;

import io.tocsin.model.FieldAliases;
import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** A real consumer between a real broker and a funnel that remembers. */
abstract class KafkaIntakeCase {
    static final AtomicInteger TOPICS = new AtomicInteger();

    final Vertx vertx = Vertx.vertx();
    final RememberingFunnel funnel = new RememberingFunnel();
    final EventIds ids = EventIds.after(0, DecoderContract.NOW);
    final String topic = "logs" + TOPICS.incrementAndGet();

    @AfterEach
    void stop() {
        done(vertx.close());
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    KafkaIntake intake(EmbeddedKafka broker, Map<String, String> properties) {
        BodyDecoder decoder =
                new BodyDecoder(new EventDecoder(FieldAliases.defaults(), Limits.defaults()), ids, Limits.defaults());
        return new KafkaIntake(
                new KafkaSettings(broker.bootstrapServers(), List.of(topic), "tocsin-" + topic, properties),
                new KafkaPorts(
                        decoder,
                        funnel,
                        funnel.offsets::get,
                        IntakeMetrics.NONE,
                        InstantSource.fixed(DecoderContract.NOW)));
    }

    static String[] events(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"message\":\"" + name + i + "\"}")
                .toArray(String[]::new);
    }

    static String[] names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toArray(String[]::new);
    }

    List<String> messagesOf(String name) {
        return funnel.messages().stream()
                .filter(message -> message.startsWith(name))
                .toList();
    }
}
