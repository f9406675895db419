package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Alert;
import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.Entity;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Silence;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written of the state of alerts is all there is after a restart. */
class StateJsonTest {
    private static final ObjectMapper JSON = StateJson.mapper();

    private final AlertLab lab = new AlertLab();

    private static <T> T reread(Object entity, Class<T> as) {
        try {
            return JSON.readValue(JSON.writeValueAsBytes(entity), as);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + entity, e);
        }
    }

    @Test
    void anIncidentSurvivesInEachOfItsStates() {
        List<Incident> seen = new ArrayList<>();
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        seen.add(lab.incident());
        lab.act(new Signal.Acknowledge("anna", null, lab.time.instant().plusSeconds(600)));
        lab.act(new Signal.Acknowledge("bob", null, null));
        seen.add(lab.incident());
        lab.act(new Signal.Unacknowledge("anna"));
        lab.pass(Duration.ofMinutes(20));
        seen.add(lab.incident());
        lab.act(new Signal.Resolve("anna"));
        seen.add(lab.incident());
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(2));
        seen.add(lab.incident());

        assertThat(seen)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        incident -> assertThat(reread(incident, Incident.class)).isEqualTo(incident));
    }

    /** Alerts are written by hand, and must be what the mapper would write of the record. */
    @Test
    void anAlertIsWrittenMemberByMember() throws IOException {
        Instant at = Instant.parse("2026-11-20T12:00:00.5Z");
        Alert alert =
                new Alert(Labels.of("a", "1"), Map.of("b", "2"), at, null, at, "3", List.of("e1", "e2"), "http://x");

        assertThat(JSON.writeValueAsString(alert))
                .isEqualTo("{\"labels\":{\"map\":{\"a\":\"1\"}},\"annotations\":{\"b\":\"2\"},"
                        + "\"startsAt\":\"2026-11-20T12:00:00.500Z\",\"updatedAt\":\"2026-11-20T12:00:00.500Z\","
                        + "\"value\":\"3\",\"evidence\":[\"e1\",\"e2\"],\"generatorUrl\":\"http://x\"}");
        assertThat(reread(alert, Alert.class)).isEqualTo(alert);
        Alert over = alert.endedAt(at.plusSeconds(1), at);
        assertThat(reread(over, Alert.class)).isEqualTo(over);
        assertThat(JSON.readTree(JSON.writeValueAsBytes(over)).properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactlyElementsOf(Stream.of(Alert.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void theAlertsOfAnIncidentSurviveWithEverythingTheySay() {
        lab.fires("BruteForce", "ip", "2001:db8::1", "text", "quote \" \\ \u2028 \ud83d\ude00 é");
        lab.pass(Duration.ofSeconds(11));

        assertThat(reread(lab.incident(), Incident.class).group())
                .isEqualTo(lab.incident().group());
    }

    @Test
    void aMessageSurvivesInEachOfItsStates() {
        Set<Delivery.State> seen = EnumSet.noneOf(Delivery.State.class);
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        Outgoing sent = lab.desk().views().outbox().all().getFirst();
        Delivery planned = Delivery.planned(sent.delivery().notice(), lab.time.instant());
        Delivery sending = planned.started(lab.time.instant());
        List<Delivery> deliveries = List.of(
                planned,
                sending,
                sending.answered(new Outcome.Ambiguous("reset"), lab.time.instant(), 0.5),
                sending.answered(new Outcome.Delivered("ok", "t"), lab.time.instant(), 0),
                sending.answered(new Outcome.Permanent("no"), lab.time.instant(), 0),
                sending.cancelled("no longer needed"));

        for (Delivery delivery : deliveries) {
            seen.add(delivery.state());
            Outgoing known = reread(sent.with(delivery), Outgoing.class);
            assertThat(known).isEqualTo(sent.with(delivery));
        }
        assertThat(seen).isEqualTo(EnumSet.allOf(Delivery.State.class));
    }

    @Test
    void aMessageOfAnOlderReleaseHasNoCause() throws Exception {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        Outgoing sent = lab.desk().views().outbox().all().stream()
                .filter(outgoing -> outgoing.cause().isFirst())
                .findFirst()
                .orElseThrow();
        ObjectNode node = JSON.valueToTree(sent);
        node.remove("cause");

        Outgoing known = JSON.treeToValue(node, Outgoing.class);

        assertThat(known.cause()).isEqualTo(Cause.NONE);
        assertThat(known.delivery()).isEqualTo(sent.delivery());
    }

    @Test
    void everythingThatRoutingRemembersSurvives() {
        lab.fires("BruteForce");
        lab.fires("Quiet");
        lab.desk().foreign(List.of(AlertLab.alert("Foreign", lab.time.instant())));
        lab.pass(Duration.ofMinutes(1));
        lab.ends("BruteForce");

        var entities = lab.desk().views().router().state().entities();

        Set<Class<?>> kinds = new HashSet<>();
        entities.values().forEach(entity -> {
            kinds.add(entity.getClass());
            assertThat(reread(entity, Entity.class)).isEqualTo(entity);
        });
        assertThat(kinds)
                .containsExactlyInAnyOrder(Entity.AlertEntry.class, Entity.GroupEntry.class, Entity.LogEntry.class);
    }

    @Test
    void aSilenceSurvives() {
        Silence silence = new Silence(
                "s-1",
                List.of(new Matcher("ip", Operator.REGEX, "10\\..*"), new Matcher("a", Operator.NOT_EQUAL, "")),
                AlertLab.START,
                AlertLab.START.plusSeconds(60),
                AlertLab.START,
                "anna",
                "maintenance",
                Map.of("ticket", "T-1"));

        Entity entry = new Entity.SilenceEntry(silence, true);
        assertThat(reread(entry, Entity.class)).isEqualTo(entry);
    }

    @Test
    void noSecretIsEverWritten() {
        lab.worldAnswers(sent -> sent.isPage()
                ? new Outcome.Delivered("ok", "thread")
                : new Outcome.Retry("busy", Duration.ofSeconds(5)));
        lab.fires("BruteForce");
        lab.fires("Quiet");
        lab.pass(Duration.ofMinutes(35));
        lab.acknowledge("anna");
        lab.reconfigure("lab-without-bob");
        lab.restart();
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(5));

        assertThat(lab.sent)
                .as("the secrets are used")
                .anyMatch(sent -> secret(sent.notice().destination()).contains("geheim"));
        assertThat(lab.journal.text()).contains("BruteForce").doesNotContain("geheim", "hooks.slack.test", "/a/");
    }

    private static String secret(Destination destination) {
        return switch (destination) {
            case Destination.SlackWebhook slack -> slack.url().reveal();
            case Destination.SlackChannel slack -> slack.token().reveal();
            case Destination.Email email -> revealed(email.server().login().password());
            case Destination.PagerDuty pagerDuty -> pagerDuty.routingKey().reveal();
            case Destination.Webhook webhook -> webhook.url().reveal();
            case Destination.Msteams msteams -> msteams.url().reveal();
            case Destination.Telegram telegram -> telegram.token().reveal();
            case Destination.Discord discord -> discord.url().reveal();
            case Destination.Mattermost mattermost -> mattermost.url().reveal();
            case Destination.Opsgenie opsgenie -> opsgenie.key().reveal();
            case Destination.Pushover pushover -> pushover.token().reveal();
            case Destination.KafkaTopic kafka -> kafka.topic();
            case Destination.Sms sms -> sms.token().reveal();
        };
    }

    private static String revealed(@org.jspecify.annotations.Nullable Secret secret) {
        return secret == null ? "" : secret.reveal();
    }

    @Test
    void whatALaterReleaseAddsIsOverlooked() throws Exception {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        Incident incident = lab.incident();
        ObjectNode node = JSON.valueToTree(incident);
        node.put("mood", "grim");
        ((ObjectNode) node.get("progress")).putObject("weather").put("rain", true);
        ((ObjectNode) node.get("state")).put("colour", "red");

        assertThat(JSON.treeToValue(node, Incident.class)).isEqualTo(incident);
    }
}
