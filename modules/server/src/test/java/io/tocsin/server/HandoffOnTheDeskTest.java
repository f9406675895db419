package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Severity;
import io.tocsin.notify.Delivery;
import io.tocsin.oncall.Handoffs;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.server.AlertLab.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Anna serves until two o'clock in Berlin, which is in an hour, then bob; both are told, and the team's channel. */
class HandoffOnTheDeskTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final AlertLab lab = new AlertLab("lab-handoff");

    HandoffOnTheDeskTest() {
        lab.desk().glance();
        theDeskIsUp();
    }

    /** A desk looks who is on call in its first step. */
    private void theDeskIsUp() {
        lab.desk().heard(1);
    }

    private List<Sent> notes() {
        return lab.sent.stream().filter(sent -> HandoffNote.is(sent.notice())).toList();
    }

    private List<String> told() {
        return notes().stream().map(Sent::to).toList();
    }

    private void takes(String user, Duration from, Duration lasting) {
        ScheduleOverride override = new ScheduleOverride.Everybody(
                user,
                lab.time.instant().plus(from),
                lab.time.instant().plus(from).plus(lasting));
        MadeOverride made =
                new MadeOverride("ov-" + user, "primary", override, lab.time.instant(), "anna", "a wedding");
        lab.desk().override((overrides, turn) -> overrides.add(made, turn));
    }

    @Test
    void whoComesOnWhoGoesAndTheChannelAreToldOnceAndNobodyIsPaged() {
        lab.pass(HOUR.minusSeconds(1));
        assertThat(notes()).isEmpty();
        lab.pass(Duration.ofHours(20));

        // Neither by pagerduty, which would page, nor by the webhook, to which it would look like an alert.
        assertThat(told()).containsExactlyInAnyOrder("bob email", "anna slack", "anna email", "#primary slack");
        assertThat(notes()).allSatisfy(sent -> {
            assertThat(sent.notice().kind()).isEqualTo(Notice.Kind.NOTIFY);
            assertThat(sent.notice().briefing().severity()).isEqualTo(Severity.LOW);
            assertThat(sent.at()).isEqualTo(AlertLab.START.plus(HOUR));
        });
        assertThat(lab.pages()).isEmpty();
    }

    @Test
    void itSaysUntilWhenFromWhomAndThatNothingIsOpen() {
        lab.pass(HOUR);

        Notice bobs = notes().getFirst().notice();
        assertThat(bobs.briefing().title())
                .isEqualTo("Hand-off of primary: Bob Brandt is on call until Tue 2026-03-03 14:00 CET");
        assertThat(bobs.briefing().why()).isEqualTo("You take over from Anna Adler. Nothing is open.");
        assertThat(bobs.briefing().links().incident()).endsWith("/incidents");
        assertThat(notes().get(1).notice().briefing().why())
                .isEqualTo("Bob Brandt takes over from you. Nothing is open.");
        assertThat(notes().getLast().notice().briefing().why())
                .isEqualTo("Bob Brandt takes over from Anna Adler. Nothing is open.");
    }

    @Test
    void itListsWhatIsOpenAndAsksThisSchedule() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        lab.acknowledge("anna");
        lab.fires("Exhausted");
        lab.fires("Quiet");
        lab.pass(HOUR);

        Notice bobs = notes().getFirst().notice();
        assertThat(bobs.briefing().why()).isEqualTo("You take over from Anna Adler. 2 incidents are open.");
        assertThat(bobs.briefing().group().alerts())
                .extracting(alert -> Objects.requireNonNull(alert.annotations().get("summary")))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("CRITICAL BruteForce, acknowledged by Anna Adler: http")
                        .contains("/incidents/inc-"))
                .anySatisfy(text ->
                        assertThat(text).startsWith("CRITICAL Exhausted, nobody has acknowledged, level 1 was paged: "))
                .hasSize(2);
    }

    @Test
    void anOverrideThatBeginsNowIsAChangeOfNow() {
        takes("carol", Duration.ZERO, Duration.ofMinutes(30));
        lab.pass(Duration.ofMinutes(29));

        assertThat(told()).containsExactlyInAnyOrder("carol slack", "anna slack", "anna email", "#primary slack");
        lab.pass(Duration.ofMinutes(1));
        assertThat(notes().stream().filter(sent -> sent.notice().person().equals("anna")))
                .extracting(sent -> sent.notice().briefing().why())
                .contains("You take over from Carol Chen. Nothing is open.");
    }

    @Test
    void aReloadThatMovesTheChangeBackTellsNobodyTwice() {
        lab.pass(HOUR);
        int told = notes().size();
        lab.reconfigure("lab-handoff-moved");
        lab.pass(HOUR);

        assertThat(notes()).hasSize(told);
    }

    @Test
    void aReloadThatMovesTheChangeForwardTellsWhenItComes() {
        lab.reconfigure("lab-handoff-moved");
        lab.pass(HOUR.multipliedBy(2));

        assertThat(notes())
                .hasSize(4)
                .allSatisfy(sent -> assertThat(sent.at()).isEqualTo(AlertLab.START.plus(Duration.ofMinutes(30))));
    }

    @Test
    void itIsToldAfterACrashThatWasShort() {
        lab.pass(HOUR.minusSeconds(60));
        lab.die();
        lab.pass(Duration.ofMinutes(10));
        lab.comeBack();

        assertThat(told()).contains("bob email").hasSize(4);
    }

    @Test
    void whatWasLongBeforeTheStartIsNotTold() {
        lab.pass(HOUR.minusSeconds(60));
        lab.die();
        lab.pass(Handoffs.LATE_MAX.plusSeconds(60));
        lab.comeBack();
        lab.pass(HOUR);

        assertThat(notes()).isEmpty();
    }

    @Test
    void aCrashAfterAnyStepChangesNothing() {
        List<String> calm = story(-1, Duration.ZERO);
        for (int step = 1; step < 30; step++) {
            assertThat(story(step, Duration.ZERO))
                    .as("before sending, step %s", step)
                    .isEqualTo(calm);
            assertThat(story(step, AlertLab.ANSWER.dividedBy(2)))
                    .as("after sending, step %s", step)
                    .isEqualTo(calm);
        }
    }

    /** Three changes, one by an override; what arrived, but for repeats. */
    private static List<String> story(int crashAt, Duration later) {
        AlertLab lab = new AlertLab("lab-handoff");
        lab.journal.afterEach(() -> {
            if (lab.journal.size() == crashAt) lab.crashNow(later);
        });
        lab.desk().heard(1);
        lab.fires("BruteForce");
        lab.pass(Duration.ofHours(2));
        lab.desk().override((overrides, turn) -> {
            ScheduleOverride override = new ScheduleOverride.Everybody(
                    "carol", lab.time.instant(), lab.time.instant().plus(HOUR));
            return overrides.add(new MadeOverride("ov-1", "primary", override, lab.time.instant(), "bob", ""), turn);
        });
        lab.pass(Duration.ofHours(3));
        return lab.sent.stream()
                .filter(sent -> HandoffNote.is(sent.notice()) && !sent.isRepeat())
                .map(sent -> sent.notice().id() + " " + sent.to())
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void anotherWayTakesThePlaceOfOneThatFailsAndWhoHasHeardHearsNoMore() {
        lab.worldAnswers(sent -> sent.to().equals("carol slack")
                ? new Outcome.Permanent("no such user")
                : new Outcome.Delivered("ok", ""));
        takes("carol", Duration.ZERO, HOUR);
        lab.pass(Duration.ofSeconds(1));
        assertThat(told()).contains("carol slack", "carol email");

        lab.worldAnswers(sent -> new Outcome.Delivered("ok", ""));
        AlertLab well = new AlertLab("lab-handoff");
        well.desk().heard(1);
        well.desk().override((overrides, turn) -> {
            ScheduleOverride override = new ScheduleOverride.Everybody(
                    "carol", well.time.instant(), well.time.instant().plus(HOUR));
            return overrides.add(new MadeOverride("ov-1", "primary", override, well.time.instant(), "bob", ""), turn);
        });
        well.pass(Duration.ofMinutes(30));
        assertThat(well.sent).extracting(Sent::to).contains("carol slack").doesNotContain("carol email");
    }

    @Test
    void itIsTriedAgainUntilItIsTaken() {
        boolean[] down = {true};
        lab.worldAnswers(
                sent -> down[0] ? new Outcome.Retry("busy", Duration.ofSeconds(30)) : new Outcome.Delivered("ok", ""));
        lab.pass(HOUR.plusSeconds(10));
        down[0] = false;
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.desk().views().outbox().all())
                .filteredOn(message -> HandoffNote.is(message.delivery().notice()))
                .extracting(message -> message.delivery().state())
                .hasSize(4)
                .containsOnly(Delivery.State.DELIVERED);
    }

    @Test
    void quietHoursHoldItAndThenItSaysWhatIsOpenThen() {
        // Berlin's nights are told in UTC here: from ten to seven.
        takes("carol", Duration.ofHours(11), Duration.ofHours(12));
        lab.pass(Duration.ofHours(12));
        lab.fires("BruteForce");
        assertThat(told()).doesNotContain("carol slack");

        lab.pass(Duration.ofHours(8));
        Sent carols = notes().stream()
                .filter(sent -> sent.to().equals("carol slack"))
                .findFirst()
                .orElseThrow();
        assertThat(carols.at()).isEqualTo(AlertLab.START.plus(Duration.ofHours(19)));
        assertThat(carols.notice().briefing().why()).contains("1 incident is open.");
        assertThat(carols.notice().briefing().group().alerts())
                .extracting(Alert::name)
                .containsOnly("Open incident");
    }

    @Test
    void whoseShiftIsOverBeforeTheyWakeIsNotToldThatItBegan() {
        takes("carol", Duration.ofHours(11), Duration.ofHours(2));
        lab.pass(Duration.ofHours(24));

        assertThat(notes().stream().filter(sent -> sent.notice().person().equals("carol")))
                .isNotEmpty()
                .allSatisfy(sent ->
                        assertThat(sent.notice().briefing().why()).startsWith("Bob Brandt takes over from you."));
    }

    @Test
    void whoHasNoWayForItIsNotPagedInstead() {
        takes("dave", Duration.ZERO, HOUR);
        lab.pass(Duration.ofMinutes(10));

        assertThat(told()).containsExactlyInAnyOrder("anna slack", "anna email", "#primary slack");
    }

    @Test
    void aClockThatIsSetBackTellsNobodyAgain() {
        lab.pass(HOUR.plusSeconds(60));
        int told = notes().size();
        lab.setClock(Duration.ofMinutes(-30));
        lab.pass(HOUR);

        assertThat(notes()).hasSize(told);
    }
}
