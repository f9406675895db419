package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.EmbeddedKafka;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaChannelTest {
    private static final String NOWHERE = "127.0.0.1:1";

    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final Vertx vertx = Vertx.vertx();
    private final Channels channels = Channels.open(
            vertx,
            ChannelSettings.defaults("https://tocsin.example.org")
                    .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));

    @AfterAll
    void stop() {
        channels.close();
        vertx.close().await();
        kafka.close();
    }

    private Destination to(String topic) {
        return new Destination.KafkaTopic(kafka.bootstrapServers(), topic, Map.of());
    }

    private Outcome send(Notice notice) {
        return channels.send(notice, Wording.OURS).await();
    }

    private List<ConsumerRecord<String, String>> records(String topic, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader-of-" + topic,
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (records.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void aNoticeIsARecordUnderTheKeyOfItsGroup() {
        kafka.createTopic("alerts", 3);

        Outcome page = send(Samples.page(to("alerts")));
        send(Samples.resolved(to("alerts"), ""));

        assertThat(page).isInstanceOf(Outcome.Delivered.class);
        assertThat(page.detail()).contains("partition", "offset 0");
        List<ConsumerRecord<String, String>> records = records("alerts", 2);
        assertThat(records).hasSize(2);
        assertThat(records)
                .extracting(ConsumerRecord::key)
                .containsOnly(Samples.page(to("alerts")).briefing().group().key());
        ConsumerRecord<String, String> first = records.getFirst();
        assertThat(new String(first.headers().lastHeader("id").value(), StandardCharsets.UTF_8))
                .isEqualTo("n-42-1-0-anna-PAGE");
        JsonObject body = new JsonObject(first.value());
        assertThat(body.getString("type")).isEqualTo("incident.paged");
        assertThat(body.getJsonObject("data").getString("incident")).isEqualTo("42");
        assertThat(new JsonObject(records.getLast().value()).getString("type")).isEqualTo("alerts.resolved");
    }

    @Test
    void aTopicThatCannotBeIsRefusedForGood() {
        assertThat(send(Samples.page(to("no topic/has this name")))).isInstanceOf(Outcome.Permanent.class);
    }

    @Test
    void whereNoBrokerAnswersNothingWasSent() {
        Channels hasty = Channels.open(
                vertx, ChannelSettings.defaults("").timeouts(Duration.ofMillis(300), Duration.ofSeconds(2)));
        Destination nowhere = new Destination.KafkaTopic(NOWHERE, "alerts", Map.of());

        Outcome outcome = hasty.send(Samples.page(nowhere), Wording.OURS).await();

        hasty.close();
        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void aPropertyThatIsWrongIsToldWithoutItsSecrets() {
        Destination broken = new Destination.KafkaTopic(
                kafka.bootstrapServers(),
                "alerts",
                Map.of(
                        "security.protocol", new Secret("SASL_PLAINTEXT"),
                        "sasl.mechanism", new Secret("PLAIN"),
                        "sasl.jaas.config", new Secret("geheimnis no module")));

        Outcome outcome = send(Samples.page(broken));

        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        assertThat(outcome.detail()).startsWith("kafka: ").doesNotContain("geheimnis");
    }
}
