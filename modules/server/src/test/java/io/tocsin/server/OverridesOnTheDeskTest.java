package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.MadeOverrides.Refusal;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.server.config.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody takes somebody's shift while the server runs. */
class OverridesOnTheDeskTest {
    private final AlertLab lab = new AlertLab();

    private MadeOverride made(String id, String user, Duration from, Duration to) {
        Instant now = lab.time.instant();
        ScheduleOverride override = new ScheduleOverride.Everybody(user, now.plus(from), now.plus(to));
        return new MadeOverride(id, "primary", override, now, "bob", "a wedding");
    }

    private Optional<Refusal> make(MadeOverride wanted) {
        return lab.desk()
                .override((overrides, turn) -> overrides.add(wanted, turn))
                .result();
    }

    private Optional<Refusal> end(String id) {
        return lab.desk().override((overrides, turn) -> overrides.end(id, turn)).result();
    }

    private void anIncidentBegins() {
        lab.fires("BruteForce" + lab.incidents().size());
        lab.pass(Duration.ofSeconds(11));
    }

    private List<String> onCall() {
        return onCall(lab.time.instant());
    }

    private List<String> onCall(Instant at) {
        Configuration real = lab.desk().overrides().over(AlertLab.load("lab"));
        return Objects.requireNonNull(real.oncall().schedules().get("primary")).onCallAt(at);
    }

    @Test
    void itCountsAtOnceForWhateverIsPagedFromThenOn() {
        assertThat(make(made("ov-1", "carol", Duration.ZERO, Duration.ofHours(1))))
                .isEmpty();
        anIncidentBegins();

        assertThat(lab.paged()).containsExactly("carol email");
        assertThat(onCall()).containsExactly("carol");
    }

    @Test
    void itEndsByItself() {
        make(made("ov-1", "carol", Duration.ZERO, Duration.ofHours(1)));
        lab.pass(Duration.ofHours(1));
        anIncidentBegins();

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void itSurvivesACrashAndAReload() {
        make(made("ov-1", "carol", Duration.ZERO, Duration.ofHours(1)));
        lab.restart();
        lab.reconfigure("lab");
        anIncidentBegins();

        assertThat(lab.paged()).containsExactly("carol email");
    }

    @Test
    void whatWasTakenBackStaysTakenBackAfterACrash() {
        make(made("ov-1", "carol", Duration.ofHours(1), Duration.ofHours(2)));
        assertThat(end("ov-1")).isEmpty();
        lab.restart();
        lab.pass(Duration.ofMinutes(90));

        assertThat(onCall()).containsExactly("anna");
        assertThat(lab.desk().overrides().made().made()).isEmpty();
    }

    @Test
    void whatHasBegunEndsNowAndStaysKnown() {
        make(made("ov-1", "carol", Duration.ZERO, Duration.ofHours(8)));
        Instant began = lab.time.instant();
        lab.pass(Duration.ofHours(1));
        assertThat(end("ov-1")).isEmpty();
        lab.restart();

        assertThat(onCall()).containsExactly("anna");
        assertThat(onCall(began)).containsExactly("carol");
        assertThat(end("ov-1")).map(Refusal::why).get().asString().contains("it was over at");
    }

    @Test
    void whatContradictsAnotherChangesNothing() {
        make(made("ov-1", "carol", Duration.ZERO, Duration.ofHours(2)));
        Optional<Refusal> refused = make(made("ov-2", "dave", Duration.ofHours(1), Duration.ofHours(3)));

        assertThat(refused).map(Refusal::conflict).contains(true);
        assertThat(refused).map(Refusal::why).get().asString().contains("ov-1 of bob says otherwise");
        lab.restart();
        assertThat(lab.desk().overrides().made().made())
                .extracting(MadeOverride::id)
                .containsExactly("ov-1");
    }

    @Test
    void whatIsNotThereCannotBeTakenBack() {
        assertThat(end("ov-9")).map(Refusal::why).contains("there is no override 'ov-9'");
    }

    @Test
    void whoeverHasLeftTakesNoShiftAndWhoeverComesBackDoes() {
        make(made("ov-1", "bob", Duration.ZERO, Duration.ofHours(2)));
        lab.reconfigure("lab-without-bob");
        anIncidentBegins();
        assertThat(lab.paged()).doesNotContain("bob email");

        lab.reconfigure("lab");
        assertThat(onCall()).containsExactly("bob");
    }

    @Test
    void aShiftThatIsTakenWhileALevelWaitsCountsForThatLevel() {
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(5));
        make(made("ov-1", "dave", Duration.ZERO, Duration.ofHours(2)));
        lab.acknowledge("anna");
        lab.act(new Signal.Unacknowledge("anna"));
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.paged()).last().isEqualTo("dave email");
    }
}
