package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.FieldAliases;
import io.tocsin.testkit.EmbeddedKafka;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaOutageTest extends KafkaIntakeCase {
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
