package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaIntakeTest extends KafkaIntakeCase {
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.prepare();

    @BeforeAll
    static void startBroker() {
        KAFKA.startAgain();
    }

    @AfterAll
    static void stopBroker() {
        KAFKA.close();
    }

    @BeforeEach
    void createTopic() {
        KAFKA.createTopic(topic, 2);
    }

    private KafkaIntake intake() {
        return intake(KAFKA, Map.of());
    }

    @Test
    void recordsBecomeEventsInTheOrderOfTheirPartition() {
        KAFKA.produce(topic, 0, events("a", 100));
        KAFKA.produce(topic, 1, events("b", 100));

        done(vertx.deployVerticle(intake()));

        soon().until(() -> funnel.messages().size() >= 200);
        assertThat(messagesOf("a")).containsExactly(names("a", 100));
        assertThat(messagesOf("b")).containsExactly(names("b", 100));
        assertThat(funnel.offsets).isEqualTo(Map.of(topic + "-0", 100L, topic + "-1", 100L));
    }

    @Test
    void kafkaHearsWhatIsStoredAndTheStatusShowsNoLag() {
        KAFKA.produce(topic, 0, events("a", 10));
        KafkaIntake intake = intake();

        done(vertx.deployVerticle(intake));

        soon().until(() -> KAFKA.committed("tocsin-" + topic).equals(Map.of(topic + "-0", 10L)));
        soon().until(() -> intake.status().lag().equals(Map.of(topic + "-0", 0L, topic + "-1", 0L)));
        assertThat(intake.status().connected()).isTrue();
        assertThat(intake.status().lastError()).isEmpty();
    }

    @Test
    void aRestartNeitherLosesNorDoubles() {
        KAFKA.produce(topic, 0, events("a", 50));
        String first = done(vertx.deployVerticle(intake()));
        soon().until(() -> funnel.messages().size() == 50);
        done(vertx.undeploy(first));
        KAFKA.produce(topic, 0, events("b", 50));

        done(vertx.deployVerticle(intake()));

        soon().until(() -> messagesOf("b").size() == 50);
        assertThat(messagesOf("a")).containsExactly(names("a", 50));
        assertThat(messagesOf("b")).containsExactly(names("b", 50));
    }

    @Test
    void theJournalIsBelievedAndNotWhatKafkaRemembers() {
        KAFKA.produce(topic, 0, events("a", 50));
        String first = done(vertx.deployVerticle(intake()));
        soon().until(() -> KAFKA.committed("tocsin-" + topic).equals(Map.of(topic + "-0", 50L)));
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
        KAFKA.produce(topic, 0, events("a", 5));
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
        KAFKA.produce(topic, 0, events("a", 100));

        done(vertx.deployVerticle(intake));

        soon().until(() -> funnel.messages().size() >= 100);
        assertThat(refusals.get()).isGreaterThanOrEqualTo(5);
        assertThat(funnel.messages()).containsExactly(names("a", 100));
        assertThat(intake.status().lastError()).isEqualTo("a bug");
        KAFKA.produce(topic, 0, "{\"message\":\"after\"}");
        soon().until(() -> funnel.messages().contains("after"));
    }

    @Test
    void aFunnelThatTakesLongerThanAPollMayKeepsItsPlaceInTheGroup() {
        Promise<Void> disk = Promise.promise();
        funnel.gate = disk.future();
        KafkaIntake intake = intake(KAFKA, Map.of("max.poll.interval.ms", "1500"));
        KAFKA.produce(topic, 0, events("a", 10));
        done(vertx.deployVerticle(intake));
        soon().until(() -> Long.valueOf(10).equals(intake.status().lag().get(topic + "-0")));

        soon().during(Duration.ofSeconds(3)).until(() -> KAFKA.members("tocsin-" + topic) == 1);
        disk.complete();

        soon().until(() -> funnel.messages().size() >= 10);
        KAFKA.produce(topic, 0, events("b", 10));
        soon().until(() -> funnel.messages().size() >= 20);
        assertThat(messagesOf("a")).containsExactly(names("a", 10));
    }

    @Test
    void poisonBecomesRejectsAndNeverBlocks() {
        KAFKA.produce(topic, 0, "no json", "{\"message\":\"one\"}\n{\"message\":\"two\"}\noops", "[1]", "");
        KAFKA.produceRaw(topic, 0, null);
        KAFKA.produceRaw(topic, 0, new byte[] {(byte) 0xff, 0, 1});
        KAFKA.produce(topic, 0, "{}\n".repeat(Limits.EVENTS_PER_REQUEST + 1), "[{\"message\":\"last\"}]");

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
        KAFKA.produce(topic, 0, events("a", 300));
        KAFKA.produce(topic, 1, events("b", 300));
        String first = done(vertx.deployVerticle(one));
        soon().until(() -> one.status().assigned().size() == 2);

        done(vertx.deployVerticle(two));
        soon().until(() ->
                one.status().assigned().size() == 1 && two.status().assigned().size() == 1);
        KAFKA.produce(topic, 0, events("c", 300));
        KAFKA.produce(topic, 1, events("d", 300));
        soon().until(() -> funnel.messages().size() >= 1_200);
        done(vertx.undeploy(first));
        KAFKA.produce(topic, 0, events("e", 300));
        KAFKA.produce(topic, 1, events("f", 300));

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
        KAFKA.produce(topic, 0, events("a", 100));
        KAFKA.produce(topic, 1, events("b", 100));
        done(vertx.deployVerticle(one));
        soon().until(() -> one.status().lastError().equals("disk full"));

        done(vertx.deployVerticle(two));
        soon().until(() -> two.status().assigned().size() == 1);
        funnel.failure = batch -> null;

        soon().until(() -> funnel.messages().size() >= 200);
        assertThat(messagesOf("a")).containsExactly(names("a", 100));
        assertThat(messagesOf("b")).containsExactly(names("b", 100));
    }
}
