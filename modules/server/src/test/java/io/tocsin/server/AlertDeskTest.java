package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Attempt;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Target;
import io.tocsin.model.Notice.Kind;
import io.tocsin.model.Outcome;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Silence;
import io.tocsin.server.AlertLab.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From an alert to an answer, on simulated time. */
class AlertDeskTest {
    private static final Duration GROUP_WAIT = Duration.ofSeconds(10);

    private final AlertLab lab = new AlertLab();

    private void anIncidentBegins() {
        lab.fires("BruteForce");
        lab.pass(GROUP_WAIT.plusSeconds(1));
    }

    @Test
    void whoeverIsOnCallIsPagedOnceByEachContactMethod() {
        anIncidentBegins();

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void theReceiverIsToldByEachOfItsIntegrations() {
        anIncidentBegins();

        assertThat(lab.told(Kind.NOTIFY)).containsExactly("#oncall slack", "#oncall pagerduty");
    }

    @Test
    void aReceiverWithoutAPolicyPagesNobody() {
        lab.fires("Quiet");
        lab.pass(Duration.ofHours(1));

        assertThat(lab.told(Kind.NOTIFY)).containsExactly("#mail-only email");
        assertThat(lab.pages()).isEmpty();
        assertThat(lab.incidents()).isEmpty();
    }

    @Test
    void levelsClimbOnTimeWhileNobodyAnswers() {
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(31));

        assertThat(lab.pages().stream().map(page -> page.to() + " " + Duration.between(AlertLab.START, page.at())))
                .containsExactly(
                        "anna slack PT10S",
                        "anna email PT10S",
                        "bob email PT15M10S",
                        "bob pagerduty PT15M10S",
                        "carol email PT30M10S");
    }

    @Test
    void aPageSaysWhoIsNextAndWhoWasTold() {
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(16));

