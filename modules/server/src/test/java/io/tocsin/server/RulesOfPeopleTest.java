package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Outcome;
import io.tocsin.server.AlertLab.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages go out as people have said: step by step, held back for their hours, and by another way when one fails. */
class RulesOfPeopleTest {
    private static final Instant OPENS = Instant.parse("2026-03-02T14:00:00Z");

    private final AlertLab lab = new AlertLab("lab-people");

    private void urgent() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
    }

    /** At noon, two hours before anybody is to hear of it. */
    private void notUrgent() {
        lab.fires("Slow", "severity", "medium");
        lab.pass(Duration.ofSeconds(11));
    }

    private void pass(int minutes) {
        lab.pass(Duration.ofMinutes(minutes));
    }

    private void passUntil(Instant at) {
        lab.pass(Duration.between(lab.time.instant(), at));
    }

    private void noWayWorksFor(String to, Outcome outcome) {
        lab.worldAnswers(sent -> sent.to().startsWith(to) ? outcome : new Outcome.Delivered("ok", ""));
    }

    @Test
    void eachStepComesAtItsTimeUntilSomebodyAnswers() {
        urgent();
        assertThat(lab.paged()).containsExactly("anna slack");
        pass(4);
        assertThat(lab.paged()).hasSize(1);
        pass(1);
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");

        lab.acknowledge("anna");
        pass(60);
        assertThat(lab.paged()).doesNotContain("anna pagerduty", "bob email");
    }

    @Test
    void whoeverDoesNotAnswerHearsByAllOfThem() {
        urgent();
        pass(10);

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "anna pagerduty");
        List<Instant> times = lab.pages().stream().map(Sent::at).toList();
        assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(Duration.ofMinutes(5));
        assertThat(Duration.between(times.get(0), times.get(2))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void nothingMoreIsSentOnceItIsOver() {
        urgent();
        lab.act(new Signal.Resolve("bob"));
        pass(60);

        assertThat(lab.paged()).containsExactly("anna slack");
    }

    @Test
    void theNextWayBeginsAtOnceWhenOneFailsForGood() {
        noWayWorksFor("anna slack", new Outcome.Permanent("no such user"));
        urgent();

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        pass(10);
        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "anna pagerduty");
    }

    @Test
    void afterTwoFailuresTheNextWayBeginsWhileTheFirstIsStillTried() {
        noWayWorksFor("anna slack", new Outcome.Retry("busy", Duration.ofSeconds(30)));
        urgent();
        assertThat(lab.paged()).containsExactly("anna slack");

        lab.pass(Duration.ofSeconds(61));
        assertThat(lab.paged())
                .startsWith("anna slack", "anna slack", "anna email")
                .filteredOn("anna slack"::equals)
                .hasSizeGreaterThan(2);
    }

    @Test
    void whenEveryWayFailsTheNextLevelIsAskedAtOnce() {
        noWayWorksFor("anna", new Outcome.Permanent("gone"));
        urgent();

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "anna pagerduty", "bob email");
    }

    @Test
    void aMethodThatCannotBeUsedHereIsNotWaitedFor() {
        urgent();
        pass(15);

        assertThat(lab.paged()).last().isEqualTo("bob email");
    }

    @Test
    void whatIsNotUrgentWaitsForItsHoursAndSoDoesItsClock() {
        notUrgent();
        passUntil(OPENS.minusSeconds(1));
        assertThat(lab.paged()).isEmpty();

        lab.pass(Duration.ofSeconds(2));
        assertThat(lab.paged()).containsExactly("anna email");
        pass(14);
        assertThat(lab.paged()).hasSize(1);
        pass(1);
        assertThat(lab.paged()).containsExactly("anna email", "bob email");
    }

    @Test
    void whatIsHeldBackGoesOutAfterARestart() {
        notUrgent();
        lab.restart();
        pass(30);
        lab.restart();
        passUntil(OPENS.plusSeconds(1));

        assertThat(lab.paged()).containsExactly("anna email");
    }

    @Test
    void whatBecameDueWhileTheServerWasDownGoesOutAtOnce() {
        notUrgent();
        lab.die();
        passUntil(OPENS.plusSeconds(600));
        lab.comeBack();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.paged()).containsExactly("anna email");
    }

    @Test
    void stepsToComeSurviveARestartAndAreNotSentTwice() {
        urgent();
        lab.restart();
        pass(11);

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "anna pagerduty");
    }

    @Test
    void whatWasAnsweredBeforeItsHoursIsNotSent() {
        notUrgent();
        lab.acknowledge("bob");
        lab.restart();
        passUntil(OPENS.plusSeconds(3_600));

        assertThat(lab.paged()).doesNotContain("anna email");
    }

    @Test
    void whatGetsWorseIsTakenUpAtOnceAndTheHeldPageIsNotSentAsWell() {
        notUrgent();
        lab.fires("Slow", "severity", "critical");
        pass(2);
        assertThat(lab.paged()).containsExactly("anna slack");

        lab.act(new Signal.Resolve("anna"));
        passUntil(OPENS.plusSeconds(60));
        assertThat(lab.paged()).containsExactly("anna slack");
    }

    @Test
    void quietHoursHoldWhoeverHasNoRulesButAreEndedByTheirEnd() {
        notUrgent();
        lab.act(new Signal.Reassign("bob", List.of(new Target.UserTarget("carol"))));
        pass(55);
        assertThat(lab.paged()).isEmpty();
        pass(6);
        assertThat(lab.paged()).contains("carol email");
    }

    @Test
    void whatIsRecordedOnlyIsAnIncidentOfWhichNobodyHears() {
        lab.fires("Chatter", "severity", "low");
        pass(120);

        assertThat(lab.incidents()).hasSize(1);
        assertThat(lab.incident().open()).isTrue();
        assertThat(lab.paged()).isEmpty();
    }

    @Test
    void whenNoPageArrivesInTimeTheFallbackHears() {
        noWayWorksFor("", new Outcome.Retry("everything is down", Duration.ofMinutes(1)));
        urgent();
        pass(21);

        assertThat(lab.paged()).contains("dave email");
        assertThat(lab.incident().timeline().entries())
                .extracting(TimelineEntry::kind)
                .contains(TimelineEntry.Kind.NOT_TOLD_IN_TIME);
    }

    @Test
    void otherRulesCountFromTheNextPageOnAndMethodsFromTheNextAttempt() {
        urgent();
        lab.reconfigure("lab");
        pass(11);
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");

        lab.act(new Signal.EscalateNow("anna"));
        lab.pass(Duration.ofSeconds(1));
        assertThat(lab.paged()).contains("bob email", "bob pagerduty");
    }
}
