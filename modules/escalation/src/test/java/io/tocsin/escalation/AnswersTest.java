package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Effect.CancelPages;
import io.tocsin.escalation.Effect.Rejected;
import io.tocsin.escalation.Effect.TellAcknowledged;
import io.tocsin.escalation.Effect.TellResolved;
import io.tocsin.escalation.State.Acknowledged;
import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.State.Triggered;
import io.tocsin.model.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void anAcknowledgementCancelsThePagesAndIsTold() {
        Story story = Story.ofDefault().until(5).acknowledge("anna");

        assertThat(story.incident.state())
                .isEqualTo(new Acknowledged("anna", minute(5), List.of(), null, Severity.HIGH));
        assertThat(story.effects).endsWith(new CancelPages("inc-1", 1), new TellAcknowledged("inc-1", "anna"));
        assertThat(story.lastText()).isEqualTo("anna acknowledged");
    }

    @Test
    void acknowledgingTwiceChangesNothing() {
        Story story = Story.ofDefault().until(5).acknowledge("anna");
        Step again = Fixture.ESCALATION.step(story.incident, new Signal.Acknowledge("anna", 1, null), minute(6));

        assertThat(again).isEqualTo(new Step(story.incident, List.of()));
    }

    @Test
    void aSecondPersonsAcknowledgementIsRecordedOnce() {
        Story story = Story.ofDefault()
                .until(5)
                .acknowledge("anna")
                .acknowledge("carol")
                .acknowledge("carol");

        assertThat(story.incident.state())
                .isEqualTo(new Acknowledged("anna", minute(5), List.of("carol"), null, Severity.HIGH));
        assertThat(story.texts()).containsOnlyOnce("carol acknowledged too");
    }

    @Test
    void anOldButtonDoesNotAcknowledgeANewRound() {
        Story story = Story.ofDefault().until(5).acknowledge("anna").tell(new Signal.Unacknowledge("anna"));
        Incident before = story.incident;

        story.tell(new Signal.Acknowledge("anna", 1, null));

        assertThat(story.incident).isEqualTo(before);
        assertThat(story.lastEffect())
                .isEqualTo(new Rejected("cannot acknowledge inc-1: the page is from round 1, now is round 2"));
    }

    @Test
    void aResolvedIncidentCannotBeAcknowledgedGivenBackOrEscalated() {
        Story story = Story.ofDefault().until(5).resolve("anna");
        Incident before = story.incident;

        for (Signal signal : List.of(
                new Signal.Acknowledge("bob", null, null),
                new Signal.Unacknowledge("bob"),
                new Signal.EscalateNow("bob"))) {
            story.tell(signal);

            assertThat(story.incident).isEqualTo(before);
            assertThat(story.lastEffect()).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void aButtonOfAnEarlierRoundNeitherResolvesNorEscalates() {
        Story story = Story.ofDefault().until(1).acknowledge("anna").tell(new Signal.Unacknowledge("anna"));
        Incident before = story.incident;
        assertThat(before.round()).isEqualTo(2);

        for (Signal signal : List.of(new Signal.Resolve("bob", 1), new Signal.EscalateNow("bob", 1))) {
            story.tell(signal);

            assertThat(story.incident).isEqualTo(before);
            assertThat(story.lastEffect())
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            refused -> assertThat(refused.reason()).contains("now is round 2"));
        }
        assertThat(story.tell(new Signal.Resolve("bob", 2)).incident.open()).isFalse();
    }

    @Test
    void anAcknowledgedIncidentIsNotEscalatedByAButtonOfAnEarlierRound() {
        Story story = Story.ofDefault().until(1).acknowledge("anna").tell(new Signal.Unacknowledge("anna"));
        Incident before = story.acknowledge("anna").incident;

        assertThat(story.tell(new Signal.EscalateNow("bob", 1)).incident).isEqualTo(before);
    }

    @Test
    void resolvingTwiceIsNoError() {
        Story story = Story.ofDefault().until(5).resolve("anna");
        int effects = story.effects.size();

        story.resolve("bob");

        assertThat(story.incident.state()).isEqualTo(new Resolved("anna", minute(5), false));
        assertThat(story.effects).hasSize(effects);
    }

    @Test
    void resolvingCancelsThePagesAndIsTold() {
        Story story = Story.ofDefault().until(5).acknowledge("anna").resolve("anna");

        assertThat(story.effects).endsWith(new CancelPages("inc-1", 1), new TellResolved("inc-1", "anna"));
        assertThat(story.lastText()).isEqualTo("anna resolved it");
    }

    @Test
    void givingItBackStartsANewRoundFromLevelOne() {
        Story story = Story.ofDefault().until(5).acknowledge("anna").until(10);

        story.tell(new Signal.Unacknowledge("anna")).until(25);

        assertThat(story.incident.state()).isEqualTo(new Triggered());
        assertThat(story.pagesFrom(10)).containsExactly("10 2/1 anna", "25 2/2 carol", "25 2/2 eng-manager");
        assertThat(story.texts()).contains("round 2 began, because anna gave it back");
    }

    @Test
    void unresolvedLevelsFireOnceInTheLifeOfAnIncident() {
        Story story = Story.ofDefault().until(35).acknowledge("anna").until(40);

        story.tell(new Signal.Unacknowledge("anna")).until(200);

        assertThat(story.pages().stream().filter(page -> page.endsWith("cto"))).containsExactly("30 1/3 cto");
        assertThat(story.pages().stream().filter(page -> page.endsWith("executives")))
                .containsExactly("60 2/4 executives");
    }

    @Test
    void aSnoozeLapsesIntoANewRound() {
        Story story = Story.ofDefault().until(5).tell(new Signal.Acknowledge("anna", 1, minute(20)));
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(20));

        story.until(20);

        assertThat(story.pagesFrom(6)).containsExactly("20 2/1 anna");
        assertThat(story.texts())
                .contains(
                        "anna acknowledged, until 2026-06-03T12:20:00Z",
                        "the acknowledgement by anna lapsed",
                        "round 2 began, because the acknowledgement by anna lapsed");
    }

    @Test
    void thePolicysTimeoutEndsAnAcknowledgementToo() {
        Policy policy = new Policy(
                "policy", Fixture.DEFAULT.levels(), Fixture.DEFAULT.fallback(), Duration.ofMinutes(20), null, null);

        Story story = Story.of(policy).until(5).acknowledge("anna").until(25);

        assertThat(story.pagesFrom(6)).containsExactly("25 2/1 anna");
    }

    @Test
    void anAcknowledgementIsExtendedOnlyByAnExplicitTime() {
        Story story = Story.ofDefault().tell(new Signal.Acknowledge("anna", 1, minute(20)));

        story.acknowledge("anna").acknowledge("bob");
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(20));

        story.tell(new Signal.Acknowledge("anna", 1, minute(25)));
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(25));
    }

    @Test
    void aSnoozeIntoThePastOrForMonthsIsRejected() {
        Story story = Story.ofDefault();

        story.tell(new Signal.Acknowledge("anna", 1, minute(0)));
        assertThat(story.lastEffect())
                .isEqualTo(new Rejected(
                        "cannot acknowledge inc-1: it is to last until 2026-06-03T12:00:00Z, which is over"));

        story.tell(new Signal.Acknowledge("anna", 1, minute(60 * 24 * 8)));
        assertThat(story.lastEffect())
                .isEqualTo(new Rejected(
                        "cannot acknowledge inc-1: it is to last until 2026-06-11T12:00:00Z, the limit is 7 days"));
    }

    @Test
    void escalatingPagesTheNextLevelAtOnceAndThoseAfterItFollowFromThere() {
        Story story = Story.ofDefault().until(2).tell(new Signal.EscalateNow("anna"));

        assertThat(story.pagesFrom(1)).containsExactly("2 1/2 carol", "2 1/2 eng-manager");
        assertThat(story.lastText()).isEqualTo("level 2 paged: carol, eng-manager, because anna escalated");
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(30));
    }

    @Test
    void escalatingEndsAnAcknowledgement() {
        Story story = Story.ofDefault().until(2).acknowledge("anna").until(20);

        story.tell(new Signal.EscalateNow("anna")).wake();

        assertThat(story.incident.state()).isEqualTo(new Triggered());
        assertThat(story.pagesFrom(1)).containsExactly("20 1/2 carol", "20 1/2 eng-manager");
    }

    @Test
    void escalatingPastTheLastLevelPagesTheFallback() {
        Story story = Story.ofDefault().until(61).tell(new Signal.EscalateNow("cto"));

        assertThat(story.pagesFrom(61)).containsExactly("61 1/5 ops");
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(121));
    }

    @Test
    void aNoteIsKept() {
        Story story = Story.ofDefault().tell(new Signal.Note("anna", "restarting the pool"));

        TimelineEntry last = story.incident.timeline().entries().getLast();
        assertThat(last)
                .isEqualTo(new TimelineEntry(minute(0), TimelineEntry.Kind.NOTE, "restarting the pool", "anna")
                        .at(last.number(), String.valueOf(last.previous())));
    }
}
