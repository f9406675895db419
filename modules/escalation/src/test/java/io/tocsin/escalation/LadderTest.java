package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.level;
import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.escalation.Effect.NobodyReached;
import io.tocsin.escalation.Policy.Repeat;
import io.tocsin.escalation.Target.ScheduleTarget;
import io.tocsin.escalation.Target.UserTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Order, lateness, gaps, failures, rounds: rules R7, R9, R10, R11. */
class LadderTest {
    private static final List<Target> OPS = List.of(new UserTarget("ops"));

    @Test
    void aTimerThatComesEarlyOrTwiceDoesNothing() {
        Story story = Story.ofDefault().until(14);
        Incident before = story.incident;

        story.wake().wake();
        assertThat(story.incident).isEqualTo(before);

        story.until(15).wake().wake();
        assertThat(story.pagesFrom(1)).containsExactly("15 1/2 carol", "15 1/2 eng-manager");
    }

    @Test
    void aLateLevelShiftsTheOnesAfterIt() {
        Story story =
                Story.ofDefault().until(20).acknowledge("anna").asleepUntil(37).wake();

        assertThat(story.pagesFrom(20)).containsExactly("37 1/3 cto", "37 1/3 vp-eng");
        assertThat(story.lastText())
                .isEqualTo("level 3 paged: cto, vp-eng, because it is not resolved after 37 minutes, 7 minutes late");
        assertThat(story.incident.nextDeadline()).isEqualTo(minute(67));
    }

    @Test
    void afterADowntimeOnlyOneLateLevelIsPagedAndTheRestFollow() {
        Story story = Story.ofDefault().asleepUntil(100).wake().wake();

        assertThat(story.pagesFrom(1)).containsExactly("100 1/2 carol", "100 1/2 eng-manager");

        story.until(200);
        assertThat(story.pagesFrom(101))
                .containsExactly(
                        "115 1/3 cto",
                        "115 1/3 vp-eng",
                        "145 1/4 executives",
                        "145 1/4 incident-commander",
                        "175 1/5 ops");
    }

