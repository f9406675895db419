package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.State;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Notice.Kind;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import io.tocsin.server.AlertLab.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the desk does when the world does not take its messages. */
class DeliveryOnTheDeskTest {
    private final AlertLab lab = new AlertLab();

    private void anIncidentBegins() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(10));
    }

    private static Outcome ok() {
        return new Outcome.Delivered("ok", "");
    }

    @Test
    void aBusyChannelIsAskedAgainNotBeforeItWants() {
        lab.worldAnswers(sent -> lab.pages().size() == 2 ? new Outcome.Retry("busy", Duration.ofSeconds(30)) : ok());
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(30));
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");

        lab.pass(AlertLab.ANSWER);

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "anna slack", "anna email");
        assertThat(lab.pages().getLast().at())
                .isEqualTo(lab.pages().getFirst().at().plus(AlertLab.ANSWER).plusSeconds(30));
    }

    @Test
    void anAnswerThatGotLostIsAskedForAgainAndSaysSo() {
        lab.worldAnswers(sent -> sent.isRepeat() ? ok() : new Outcome.Ambiguous("connection reset"));
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(2));

        assertThat(lab.pages()).hasSize(4);
        assertThat(lab.pages().subList(2, 4)).allMatch(Sent::isRepeat);
    }

    @Test
    void aLookAtTheGroupIsAReasonToTryAReceiverAgainAtOnce() {
        lab.retriesComeLate();
        lab.worldAnswers(sent -> new Outcome.Retry("503", Duration.ZERO));
        lab.fires("Quiet");
        lab.pass(Duration.ofSeconds(100));

        assertThat(secondsOfAttempts())
                .as("the sixth was due after 73 seconds, the look came before")
                .containsExactly(10L, 11L, 13L, 17L, 25L, 41L, 70L);
    }

    @Test
    void noLookHurriesWhoWantsToBeLeftAlone() {
        lab.worldAnswers(sent -> new Outcome.Retry("busy", Duration.ofMinutes(3)));
        lab.fires("Quiet");
        lab.pass(Duration.ofMinutes(4));

        assertThat(secondsOfAttempts()).containsExactly(10L, 190L);
    }

    private List<Long> secondsOfAttempts() {
        return lab.sent.stream()
                .map(sent -> Duration.between(AlertLab.START, sent.at()).toSeconds())
                .toList();
    }

    @Test
    void whenNoMethodReachesAPersonTheNextLevelIsPagedAtOnce() {
        lab.worldAnswers(sent -> isFor(sent, "anna") ? new Outcome.Permanent("no such user") : ok());
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "bob email", "bob pagerduty");
    }

    @Test
    void oneMethodThatWorksIsEnough() {
        lab.worldAnswers(sent -> sent.to().equals("anna slack") ? new Outcome.Permanent("no such user") : ok());
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(14));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void aMethodThatFailsWhileTheOtherIsStillTriedDoesNotHurryAnybody() {
        lab.worldAnswers(sent -> sent.to().equals("anna slack")
                ? new Outcome.Permanent("no such user")
                : new Outcome.Retry("busy", Duration.ofMinutes(1)));
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(14));

        assertThat(lab.paged()).doesNotContain("bob email");
    }

    @Test
    void whenNobodyCanBeReachedTheFallbackIsTried() {
        lab.worldAnswers(sent -> new Outcome.Permanent("gone"));
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(2));

        assertThat(lab.paged())
                .containsExactly("anna slack", "anna email", "bob email", "bob pagerduty", "carol email", "dave email");
    }

    @Test
    void aMethodTakenOutOfTheConfigurationCountsAsFailed() {
        lab.worldAnswers(sent -> isFor(sent, "bob") ? new Outcome.Retry("busy", Duration.ofMinutes(1)) : ok());
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(15).plusSeconds(5));
        assertThat(lab.paged()).contains("bob email").doesNotContain("carol email");

        lab.reconfigure("lab-without-bob");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.paged()).contains("carol email");
    }

    @Test
    void aPageThatIsStillTriedIsTakenBackByAnAcknowledgement() {
        lab.worldAnswers(sent -> new Outcome.Retry("busy", Duration.ofSeconds(30)));
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(1));
        lab.acknowledge("anna");
        lab.pass(Duration.ofMinutes(10));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void aPageThatLandsAfterTheAcknowledgementIsFollowedByIt() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(10));
        assertThat(lab.paged()).hasSize(2);

        lab.acknowledge("anna");
        lab.pass(AlertLab.ANSWER.multipliedBy(2));

        assertThat(lab.told(Kind.ACKNOWLEDGED)).containsExactlyInAnyOrder("anna slack", "anna email");
    }

    @Test
    void laterMessagesContinueTheThreadOfTheFirst() {
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(1));
        lab.acknowledge("anna");
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.sent.stream().filter(sent -> sent.to().equals("anna slack")))
                .extracting(sent -> sent.notice().thread())
                .containsExactly("", "thread-slack");
    }

    @Test
    void olderNewsOfAGroupIsNotSentAfterNewerNews() {
        boolean[] down = {true};
        lab.worldAnswers(sent -> down[0] && sent.channel().equals("pagerduty")
                ? new Outcome.Retry("down", Duration.ofMinutes(2))
                : ok());
        anIncidentBegins();
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(1));
        down[0] = false;
        lab.pass(Duration.ofMinutes(10));

        assertThat(lab.sent.stream()
                        .filter(sent -> sent.to().equals("#oncall pagerduty"))
                        .map(sent -> sent.notice().kind()))
                .as("a trigger after the resolve would stay open for ever")
                .containsExactly(Kind.NOTIFY, Kind.RESOLVED);
    }

    @Test
    void theTimelineTellsWhatBecameOfAPage() {
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.incident().timeline().entries())
                .filteredOn(entry -> entry.kind() == TimelineEntry.Kind.PAGE_DELIVERED)
                .extracting(TimelineEntry::text)
                .containsExactly("anna reached: slack: ok", "anna reached: email: ok");
    }

    @Test
    void aBrokenDiskDoesNotSilenceThePage() {
        lab.journal.breaks();
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(15));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "bob email", "bob pagerduty");
    }

    @Test
    void aBrokenDiskIsNoReasonToPageTwice() {
        lab.journal.breaks();
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(14));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void whoeverActsWhileTheDiskIsBrokenHearsThatItMayBeLost() {
        anIncidentBegins();
        lab.journal.breaks();

        var answer = lab.desk()
                .people()
                .act(lab.incident().id(), new io.tocsin.escalation.Signal.Acknowledge("anna", null, null));

        assertThat(answer.failed()).isTrue();
        assertThat(answer.cause()).hasMessageContaining("no space left");
    }

    @Test
    void onceTheDiskIsMendedACrashUndoesNothing() {
        lab.journal.breaks();
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(30));
        lab.journal.isMended();
        lab.pass(Duration.ofSeconds(10));

        lab.restart();
        lab.pass(Duration.ofMinutes(14));

        assertThat(lab.incident().state()).isInstanceOf(State.Triggered.class);
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        lab.pass(Duration.ofMinutes(1));
        assertThat(lab.paged()).endsWith("bob email", "bob pagerduty");
    }

    @Test
    void whatTheRulesWereHeardOfIsRememberedOnceTheDiskIsMended() {
        lab.journal.breaks();
        lab.fires(42, "BruteForce");
        lab.pass(Duration.ofSeconds(1));
        lab.journal.isMended();
        lab.pass(Duration.ofSeconds(10));

        assertThat(lab.journal.read().events()).isEqualTo(42);
    }

    @Test
    void stoppingWaitsForTheAnswersThatAreOnTheirWay() {
        anIncidentBegins();
        var stopped = lab.desk().stop();
        assertThat(stopped.isComplete()).isFalse();

        lab.pass(AlertLab.ANSWER);

        assertThat(stopped.succeeded()).isTrue();
        lab.restart();
        lab.pass(Duration.ofMinutes(1));
        assertThat(lab.sent).noneMatch(Sent::isRepeat);
    }

    @Test
    void whoeverStopsPagesNobodyAnyMore() {
        anIncidentBegins();
        lab.pass(Duration.ofSeconds(1));
        lab.desk().stop();
        lab.pass(Duration.ofHours(1));
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");

        lab.restart();

        assertThat(lab.paged()).endsWith("bob email", "bob pagerduty");
    }

    @Test
    void settledMessagesAreForgottenAfterAWeek() {
        anIncidentBegins();
        lab.ends("BruteForce");
        lab.pass(Duration.ofDays(8));
        lab.fires("ServiceDown");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.journal.read().entities().keySet().stream().filter(key -> key.startsWith("outgoing/")))
                .as("those of the new incident")
                .hasSize(4);
    }

    @Test
    void incidentsAreForgottenAMonthAfterTheyWereResolved() {
        anIncidentBegins();
        lab.ends("BruteForce");
        lab.pass(Duration.ofDays(31));
        lab.fires("ServiceDown");
        lab.pass(Duration.ofMinutes(20));

        assertThat(lab.incidents()).hasSize(1);
        assertThat(lab.journal.read().entities().keySet().stream().filter(key -> key.startsWith("incident/")))
                .hasSize(1);
    }

    @Test
    void nothingIsEverLeftWithoutAnEnd() {
        anIncidentBegins();
        lab.pass(Duration.ofHours(30));
        lab.acknowledge("anna");
        lab.ends("BruteForce");
        lab.pass(Duration.ofHours(1));

        assertThat(lab.desk().views().outbox().all())
                .extracting(outgoing -> outgoing.delivery().state())
                .doesNotContain(Delivery.State.PLANNED, Delivery.State.SENDING, Delivery.State.RETRYING);
    }

    private static boolean isFor(Sent sent, String user) {
        return sent.notice().person().equals(user);
    }
}
