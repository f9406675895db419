package io.tocsin.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.notify.ReplyCode;
import io.tocsin.server.api.MemoryIncidents;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsDeskTest {
    private static final String ANNA = "+4915123456789";
    private static final Configuration CONFIGURATION =
            Configurations.with("", "users: {anna: {contact_methods: {sms: '" + ANNA + "'}}}");

    private final MemoryIncidents incidents = new MemoryIncidents();
    private final Sent sent = new Sent();
    private final SmsDesk desk = new SmsDesk(incidents, sent, () -> CONFIGURATION, () -> MemoryIncidents.NOW);
    private int written;

    /** Messages that left, and what was heard of them. */
    private static final class Sent implements TextMessages {
        final List<Page> pages = new ArrayList<>();
        final List<String> heard = new ArrayList<>();

        @Override
        public Future<List<Page>> pagesTo(String user) {
            return Future.succeededFuture(user.equals("anna") ? pages.reversed() : List.of());
        }

        @Override
        public Future<Void> arrived(String noticeId, String detail) {
            return hear("arrived " + noticeId + " " + detail);
        }

        @Override
        public Future<Void> bounced(String noticeId, String why) {
            return hear("bounced " + noticeId + " " + why);
        }

        @Override
        public Future<Void> stop(String number) {
            return hear("stop " + number);
        }

        @Override
        public Future<Void> start(String number) {
            return hear("start " + number);
        }

        private Future<Void> hear(String what) {
            heard.add(what);
            return Future.succeededFuture();
        }
    }

    SmsDeskTest() {
        page("i-1", "HighErrorRate", 1, "n1");
    }

    private void page(String incident, String rule, int round, String notice) {
        if (round == 1) incidents.open(incident, rule, "payment_api");
        sent.pages.add(new TextMessages.Page(incident, round, notice));
    }

    private String write(String text) {
        return writeFrom(ANNA, text);
    }

    private String writeFrom(String number, String text) {
        return desk.wrote(number, text, "SM" + ++written).await();
    }

    private State state() {
        return incidents.incident("i-1").state();
    }

    private static String code(String notice) {
        return ReplyCode.of(notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a %s", "A %s", "ack %s", "%s a", "acknowledge: %s!", "a%s", " a  %s "})
    void aReplyWithItsCodeAcknowledges(String form) {
        assertThat(write(form.formatted(code("n1")))).isEqualTo("It is yours: HighErrorRate");
        assertThat(state())
                .isInstanceOfSatisfying(
                        State.Acknowledged.class, held -> assertThat(held.by()).isEqualTo("anna"));
    }

    @Test
    void whenOneIsOpenNoCodeIsNeeded() {
        assertThat(write("ack")).isEqualTo("It is yours: HighErrorRate");
    }

    @Test
    void whenSeveralAreOpenTheOneWhoWritesIsAskedWhich() {
        page("i-2", "DiskFull", 1, "n2");

        assertThat(write("a"))
                .startsWith("2 are open, nothing was changed.")
                .contains(code("n1") + " HighErrorRate", code("n2") + " DiskFull");
        assertThat(state()).isInstanceOf(State.Triggered.class);

        assertThat(write("a " + code("n2"))).isEqualTo("It is yours: DiskFull");
        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void resolvingAndEscalatingWorkAsWell() {
        assertThat(write("e")).isEqualTo("The next level is being paged: HighErrorRate");
        assertThat(incidents.incident("i-1").fired()).hasSize(2);

        assertThat(write("r " + code("n1"))).isEqualTo("Resolved: HighErrorRate");
        assertThat(state()).isInstanceOf(State.Resolved.class);
        assertThat(write("a " + code("n1"))).isEqualTo("It is over, nothing was changed.");
    }

    @Test
    void aCodeOfAnEarlierRoundAnswersNoNewerOne() {
        incidents.acknowledge("i-1", "anna", null).await();
        incidents.act("i-1", new Signal.Unacknowledge("anna")).await();

        assertThat(write("a " + code("n1"))).contains("Nothing was changed", "now is round 2");
        assertThat(state()).isInstanceOf(State.Triggered.class);

        page("i-1", "HighErrorRate", 2, "n3");
        assertThat(write("a " + code("n3"))).isEqualTo("It is yours: HighErrorRate");
    }

    @Test
    void whoComesSecondIsToldWhoHasIt() {
        incidents.acknowledge("i-1", "bob", null).await();

        assertThat(write("a")).isEqualTo("Taken by bob, you are noted as well: HighErrorRate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "what?", "a 12", "a 12345", "acknowledged it already", "stop it"})
    void whatIsUnclearIsAnsweredWithHelp(String text) {
        assertThat(write(text)).startsWith("Write a CODE to acknowledge");
        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void aWrongCodeIsAnsweredWithHelp() {
        String other = code("n1").equals("0000") ? "1111" : "0000";

        assertThat(write("a " + other))
                .startsWith("No page has the code " + other)
                .contains("Write a CODE");
    }

    @Test
    void strangersGetNoAnswer() {
        assertThat(writeFrom("+4917000000", "a")).isEmpty();
        assertThat(writeFrom("+4917000000", "hello")).isEmpty();
        assertThat(state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void stopAndStartAreTakenNoteOf() {
        assertThat(write("STOP")).isEmpty();
        assertThat(write(" start ")).isEmpty();

        assertThat(sent.heard).containsExactly("stop " + ANNA, "start " + ANNA);
    }

    @Test
    void theSameMessageActsOnce() {
        desk.wrote(ANNA, "e", "SM1").await();
        desk.wrote(ANNA, "e", "SM1").await();

        assertThat(incidents.incident("i-1").fired()).hasSize(2);
    }

    @Test
    void onlyEndsCountSoTheirOrderDoesNotMatter() {
        for (String status : new String[] {"sent", "delivered", "queued", "sending", "accepted"})
            desk.status("n1", status, "").await();
        desk.status("n2", "undelivered", "30003").await();

        assertThat(sent.heard)
                .containsExactly("arrived n1 twilio: delivered", "bounced n2 twilio: undelivered, error 30003");
    }
}
