package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.group;
import static io.tocsin.escalation.Fixture.level;
import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Target.ScheduleTarget;
import io.tocsin.escalation.Target.UserTarget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What waits: incidents whose alerts are held back or may be over, and policies before which somebody was named by hand. */
class WaitingTest {
    private static final Policy TWO = policy(null);
    private static final Policy PATIENT = policy(Duration.ofMinutes(5));

    private static Policy policy(@Nullable Duration resolveAfter) {
        return new Policy(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new UserTarget("a")),
                        level(10, Unless.ACKNOWLEDGED, new UserTarget("b"))),
                List.of(new UserTarget("ops")),
                null,
                null,
                resolveAfter);
    }

    @Test
    void nobodyIsPagedForWhatIsHeldBackAndAfterwardsEverybodyHasHisFullTime() {
        Story story =
                Story.of(TWO).until(4).tell(new Signal.Held("silenced by anna")).until(60);

        assertThat(story.pagesFrom(1)).isEmpty();
        assertThat(story.incident.nextDeadline()).isNull();
        assertThat(story.lastText()).isEqualTo("it waits: silenced by anna");

        assertThat(story.tell(new Signal.Released()).until(66).pagesFrom(1)).containsExactly("66 1/2 b");
    }

    @Test
    void whatFiresAndIsToldIsNotHeldBack() {
        Story story = Story.of(TWO).until(4).tell(new Signal.Held("silenced")).until(8);

        assertThat(story.tell(new Signal.Firing(group("high"))).until(14).pagesFrom(1))
                .containsExactly("14 1/2 b");
    }

    @Test
    void whatWasDueWhileItWaitedIsNotLate() {
        Story story =
                Story.of(TWO).tell(new Signal.Held("silenced")).asleepUntil(300).tell(new Signal.Released());

        assertThat(story.until(310).pagesFrom(1)).containsExactly("310 1/2 b");
        assertThat(story.lastText()).doesNotContain("late");
    }

    @Test
    void peopleMayActMeanwhile() {
        Story story = Story.of(TWO).until(2).tell(new Signal.Held("silenced")).tell(new Signal.EscalateNow("anna"));
        assertThat(story.pagesFrom(2)).containsExactly("2 1/2 b");

        story.acknowledge("b").until(30).tell(new Signal.Unacknowledge("b"));
        assertThat(story.pagesFrom(3)).as("a new round waits, too").isEmpty();
        assertThat(story.tell(new Signal.Released()).until(31).pagesFrom(3)).containsExactly("30 2/1 a");
    }

    @Test
    void aLevelOutOfReachWaitsToo() {
        Story story = Story.of(TWO).until(1).tell(new Signal.Held("silenced"));

        story.tell(new Signal.PageFailed(1, 1, "a", "bounced")).until(20);
        assertThat(story.pagesFrom(1)).isEmpty();
        assertThat(story.tell(new Signal.Released()).until(21).pagesFrom(1)).containsExactly("20 1/2 b");
    }

    @Test
    void anEndIsBelievedWhenItLasts() {
        Story story = Story.of(PATIENT)
                .until(3)
                .tell(new Signal.Cleared(group("high")))
                .until(7);
        assertThat(story.incident.open()).isTrue();

        story.until(8);
        assertThat(story.incident.open()).isFalse();
        assertThat(story.pagesFrom(1)).isEmpty();
    }

    @Test
    void whatFlapsIsOneIncidentOfOneRound() {
        Story story = Story.of(PATIENT);
        for (int at = 1; at <= 9; at += 2) {
            story.until(at).tell(new Signal.Cleared(group("high")));
            story.until(at + 1).tell(new Signal.Firing(group("high")));
        }

        assertThat(story.incident.round()).isEqualTo(1);
        assertThat(story.until(15).pagesFrom(1))
                .as("5 of 15 minutes nothing fired")
                .containsExactly("15 1/2 b");
    }

    @Test
    void whatWasResolvedWhileItsEndWasWaitedForPagesNobodyADayLater() {
        Story story = Story.of(PATIENT)
                .until(3)
                .tell(new Signal.Cleared(group("high")))
                .until(5)
                .resolve("a");

        assertThat(story.incident.state()).isEqualTo(new State.Resolved("a", minute(5), true));
        assertThat(story.incident.nextDeadline()).isNull();
        assertThat(story.until(2 * 24 * 60).pagesFrom(5)).isEmpty();
    }

    @Test
    void whoeverIsNamedIsAskedFirstAndThePolicyFollows() {
        Story story = Story.of(TWO).until(3).acknowledge("a").until(4).tell(reassign(new UserTarget("carol")));

        assertThat(story.effects).contains(new Effect.CancelPages("inc-1", 1));
        assertThat(story.until(30).pagesFrom(4)).containsExactly("4 2/0 carol", "14 2/1 a", "24 2/2 b");
    }

    @Test
    void whoeverWasNamedMayAcknowledge() {
        Story story = Story.of(TWO)
                .until(3)
                .tell(reassign(new UserTarget("carol")))
                .until(5)
                .acknowledge("carol");

        assertThat(story.until(60).pagesFrom(4)).isEmpty();
    }

    @Test
    void whenNobodyNamedCanBeReachedThePolicyBeginsAtOnce() {
        Story story = Story.of(TWO).until(3).tell(reassign(new UserTarget("carol"), new UserTarget("dave")));
        story.until(4).tell(new Signal.PageFailed(2, 0, "carol", "bounced"));
        assertThat(story.pagesFrom(4)).isEmpty();

        story.tell(new Signal.PageFailed(2, 0, "dave", "bounced"));
        assertThat(story.pagesFrom(4)).containsExactly("4 2/1 a");
    }

    @Test
    void aScheduleWithNobodyIsNotWaitedFor() {
        Story story = Story.of(TWO).until(3).tell(reassign(new ScheduleTarget("empty")));

        assertThat(story.pagesFrom(3)).containsExactly("3 2/1 a");
        assertThat(story.effects).anyMatch(Effect.NobodyReached.class::isInstance);
    }

    @Test
    void whatIsOverCannotBeReassigned() {
        Story story = Story.of(TWO).until(3).resolve("a").tell(reassign(new UserTarget("carol")));

        assertThat(story.lastEffect())
                .isEqualTo(new Effect.Rejected("cannot reassign inc-1: it was resolved at " + minute(3)));
    }

    @Test
    void aScheduleThatDoesNotExistIsRefused() {
        Story story = Story.of(TWO).until(3).tell(reassign(new ScheduleTarget("nights")));

        assertThat(story.lastEffect())
                .isEqualTo(new Effect.Rejected("cannot reassign inc-1: there is no schedule 'nights'"));
    }

    private static Signal reassign(Target... to) {
        return new Signal.Reassign("anna", List.of(to));
    }
}
