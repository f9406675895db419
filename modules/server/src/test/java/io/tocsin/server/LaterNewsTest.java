package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others tell later: messages that do not arrive after all, phones that want none, endpoints that are gone. */
class LaterNewsTest {
    private static final String ANNA = "+4915123456789";

    private final AlertLab lab = new AlertLab();
    private Configuration configuration = AlertLab.load("lab");

    @BeforeEach
    void configure(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("tocsin.yml"), """
                twilio: {account_sid: AC00000000000000000000000000000001, auth_token: geheim, from: '+15550100'}
                """);
        Files.writeString(folder.resolve("routing.yml"), """
                route: {receiver: oncall, group_by: [alertname], group_wait: 0s}
                receivers: [{name: oncall, webhook_configs: [{url: 'http://hook.example.org/x'}]}]
                """);
        Files.writeString(folder.resolve("oncall.yml"), """
                users:
                  anna: {contact_methods: {sms: '%s'}}
                  bob: {contact_methods: {sms: '+4915100000000'}}
                escalation_policies:
                  default:
                    levels:
                      - {after: 0m, notify: [{user: anna}]}
                      - {after: 15m, notify: [{user: bob}]}
                    fallback: [{user: bob}]
                receivers: {oncall: default}
                """.formatted(ANNA));
        configuration = ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null);
        lab.reconfigure(configuration);
    }

    private void fires(String name) {
        lab.fires(name);
        lab.pass(Duration.ofSeconds(1));
    }

    private String firstPage() {
        return lab.pages().getFirst().notice().id();
    }

    private Outgoing message(String id) {
        return lab.desk().views().outbox().find(id).orElseThrow();
    }

    @Test
    void aMessageThatDoesNotArriveAsksTheNextAtOnce() {
        fires("Down");
        assertThat(lab.paged()).containsExactly("anna sms");

        lab.desk().heardLater((news, turn) -> news.bounced(firstPage(), "twilio: undelivered, error 30003", turn));
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.paged()).containsExactly("anna sms", "bob sms");
        assertThat(message(firstPage()).delivery().state()).isEqualTo(Delivery.State.FAILED);
        assertThat(lab.incident().timeline().toString()).contains("twilio: undelivered, error 30003");
    }

    @Test
    void thatItArrivedIsNotedAndItWasTakenEitherWay() {
        fires("Down");

        lab.desk().heardLater((news, turn) -> news.arrived(firstPage(), "twilio: delivered", turn));

        assertThat(message(firstPage()).delivery().lastDetail()).isEqualTo("twilio: delivered");
        assertThat(message(firstPage()).delivery().state()).isEqualTo(Delivery.State.DELIVERED);
    }

    @Test
    void newsThatComeBeforeTheAnswerCount() {
        lab.fires("Down");
        assertThat(message(firstPage()).delivery().state()).isEqualTo(Delivery.State.SENDING);

        lab.desk().heardLater((news, turn) -> news.bounced(firstPage(), "twilio: failed", turn));
        lab.pass(Duration.ofSeconds(1));

        assertThat(message(firstPage()).delivery().state()).isEqualTo(Delivery.State.FAILED);
        assertThat(lab.paged()).containsExactly("anna sms", "bob sms");
    }

    @Test
    void aPhoneThatSaidStopIsLeftAloneOverARestartUntilItSaysStart() {
        lab.desk().heardLater((news, turn) -> news.stop(ANNA, turn));
        lab.restart();
        fires("Down");
        assertThat(lab.paged()).containsExactly("bob sms");

        lab.desk().heardLater((news, turn) -> news.start(ANNA, turn));
        lab.restart();
        fires("Disk");
        assertThat(lab.paged()).containsExactly("bob sms", "anna sms");
    }

    @Test
    void thatTwilioMayNotSendToAPhoneCountsAsStop() {
        lab.worldAnswers(sent -> sent.notice().person().equals("anna")
                ? new Outcome.Permanent("twilio says 21610: unsubscribed", true)
                : new Outcome.Delivered("ok", ""));
        fires("Down");
        assertThat(lab.paged()).containsExactly("anna sms", "bob sms");

        fires("Disk");

        assertThat(lab.paged()).containsExactly("anna sms", "bob sms", "bob sms");
        List<AlertLab.Sent> attempts = lab.pages();
        assertThat(attempts.getLast().notice().kind()).isEqualTo(Notice.Kind.PAGE);
    }

    @Test
    void anEndpointThatIsGoneIsLeftAloneUntilTheConfigurationIsReadAgain() {
        lab.worldAnswers(sent -> sent.channel().equals("webhook")
                ? new Outcome.Permanent("answer 410: gone", true)
                : new Outcome.Delivered("ok", ""));
        fires("Down");
        fires("Disk");
        assertThat(lab.told(Notice.Kind.NOTIFY)).containsExactly("#oncall webhook");
        assertThat(lab.desk().views().closed().gone()).containsExactly("receiver/oncall/webhook[0]: answer 410: gone");

        lab.reconfigure(configuration);
        assertThat(lab.desk().views().closed().gone()).isEmpty();
        fires("Net");
        assertThat(lab.told(Notice.Kind.NOTIFY))
                .as("one attempt for three groups")
                .containsExactly("#oncall webhook", "#oncall webhook");
    }
}
