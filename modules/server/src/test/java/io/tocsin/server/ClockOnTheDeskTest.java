package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the clock on the wall while people are asked. */
class ClockOnTheDeskTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final AlertLab lab = new AlertLab();

    @ParameterizedTest
    @ValueSource(longs = {-2, -3_600, -86_400, -864_000})
    void setBackItChangesNothingAboutWhoIsPagedWhen(long seconds) {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(5));

        lab.setClock(Duration.ofSeconds(seconds));
        lab.pass(Duration.ofMinutes(10));
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        lab.pass(Duration.ofSeconds(12));
        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "bob email", "bob pagerduty");
        lab.pass(Duration.ofMinutes(15));

        assertThat(lab.paged())
                .containsExactly("anna slack", "anna email", "bob email", "bob pagerduty", "carol email");
    }

    @Test
    void setBackWhileNobodyIsThereALevelIsLateByNoMoreThanTheTimeBetweenTwoLooks() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(5));
        lab.die();
        lab.setClock(DAY.negated());
        lab.comeBack();
        lab.restart();

        lab.pass(Duration.ofMinutes(10));
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "bob email", "bob pagerduty");
    }

    @Test
    void setForwardOneLevelComesEarlyAndTheOthersKeepTheirDistance() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(5));

        lab.setClock(DAY);
        lab.pass(Duration.ofSeconds(2));
        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "bob email", "bob pagerduty");
        lab.setClock(DAY.negated());
        lab.pass(Duration.ofMinutes(14));

        assertThat(lab.paged()).hasSize(4);
    }

    @Test
    void aRetryComesWhenItWouldHave() {
        lab.worldAnswers(sent -> new Outcome.Retry("busy", Duration.ofMinutes(2)));
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(30));
        lab.setClock(DAY.negated());
        lab.worldAnswers(sent -> new Outcome.Delivered("ok", ""));
        lab.pass(Duration.ofSeconds(85));
        assertThat(lab.paged()).filteredOn(to -> to.startsWith("anna")).hasSize(2);

        lab.pass(Duration.ofSeconds(20));

        assertThat(lab.paged()).filteredOn(to -> to.startsWith("anna")).hasSize(4);
    }

    @Test
    void aGroupIsLookedAtWhenItWouldHaveBeenAlthoughThatHourWasThereBefore() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofHours(2));
        int told = lab.told(Notice.Kind.NOTIFY).size();
        lab.setClock(Duration.ofHours(-1));
        lab.pass(Duration.ofSeconds(2));

        lab.fires("BruteForce", "ip", "203.0.113.9");
        lab.pass(Duration.ofMinutes(6));

        assertThat(lab.told(Notice.Kind.NOTIFY)).hasSizeGreaterThan(told);
    }

    @Test
    void anAcknowledgementLastsAsLongAsItWasToLast() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(1));
        lab.act(new Signal.Acknowledge("anna", null, lab.time.instant().plus(Duration.ofMinutes(30))));
        lab.setClock(DAY.negated());

        lab.pass(Duration.ofMinutes(29));
        assertThat(lab.incident().round()).isEqualTo(1);
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.incident().round()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasOverStaysOverAndNobodyIsPagedForIt(boolean away) {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(5));
        lab.ends("BruteForce");
        lab.pass(Duration.ofSeconds(2));

        if (away) lab.die();
        lab.setClock(DAY.negated());
        if (away) {
            lab.comeBack();
            lab.restart();
        }
        lab.pass(Duration.ofHours(2));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        assertThat(lab.incident().open()).isFalse();
    }

    @Test
    void whatFiresLongAfterItWasOverIsAnotherIncidentByEveryClock() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(1));
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(10));
        lab.setClock(DAY.negated());
        lab.pass(Duration.ofMinutes(20));

        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(2));
        assertThat(lab.incidents()).hasSize(2).extracting(Incident::round).containsExactly(1, 1);
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(9));
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(6));

        assertThat(lab.incidents()).filteredOn(Incident::open).hasSize(1);
        assertThat(lab.incidents()).extracting(Incident::round).containsExactlyInAnyOrder(1, 2);
    }
}
