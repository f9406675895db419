package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * A topic of Kafka: each notice is a record of JSON, all records of a group under one key, so in order. A record counts once
 * all replicas that must have it have it.
 */
final class KafkaChannel {
    /** The client may block while it looks for the broker, never for what was handed over. */
    private static final int THREADS = 4;

    private final ChannelSettings settings;
    private final WorkerExecutor workers;
    private final KafkaProducers producers;

    KafkaChannel(Vertx vertx, ChannelSettings settings) {
        this.settings = settings;
        this.workers = vertx.createSharedWorkerExecutor("tocsin-kafka", THREADS);
        this.producers = new KafkaProducers(settings);
    }

    Future<Outcome> send(Notice notice, Destination.KafkaTopic to) {
        ProducerRecord<String, String> record = new ProducerRecord<>(
                to.topic(),
                notice.briefing().group().key(),
                NoticeJson.of(notice).encode());
        record.headers().add("id", notice.id().getBytes(StandardCharsets.UTF_8));
        Duration patience = settings.connectTimeout().plus(settings.answerTimeout());
        return workers.executeBlocking(() -> attempt(record, to), false)
                .compose(outcome -> outcome)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(KafkaChannel::unexpected);
    }

    /** What fails before {@code send} returns was not handed over, and cannot arrive. */
    private Future<Outcome> attempt(ProducerRecord<String, String> record, Destination.KafkaTopic to) {
        Promise<Outcome> done = Promise.promise();
        AtomicBoolean handedOver = new AtomicBoolean();
        // the future of the producer says the same as its callback, and only the callback says it in time
        var unused = producers
                .of(to)
                .send(record, (metadata, failure) -> done.tryComplete(outcome(metadata, failure, handedOver.get())));
        handedOver.set(true);
        return done.future();
    }

    private static Outcome outcome(RecordMetadata metadata, @Nullable Exception failure, boolean handedOver) {
        return switch (failure) {
            case null ->
                new Outcome.Delivered("partition " + metadata.partition() + ", offset " + metadata.offset(), "");
            case RecordTooLargeException e -> permanent(e);
            case InvalidTopicException e -> permanent(e);
            case AuthorizationException e -> permanent(e);
            case AuthenticationException e -> permanent(e);
            default ->
                handedOver
                        ? new Outcome.Ambiguous("kafka: " + Details.of(failure))
                        : new Outcome.Retry("kafka: " + Details.of(failure), Duration.ZERO);
        };
    }

    private static Outcome permanent(Exception failure) {
        return new Outcome.Permanent("kafka: " + Details.of(failure));
    }

    private static Outcome unexpected(Throwable failure) {
        return switch (failure) {
            case TimeoutException late -> new Outcome.Ambiguous("kafka: no answer in time");
            // a producer that cannot be made, for a wrong property or an unknown host
            case KafkaException broken -> new Outcome.Retry("kafka: " + Details.of(broken), Duration.ZERO);
            default -> new Outcome.Retry("kafka: " + failure, Duration.ZERO);
        };
    }

    void close() {
        producers.close();
        workers.close();
    }
}