    @Test
    void twoLevelsThatAreOnTimeTogetherAreBothPaged() {
        Policy policy = Policy.of(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new UserTarget("a")),
                        level(15, Unless.ACKNOWLEDGED, new UserTarget("b")),
                        level(15, Unless.RESOLVED, new UserTarget("c"))),
                OPS);

        assertThat(Story.of(policy).until(15).pages()).containsExactly("0 1/1 a", "15 1/2 b", "15 1/3 c");
    }

    @Test
    void aClockSetBackDelaysALevelByOneIntervalAtMost() {
        Story story = Story.ofDefault().asleepUntil(-600).wake();

        assertThat(story.incident.nextDeadline()).isEqualTo(minute(-585));
        assertThat(story.pages()).containsExactly("0 1/1 anna");
    }

    @Test
    void aLevelWithNobodyOnCallHandsOverAtOnce() {
        Policy policy = Policy.of(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("empty")),
                        level(15, Unless.ACKNOWLEDGED, new UserTarget("b")),
                        level(30, Unless.ACKNOWLEDGED, new UserTarget("c"))),
                OPS);

        Story story = Story.of(policy).until(20);

        assertThat(story.pages()).containsExactly("0 1/2 b", "15 1/3 c");
        assertThat(story.effects.getFirst())
                .isEqualTo(new NobodyReached("inc-1", 1, 1, "level 1 has nobody on call in empty"));
        assertThat(story.texts())
                .contains(
                        "level 1 has nobody on call in empty",
                        "level 2 paged: b, because level 1 has nobody on call in empty");
    }

    @Test
    void ifNoLevelHasAnybodyTheFallbackIsPagedAtOnceAndThenHourly() {
        Policy policy = Policy.of(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("empty")),
                        level(15, Unless.RESOLVED, new ScheduleTarget("empty"))),
                OPS);

        assertThat(Story.of(policy).until(130).pages()).containsExactly("0 1/3 ops", "60 1/4 ops", "120 1/5 ops");
    }

    @Test
    void anUnresolvedLevelWithNobodyOnCallReachesTheFallbackEvenWhenAcknowledged() {
        Policy policy = Policy.of(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new UserTarget("a")),
                        level(30, Unless.RESOLVED, new ScheduleTarget("empty"))),
                OPS);

        Story story = Story.of(policy).acknowledge("a").until(500);

        assertThat(story.pages()).containsExactly("0 1/1 a", "30 1/3 ops");
    }

    @Test
    void aFallbackThatReachesNobodyIsOurOwnTrouble() {
        Policy policy = Policy.of(
                "policy",
                List.of(level(0, Unless.ACKNOWLEDGED, new UserTarget("a"))),
                List.of(new ScheduleTarget("empty")));

        Story story = Story.of(policy).until(15);

        assertThat(story.lastEffect())
                .isEqualTo(new NobodyReached("inc-1", 1, 2, "fallback has nobody on call in empty"));
    }

    @Test
    void onePersonIsPagedOnceForALevel() {
        Policy policy = Policy.of(
                "policy",
                List.of(level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("primary"), new UserTarget("anna"))),
                OPS);

        assertThat(Story.of(policy).pages()).containsExactly("0 1/1 anna");
    }

    @Test
    void whenNobodyOfALevelCanBeReachedTheNextOneIsPaged() {
        Story story = Story.ofDefault().until(15);

        story.tell(new Signal.PageFailed(1, 2, "carol", "no such address"));
        assertThat(story.pagesFrom(16)).isEmpty();

        story.until(16).tell(new Signal.PageFailed(1, 2, "eng-manager", "no such channel"));
        assertThat(story.pagesFrom(16)).containsExactly("16 1/3 cto", "16 1/3 vp-eng");
        assertThat(story.texts())
                .contains(
                        "carol not reached: no such address",
                        "level 3 paged: cto, vp-eng, because level 2 cannot be reached");
    }

    @Test
    void aFailureToldTwiceOrOfAnOldRoundPagesNobody() {
        Story story = Story.ofDefault().until(1).tell(new Signal.PageFailed(1, 1, "anna", "bounced"));
        int pages = story.pages().size();

        story.tell(new Signal.PageFailed(1, 1, "anna", "bounced"));
        assertThat(story.pages()).hasSize(pages);

        story.acknowledge("carol").tell(new Signal.Unacknowledge("carol"));
        int round2 = story.pages().size();
        story.tell(new Signal.PageFailed(1, 1, "anna", "bounced"));
        assertThat(story.pages()).hasSize(round2);
    }

    @Test
    void aFailedPageAfterAnAcknowledgementPagesNobodyElse() {
        Story story =
                Story.ofDefault().until(1).acknowledge("bob").tell(new Signal.PageFailed(1, 1, "anna", "bounced"));

        assertThat(story.pagesFrom(1)).isEmpty();
    }

    @Test
    void aPolicyMayStartOverBeforeItFallsBack() {
        Policy policy = new Policy(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new UserTarget("a")),
                        level(10, Unless.ACKNOWLEDGED, new UserTarget("b"))),
                OPS,
                null,
                new Repeat(Duration.ofMinutes(30), 2),
                null);

        assertThat(Story.of(policy).until(150).pages())
                .containsExactly(
                        "0 1/1 a",
                        "10 1/2 b",
                        "30 2/1 a",
                        "40 2/2 b",
                        "60 3/1 a",
                        "70 3/2 b",
                        "90 3/3 ops",
                        "150 3/4 ops");
    }

    @Test
    void aLateLevelShiftsTheNextRound() {
        Policy policy = new Policy(
                "policy",
                List.of(
                        level(0, Unless.ACKNOWLEDGED, new UserTarget("a")),
                        level(10, Unless.ACKNOWLEDGED, new UserTarget("b"))),
                OPS,
                null,
                new Repeat(Duration.ofMinutes(30), 1),
                null);

        Story story = Story.of(policy).asleepUntil(100).wake().wake().until(125);

        assertThat(story.pagesFrom(1)).containsExactly("100 1/2 b", "120 2/1 a");
    }

    @Test
    void theTimelineIsBoundedAndKeepsItsFirstAndLastEntries() {
        Story story = Story.ofDefault();
        for (int i = 0; i < 300; i++) story.tell(new Signal.Note("anna", "note " + i));

        Timeline timeline = story.incident.timeline();
        assertThat(timeline.entries()).hasSize(Timeline.ENTRIES_MAX);
        assertThat(timeline.folded()).isEqualTo(302 - Timeline.ENTRIES_MAX);
        assertThat(timeline.entries().getFirst().kind()).isEqualTo(TimelineEntry.Kind.OPENED);
        assertThat(story.lastText()).isEqualTo("note 299");
    }

    @Test
    void aPolicyThatCannotWorkIsRefused() {
        Level first = level(0, Unless.ACKNOWLEDGED, new UserTarget("a"));
        Level late = level(20, Unless.ACKNOWLEDGED, new UserTarget("b"));

        refuses(() -> Policy.of("p", List.of(), OPS), "it has 0 levels, allowed are 1 to 50");
        refuses(() -> Policy.of("p", List.of(first), List.of()), "it has no fallback");
        refuses(
                () -> Policy.of("p", List.of(first, late, level(10, Unless.RESOLVED, new UserTarget("c"))), OPS),
                "level 3 comes after PT10M, an earlier one after PT20M");
        refuses(
                () -> Policy.of("p", List.of(first, first), OPS),
                "level 2 comes after PT0S, an earlier one after PT0S");
        refuses(
                () -> Policy.of("p", List.of(level(0, Unless.RESOLVED, new UserTarget("a"))), OPS),
                "level 1 is unless: resolved, so that a new round would page nobody");
        refuses(
                () -> new Policy("p", List.of(first, late), OPS, null, new Repeat(Duration.ofMinutes(20), 1), null),
                "it repeats every PT20M, not later than a level after PT20M");
    }

    @Test
    void aPolicyThatNamesAnUnknownScheduleIsRefused() {
        Policy policy = Policy.of("p", List.of(level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("nights"))), OPS);

        assertThatThrownBy(() -> new Escalation(Map.of("p", policy), Map.of()))
                .hasMessage("cannot use policy p: there is no schedule nights");
        assertThatThrownBy(() -> Fixture.ESCALATION.open("i", "nope", Fixture.group("high"), Fixture.NOON))
                .hasMessage("cannot open incident: there is no policy nope");
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable policy, String cause) {
        assertThatThrownBy(policy).hasMessage("cannot build policy p: " + cause);
    }
}
