package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.model.Notice.Kind;
import io.tocsin.model.Outcome;
import io.tocsin.server.AlertLab.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What survives a crash, read back through the JSON that the desk wrote. */
class RestartOfTheDeskTest {
    private final AlertLab lab = new AlertLab();

    private void anIncidentBegins() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
    }

    @Test
    void theNextLevelIsStillPagedOnTime() {
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(5));
        lab.restart();
        lab.pass(Duration.ofMinutes(10));

        assertThat(lab.pages().getLast().to()).isEqualTo("bob pagerduty");
        assertThat(lab.pages().getLast().at()).isEqualTo(AlertLab.START.plus(Duration.parse("PT15M10S")));
    }

    @Test
    void nobodyIsPagedTwiceForTheSameLevel() {
        anIncidentBegins();
        for (int i = 0; i < 20; i++) {
            lab.pass(Duration.ofMinutes(1));
            lab.restart();
        }

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "bob email", "bob pagerduty");
    }

    @Test
    void aLevelThatBecameDueWhileNobodyLookedIsPagedAtOnce() {
        anIncidentBegins();
        lab.die();
        lab.pass(Duration.ofMinutes(20));
        lab.comeBack();

        assertThat(lab.paged()).endsWith("bob email", "bob pagerduty");
        assertThat(lab.pages().getLast().notice().briefing().why()).contains("late");
    }

    @Test
    void aGroupThatWaitedIsToldWhenItsTimeHasCome() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(5));
        lab.restart();
        lab.pass(Duration.ofSeconds(6));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void aMessageWhoseAnswerWasLostWithUsIsRepeatedAndSaysSo() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(10));
        assertThat(lab.pages()).hasSize(2);

        lab.restart();

        assertThat(lab.pages()).hasSize(4);
        assertThat(lab.pages().subList(2, 4)).allMatch(Sent::isRepeat);
    }

    @Test
    void anUpdateWhoseAnswerWasLostIsNotRepeated() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.restart();
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.told(Kind.ACKNOWLEDGED)).hasSize(4);
    }

    @Test
    void anAcknowledgementHolds() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.restart();
        lab.pass(Duration.ofMinutes(29));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        assertThat(lab.incident().state()).isInstanceOf(State.Acknowledged.class);
    }

    @Test
    void aRetryThatWaitedIsMade() {
        boolean[] busy = {true};
        lab.worldAnswers(
                sent -> busy[0] ? new Outcome.Retry("busy", Duration.ofSeconds(30)) : new Outcome.Delivered("ok", ""));
        anIncidentBegins();
        busy[0] = false;
        lab.restart();
        lab.pass(Duration.ofSeconds(31));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "anna slack", "anna email");
        assertThat(lab.pages()).noneMatch(Sent::isRepeat);
    }

    @Test
    void anOldRoundIsRefusedAfterARestartToo() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.act(new Signal.Unacknowledge("anna"));
        lab.restart();

        assertThat(lab.act(new Signal.Acknowledge("anna", 1, null)).rejected()).contains("round 1");
    }

    @Test
    void theEndOfAnAlertIsToldAfterARestart() {
        anIncidentBegins();
        lab.restart();
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.told(Kind.RESOLVED)).contains("anna slack", "#oncall pagerduty");
    }

    @Test
    void whatIsInForceIsTheConfigurationOfTheNewProcess() {
        anIncidentBegins();
        lab.die();
        lab.configure("lab-without-bob");
        lab.comeBack();
        lab.pass(Duration.ofMinutes(16));

        assertThat(lab.paged()).doesNotContain("bob email").contains("carol email");
    }

    @Test
    void aSecondRestartChangesNothing() {
        anIncidentBegins();
        lab.restart();
        lab.pass(Duration.ofSeconds(1));
        int records = lab.journal.size();

        lab.restart();

        assertThat(lab.journal.size()).isEqualTo(records);
    }
}
