package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.NOON;
import static io.tocsin.escalation.Fixture.alert;
import static io.tocsin.escalation.Fixture.ended;
import static io.tocsin.escalation.Fixture.group;
import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Effect.OpenAnew;
import io.tocsin.escalation.Effect.TellResolved;
import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.State.Triggered;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewsTest {
    private static final AlertGroup HIGH = group("high");
    private static final AlertGroup WORSE = group("high", "critical");

    @Test
    void hearingTheSameAgainChangesNothing() {
        Story story = Story.ofDefault();

        Step again = Fixture.ESCALATION.step(story.incident, new Signal.Firing(HIGH), minute(5));

        assertThat(again).isEqualTo(new Step(story.incident, List.of()));
    }

    @Test
    void joiningAlertsUpdateATriggeredIncident() {
        Story story = Story.ofDefault().until(5).tell(new Signal.Firing(WORSE));

        assertThat(story.incident.group()).isEqualTo(WORSE);
        assertThat(story.incident.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(story.texts())
                .endsWith("2 alerts firing: 1 new, 0 ended: HighErrorRatecritical", "severity was HIGH, is CRITICAL");
        assertThat(story.pagesFrom(1)).isEmpty();
    }

    @Test
    void aHigherSeverityThanAcknowledgedStartsANewRound() {
        Story story = Story.ofDefault().until(5).acknowledge("anna").until(7).tell(new Signal.Firing(WORSE));

        assertThat(story.incident.state()).isEqualTo(new Triggered());
        assertThat(story.pagesFrom(1)).containsExactly("7 2/1 anna");
        assertThat(story.texts())
                .contains("round 2 began, because it became CRITICAL after anna had acknowledged HIGH");
    }

    @Test
    void anEqualOrLowerSeverityLeavesTheAcknowledgementAlone() {
        Story story = Story.ofDefault().until(5).acknowledge("anna").until(7);

        story.tell(new Signal.Firing(group("high", "low"))).tell(new Signal.Firing(group("low")));

        assertThat(story.incident.round()).isEqualTo(1);
        assertThat(story.pagesFrom(1)).isEmpty();
        assertThat(story.incident.severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void itIsOverWhenNothingFiresAnyMore() {
        for (Story story : List.of(Story.ofDefault(), Story.ofDefault().acknowledge("anna"))) {
            story.until(5).tell(new Signal.Cleared(HIGH));

            assertThat(story.incident.state()).isEqualTo(new Resolved("", minute(5), true));
            assertThat(story.lastEffect()).isEqualTo(new TellResolved("inc-1", ""));
            assertThat(story.incident.nextDeadline()).isNull();
        }
    }

    @Test
    void firingAgainWithinTenMinutesReopensTheSameIncident() {
        Story story = Story.ofDefault().until(5).tell(new Signal.Cleared(HIGH)).until(15);

        story.tell(new Signal.Firing(group(alert("HighErrorRatehigh", "high", minute(14)))));

        assertThat(story.incident.state()).isEqualTo(new Triggered());
        assertThat(story.pagesFrom(1)).containsExactly("15 2/1 anna");
        assertThat(story.texts()).contains("it fires again 10 minutes after it was resolved");
    }

    @Test
    void theTimeItWasResolvedDoesNotCountAsUnresolved() {
        Story story = Story.ofDefault().until(25).tell(new Signal.Cleared(HIGH)).until(34);

        story.tell(new Signal.Firing(HIGH)).until(39);

        assertThat(story.pagesFrom(26)).containsExactly("34 2/1 anna", "39 2/3 cto", "39 2/3 vp-eng");
    }

    @Test
    void firingAgainLaterIsANewIncident() {
        Story story = Story.ofDefault().until(5).tell(new Signal.Cleared(HIGH));
        Incident before = story.incident;

        Step step = Fixture.ESCALATION.step(
                before, new Signal.Firing(HIGH), minute(15).plusMillis(1));

        assertThat(step).isEqualTo(new Step(before, List.of(new OpenAnew(HIGH))));
    }

    @Test
    void whatFiresOnAfterAResolveByHandIsHeldDown() {
        Story story = Story.ofDefault().until(5).resolve("anna");
        Incident before = story.incident;

        story.until(6).tell(new Signal.Firing(HIGH)).until(60).tell(new Signal.Firing(HIGH));

        assertThat(story.incident).isEqualTo(before);
        assertThat(story.pagesFrom(1)).isEmpty();
    }

    @Test
    void afterAResolveByHandGoingQuietAndFiringAgainIsNews() {
        Story story = Story.ofDefault().until(5).resolve("anna").until(6).tell(new Signal.Cleared(HIGH));
        assertThat(story.lastText()).isEqualTo("nothing fires any more");

        story.until(8).tell(new Signal.Firing(HIGH));

        assertThat(story.pagesFrom(1)).containsExactly("8 2/1 anna");
    }

    @Test
    void anotherAlertAfterAResolveByHandIsNews() {
        Story story = Story.ofDefault().until(5).resolve("anna").until(8).tell(new Signal.Firing(WORSE));

        assertThat(story.pagesFrom(1)).containsExactly("8 2/1 anna");
    }

    @Test
    void theSameAlertWithANewBeginningAfterAResolveByHandIsNews() {
        AlertGroup again = group(alert("HighErrorRatehigh", "high", NOON.plusSeconds(1)));
        Story story = Story.ofDefault().until(5).resolve("anna").until(60).tell(new Signal.Firing(again));

        assertThat(story.lastEffect()).isEqualTo(new OpenAnew(again));
    }

    @Test
    void aDayAfterAResolveByHandWhatNeverStoppedOpensAnew() {
        Story story = Story.ofDefault().until(5).resolve("anna");
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(5 + 24 * 60));

        story.until(5 + 24 * 60);

        assertThat(story.lastEffect()).isEqualTo(new OpenAnew(HIGH));
        assertThat(story.incident.nextDeadline()).isNull();
    }

    @Test
    void aChangedPolicyTakesEffectWithTheNextRound() {
        Story story = Story.ofDefault().until(5);
        Policy changed = Policy.of(
                "default",
                List.of(Fixture.level(0, Unless.ACKNOWLEDGED, new Target.UserTarget("zoe"))),
                List.of(new Target.UserTarget("ops")));
        story.escalation = Fixture.escalation(changed);

        story.until(15);
        assertThat(story.pagesFrom(1)).containsExactly("15 1/2 carol", "15 1/2 eng-manager");

        story.acknowledge("carol").tell(new Signal.Unacknowledge("carol")).until(30);
        assertThat(story.pagesFrom(16)).containsExactly("30 2/2 ops");
        assertThat(story.pages()).contains("15 2/1 zoe");
    }

    @Test
    void whatIsSilencedADayAfterAResolveByHandWaitsForTheEndOfTheSilence() {
        Story story = Story.ofDefault().until(5).resolve("anna").until(600).tell(new Signal.Held("silenced"));
        assertThat(story.incident.nextDeadline()).isNull();
        story.until(30 * 60).wake();
        assertThat(story.effects).noneMatch(OpenAnew.class::isInstance);

        story.tell(new Signal.Released()).until(30 * 60);

        assertThat(story.lastEffect()).isEqualTo(new OpenAnew(HIGH));
        assertThat(story.incident.nextDeadline()).isNull();
    }

    @Test
    void whatWasSilencedWhenSomebodyResolvedItIsStillSilencedAfterwards() {
        Story story =
                Story.ofDefault().until(5).tell(new Signal.Held("silenced")).resolve("anna");

        story.until(30 * 60).wake();

        assertThat(story.effects).noneMatch(OpenAnew.class::isInstance);
        assertThat(story.tell(new Signal.Firing(HIGH)).lastEffect())
                .as("told, so it is not held back")
                .isEqualTo(new OpenAnew(HIGH));
    }

    @Test
    void aSilenceThatEndsWithinTheDayChangesNothing() {
        Story story = Story.ofDefault()
                .until(5)
                .resolve("anna")
                .tell(new Signal.Held("silenced"))
                .until(60)
                .tell(new Signal.Released());

        assertThat(story.incident.nextDeadline()).isEqualTo(minute(5 + 24 * 60));
    }

    @Test
    void whatEndsUnderASilenceAfterAResolveByHandIsOver() {
        Story story = Story.ofDefault().until(5).resolve("anna").tell(new Signal.Held("silenced"));

        story.tell(new Signal.Cleared(ended(HIGH, story.now))).until(30 * 60).tell(new Signal.Released());

        assertThat(story.effects).noneMatch(OpenAnew.class::isInstance);
        assertThat(story.incident.nextDeadline()).isNull();
    }

    @Test
    void ofSeveralGroupsOnlyThoseThatAreNotSilencedOpenAnew() {
        AlertGroup other = Fixture.other();
        Story story = Story.ofDefault().takeIn(other).until(5).resolve("anna");
        story.tell(new Signal.Held("silenced", other.key())).until(30 * 60);

        assertThat(story.effects.stream().filter(OpenAnew.class::isInstance).map(effect -> ((OpenAnew) effect).group()))
                .containsExactly(HIGH);

        story.tell(new Signal.Released(other.key())).until(30 * 60);

        assertThat(story.effects.stream().filter(OpenAnew.class::isInstance).map(effect -> ((OpenAnew) effect).group()))
                .containsExactly(HIGH, other);
    }
}
