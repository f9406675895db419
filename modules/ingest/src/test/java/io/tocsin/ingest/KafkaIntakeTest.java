package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.FieldAliases;
import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class KafkaIntakeTest {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static EmbeddedKafka kafka = EmbeddedKafka.prepare();

    private final Vertx vertx = Vertx.vertx();
    private final RememberingFunnel funnel = new RememberingFunnel();
    private final EventIds ids = EventIds.after(0, DecoderContract.NOW);
    private String topic = "";

    @BeforeAll
    static void startBroker() {
        kafka.startAgain();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) {
        topic = "logs" + TOPICS.incrementAndGet();
        kafka.createTopic(topic, 2);
    }

    @AfterEach
    void stop() {
        done(vertx.close());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private KafkaIntake intake(EmbeddedKafka broker, Map<String, String> properties) {
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

    private KafkaIntake intake() {
        return intake(kafka, Map.of());
    }

    private static String[] events(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"message\":\"" + name + i + "\"}")
                .toArray(String[]::new);
    }

    private static String[] names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toArray(String[]::new);
    }

    private List<String> messagesOf(String name) {
        return funnel.messages().stream()
                .filter(message -> message.startsWith(name))
                .toList();
    }

    @Test
    void recordsBecomeEventsInTheOrderOfTheirPartition() {
        kafka.produce(topic, 0, events("a", 100));
        kafka.produce(topic, 1, events("b", 100));

        done(vertx.deployVerticle(intake()));

        soon().until(() -> funnel.messages().size() >= 200);
        assertThat(messagesOf("a")).containsExactly(names("a", 100));
        assertThat(messagesOf("b")).containsExactly(names("b", 100));
        assertThat(funnel.offsets).isEqualTo(Map.of(topic + "-0", 100L, topic + "-1", 100L));
    }

    @Test
    void kafkaHearsWhatIsStoredAndTheStatusShowsNoLag() {
        kafka.produce(topic, 0, events("a", 10));
        KafkaIntake intake = intake();

        done(vertx.deployVerticle(intake));

        soon().until(() -> kafka.committed("tocsin-" + topic).equals(Map.of(topic + "-0", 10L)));
        soon().until(() -> intake.status().lag().equals(Map.of(topic + "-0", 0L, topic + "-1", 0L)));
        assertThat(intake.status().connected()).isTrue();
        assertThat(intake.status().lastError()).isEmpty();
    }

    @Test
    void aRestartNeitherLosesNorDoubles() {
        kafka.produce(topic, 0, events("a", 50));
        String first = done(vertx.deployVerticle(intake()));
        soon().until(() -> funnel.messages().size() == 50);
        done(vertx.undeploy(first));
        kafka.produce(topic, 0, events("b", 50));

        done(vertx.deployVerticle(intake()));

        soon().until(() -> messagesOf("b").size() == 50);
        assertThat(messagesOf("a")).containsExactly(names("a", 50));
        assertThat(messagesOf("b")).containsExactly(names("b", 50));
    }

    @Test
    void theJournalIsBelievedAndNotWhatKafkaRemembers() {
        kafka.produce(topic, 0, events("a", 50));
        String first = done(vertx.deployVerticle(intake()));
        soon().until(() -> kafka.committed("tocsin-" + topic).equals(Map.of(topic + "-0", 50L)));
        done(vertx.undeploy(first));
        funnel.batches.clear();
        funnel.offsets.put(topic + "-0", 20L);

        done(vertx.deployVerticle(intake()));

        soon().until(() -> funnel.messages().size() == 30);
        assertThat(funnel.messages()).first().isEqualTo("a20");
        assertThat(funnel.offsets.get(topic + "-0")).isEqualTo(50);
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        kafka.produce(topic, 0, events("a", 5));
        funnel.offsets.put(topic + "-0", 1_000L);

        done(vertx.deployVerticle(intake()));

        soon().until(() -> funnel.messages().size() == 5);
        assertThat(funnel.offsets.get(topic + "-0")).isEqualTo(5);
    }

    @Test
    void aFunnelThatFailsForAWhileGetsTheSameBatchAgain() {
        AtomicInteger refusals = new AtomicInteger();
        funnel.failure = batch -> switch (refusals.getAndIncrement()) {
            case 0, 1 -> new IOException("disk full");
            case 2 -> new OverloadedException(Duration.ofMillis(50));
            case 3 -> throw new IllegalStateException("a bug");
            default -> null;
        };
        KafkaIntake intake = intake();
        kafka.produce(topic, 0, events("a", 100));

        done(vertx.deployVerticle(intake));

        soon().until(() -> funnel.messages().size() >= 100);
        assertThat(refusals.get()).isGreaterThanOrEqualTo(5);
        assertThat(funnel.messages()).containsExactly(names("a", 100));
        assertThat(intake.status().lastError()).isEqualTo("a bug");
        kafka.produce(topic, 0, "{\"message\":\"after\"}");
        soon().until(() -> funnel.messages().contains("after"));
    }

    @Test
    void aFunnelThatTakesLongerThanAPollMayKeepsItsPlaceInTheGroup() {
        Promise<Void> disk = Promise.promise();
        funnel.gate = disk.future();
        KafkaIntake intake = intake(kafka, Map.of("max.poll.interval.ms", "1500"));
        kafka.produce(topic, 0, events("a", 10));
        done(vertx.deployVerticle(intake));
        soon().until(() -> Long.valueOf(10).equals(intake.status().lag().get(topic + "-0")));

        soon().during(Duration.ofSeconds(3)).until(() -> kafka.members("tocsin-" + topic) == 1);
        disk.complete();

        soon().until(() -> funnel.messages().size() >= 10);
        kafka.produce(topic, 0, events("b", 10));
        soon().until(() -> funnel.messages().size() >= 20);
        assertThat(messagesOf("a")).containsExactly(names("a", 10));
    }

    @Test
    void poisonBecomesRejectsAndNeverBlocks() {
        kafka.produce(topic, 0, "no json", "{\"message\":\"one\"}\n{\"message\":\"two\"}\noops", "[1]", "");
        kafka.produceRaw(topic, 0, null);
        kafka.produceRaw(topic, 0, new byte[] {(byte) 0xff, 0, 1});
        kafka.produce(topic, 0, "{}\n".repeat(Limits.EVENTS_PER_REQUEST + 1), "[{\"message\":\"last\"}]");

        done(vertx.deployVerticle(intake()));

        soon().until(() -> funnel.messages().contains("last"));
        assertThat(funnel.messages()).hasSize(9).contains("no json", "one", "two", "oops", "1");
        assertThat(funnel.batches.stream()
                        .flatMap(batch -> batch.events().stream())
                        .filter(event -> event.fields().has("_reject")))
                .hasSize(6);
        assertThat(funnel.offsets.get(topic + "-0")).isEqualTo(8);
    }

    @Test
    void twoConsumersShareThePartitionsAndHandThemOverWithoutLossOrDouble() {
        KafkaIntake one = intake();
        KafkaIntake two = intake();
        kafka.produce(topic, 0, events("a", 300));
        kafka.produce(topic, 1, events("b", 300));
        String first = done(vertx.deployVerticle(one));
        soon().until(() -> one.status().assigned().size() == 2);

        done(vertx.deployVerticle(two));
        soon().until(() ->
                one.status().assigned().size() == 1 && two.status().assigned().size() == 1);
        kafka.produce(topic, 0, events("c", 300));
        kafka.produce(topic, 1, events("d", 300));
        soon().until(() -> funnel.messages().size() >= 1_200);
        done(vertx.undeploy(first));
        kafka.produce(topic, 0, events("e", 300));
        kafka.produce(topic, 1, events("f", 300));

        soon().until(() -> funnel.messages().size() >= 1_800);
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(messagesOf(name)).as(name).containsExactly(names(name, 300));
        }
    }

    @Test
    void partitionsAreHandedOverWhileABatchCannotBeStored() {
        funnel.failure = batch -> new IOException("disk full");
        KafkaIntake one = intake();
        KafkaIntake two = intake();
        kafka.produce(topic, 0, events("a", 100));
        kafka.produce(topic, 1, events("b", 100));
        done(vertx.deployVerticle(one));
        soon().until(() -> one.status().lastError().equals("disk full"));

        done(vertx.deployVerticle(two));
        soon().until(() -> two.status().assigned().size() == 1);
        funnel.failure = batch -> null;

        soon().until(() -> funnel.messages().size() >= 200);
        assertThat(messagesOf("a")).containsExactly(names("a", 100));
        assertThat(messagesOf("b")).containsExactly(names("b", 100));
    }

    @Test
    void aBrokerThatIsDownAtTheStartAndCutLaterIsWaitedFor() {
        try (EmbeddedKafka late = EmbeddedKafka.prepare()) {
            KafkaIntake intake = intake(late, Map.of("reconnect.backoff.max.ms", "200", "metadata.max.age.ms", "1000"));
            done(vertx.deployVerticle(intake));
            soon().until(() -> intake.status().lastError().startsWith("no broker answers at 127.0.0.1:"));

            late.startAgain();
            late.createTopic(topic, 1);
            late.produce(topic, 0, events("a", 100));
            soon().until(() -> messagesOf("a").size() >= 100 && intake.status().connected());

            late.stop();
            soon().until(() -> !intake.status().connected());
            late.startAgain();
            late.produce(topic, 0, events("b", 100));

            soon().until(() -> messagesOf("b").size() >= 100);
            assertThat(messagesOf("a")).containsExactly(names("a", 100));
            assertThat(messagesOf("b")).containsExactly(names("b", 100));
            done(vertx.close());
        }
    }

    @Test
    void anAddressThatIsNoneIsAnErrorInTheStatusAndNotAFailedStart() {
        KafkaSettings settings = new KafkaSettings("no.such.host.invalid:9092", List.of("x"), "g", Map.of());
        KafkaIntake intake = new KafkaIntake(
                settings,
                new KafkaPorts(
                        new BodyDecoder(
                                new EventDecoder(FieldAliases.defaults(), Limits.defaults()), ids, Limits.defaults()),
                        funnel,
                        funnel.offsets::get,
                        IntakeMetrics.NONE,
                        InstantSource.system()));

        String id = done(vertx.deployVerticle(intake));

        soon().until(() -> !intake.status().lastError().isEmpty());
        assertThat(intake.status().connected()).isFalse();
        done(vertx.undeploy(id));
    }
}