        Sent page = lab.pages().getLast();
        assertThat(page.notice().briefing().told())
                .contains("Anna Adler by slack at 12:00 UTC", "receiver oncall by pagerduty at 12:00 UTC");
        assertThat(page.notice().briefing().next()).isEqualTo("Carol Chen at 12:30 UTC (level 3)");
    }

    @Test
    void anAcknowledgementStopsTheLevelsThatWaitForOne() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.pass(Duration.ofMinutes(29));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void aLevelUnlessResolvedIsPagedInSpiteOfAnAcknowledgement() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.pass(Duration.ofMinutes(31));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email", "carol email");
    }

    @Test
    void everyoneWhoWasToldHearsOfTheAcknowledgement() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.told(Kind.ACKNOWLEDGED))
                .containsExactlyInAnyOrder("anna slack", "anna email", "#oncall slack", "#oncall pagerduty");
    }

    @Test
    void anAcknowledgementSaysWhoIsOnIt() {
        anIncidentBegins();
        lab.acknowledge("bob");
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.sent.getLast().notice().briefing().by()).isEqualTo("Bob Brandt");
    }

    @Test
    void acknowledgingTwiceTellsOnce() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.pass(Duration.ofSeconds(1));
        lab.acknowledge("anna");
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.told(Kind.ACKNOWLEDGED)).hasSize(4);
    }

    @Test
    void anAcknowledgementOfAnOldRoundIsRefusedWithAReason() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.act(new Signal.Unacknowledge("anna"));

        PeopleDesk.Answered answered = lab.act(new Signal.Acknowledge("anna", 1, null));

        assertThat(answered.rejected()).contains("the page is from round 1, now is round 2");
        assertThat(lab.incident().state()).isInstanceOf(State.Triggered.class);
    }

    @Test
    void aSecondLookAtTheGroupPagesNobodyAgain() {
        anIncidentBegins();
        lab.fires("BruteForce", "ip", "10.0.0.2");
        lab.pass(Duration.ofMinutes(5));

        assertThat(lab.incidents()).hasSize(1);
        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
        assertThat(lab.told(Kind.NOTIFY)).hasSize(4);
    }

    @Test
    void whenTheAlertsEndEveryoneWhoWasPagedHearsIt() {
        anIncidentBegins();
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.incident().state()).isInstanceOf(State.Resolved.class);
        assertThat(lab.told(Kind.RESOLVED))
                .containsExactlyInAnyOrder("anna slack", "anna email", "#oncall slack", "#oncall pagerduty");
    }

    @Test
    void aResolvedIncidentPagesNobodyAnyMore() {
        anIncidentBegins();
        lab.act(new Signal.Resolve("anna"));
        lab.pass(Duration.ofHours(3));

        assertThat(lab.paged()).containsExactly("anna slack", "anna email");
    }

    @Test
    void manyIncidentsClimbEachForItself() {
        anIncidentBegins();
        lab.pass(Duration.ofMinutes(5));
        lab.fires("ServiceDown");
        lab.pass(Duration.ofMinutes(11));

        assertThat(lab.pages().stream()
                        .map(page -> page.to() + " " + page.notice().briefing().title()))
                .containsExactly(
                        "anna slack BruteForce",
                        "anna email BruteForce",
                        "anna slack ServiceDown",
                        "anna email ServiceDown",
                        "bob email BruteForce",
                        "bob pagerduty BruteForce");
    }

    @Test
    void newsOfAnOldIncidentDoesNotBringItBackBeforeItsSuccessor() {
        lab.worldAnswers(sent -> new Outcome.Retry("busy", Duration.ofMinutes(20)));
        anIncidentBegins();
        String old = lab.incident().id();
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(15));
        lab.fires("BruteForce");
        lab.pass(GROUP_WAIT.plusSeconds(1));
        assertThat(lab.incidents()).hasSize(2);

        lab.desk()
                .people()
                .act(
                        old,
                        new Signal.Attempted(
                                new Attempt(
                                        "n",
                                        "page",
                                        "anna",
                                        "person/anna/slack",
                                        1,
                                        Attempt.Outcome.DELIVERED,
                                        "at last",
                                        Duration.ZERO),
                                1));
        lab.fires("BruteForce", "ip", "10.0.0.2");
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.incidents()).hasSize(2);
        assertThat(lab.incident().group().alerts()).hasSize(2);
    }

    @Test
    void aChangedConfigurationKeepsIncidentsAndTheirPolicy() {
        anIncidentBegins();
        lab.reconfigure("lab-without-bob");
        lab.pass(Duration.ofMinutes(31));

        assertThat(lab.incidents().getFirst().open()).isTrue();
        assertThat(lab.paged())
                .as("bob has left, so his level reaches nobody and the next one is paged")
                .startsWith("anna slack", "anna email")
                .doesNotContain("bob email")
                .contains("carol email");
    }

    @Test
    void anIncidentWhosePolicyIsGoneDisturbsNoOther() {
        anIncidentBegins();
        lab.act(new Signal.Resolve("anna"));
        lab.reconfigure("lab-without-bob");
        lab.pass(Duration.ofHours(25));
        lab.fires("ServiceDown");
        lab.pass(Duration.ofSeconds(11));

        assertThat(lab.pages().getLast().notice().briefing().title()).isEqualTo("ServiceDown");
    }

    @Test
    void theAcknowledgeLinkOfAPageIsForItsReader() {
        anIncidentBegins();

        assertThat(lab.pages()).allSatisfy(page -> {
            String link = page.notice().briefing().links().acknowledge();
            assertThat(link).contains("/a/");
        });
        assertThat(lab.sent.stream().filter(sent -> !sent.isPage()).toList())
                .allSatisfy(sent -> assertThat(sent.notice().briefing().links().acknowledge())
                        .isEmpty());
    }

    @Test
    void nothingIsWrittenWhenNothingHappens() {
        anIncidentBegins();
        lab.acknowledge("anna");
        lab.pass(Duration.ofMinutes(2));
        int before = lab.journal.size();

        lab.acknowledge("anna");
        lab.pass(Duration.ofSeconds(30));

        assertThat(lab.journal.size()).isEqualTo(before);
    }

    @Test
    void foreignAlertsThatAreSaidAgainAreOneEntryOfHistory() {
        for (int i = 0; i < 5; i++) {
            lab.desk().foreign(List.of(AlertLab.alert("HighLoad", lab.time.instant())));
            lab.pass(Duration.ofMinutes(1));
        }

        assertThat(lab.desk().views().happened(10)).hasSize(1);
    }

    @Test
    void whoeverIsNamedMustBeKnown() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));

        PeopleDesk.Answered answered =
                lab.act(new Signal.Reassign("anna", List.of(new Target.UserTarget("nobody-knows"))));

        assertThat(answered.rejected()).endsWith("there is no user 'nobody-knows'");
        assertThat(lab.incident().round()).isEqualTo(1);
    }

    @Test
    void nobodyIsPagedWhileAllItsAlertsAreSilenced() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        int paged = lab.sent.size();
        Silence quiet = new Silence(
                "",
                List.of(new Matcher("alertname", Operator.EQUAL, "BruteForce")),
                lab.time.instant(),
                lab.time.instant().plus(Duration.ofHours(3)),
                lab.time.instant(),
                "anna",
                "known",
                Map.of());

        lab.desk().change((routing, turn) -> routing.silence(quiet, "s1", turn));
        lab.pass(Duration.ofHours(2));
        assertThat(lab.sent).hasSize(paged);
        assertThat(lab.incident().pause()).isNotNull();

        lab.pass(Duration.ofHours(2));
        assertThat(lab.sent).hasSizeGreaterThan(paged);
        assertThat(lab.incident().pause()).isNull();
    }
}
