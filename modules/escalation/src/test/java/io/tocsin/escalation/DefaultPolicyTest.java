package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Effect.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chain of the requirements, minute by minute. */
class DefaultPolicyTest {
    @Test
    void climbsTheWholeLadderWhileNobodyAnswers() {
        assertThat(Story.ofDefault().until(300).pages())
                .containsExactly(
                        "0 1/1 anna",
                        "15 1/2 carol",
                        "15 1/2 eng-manager",
                        "30 1/3 cto",
                        "30 1/3 vp-eng",
                        "60 1/4 executives",
                        "60 1/4 incident-commander",
                        "90 1/5 ops",
                        "150 1/6 ops",
                        "210 1/7 ops",
                        "270 1/8 ops");
    }

    @Test
    void anAcknowledgementStopsLevelTwoButNotTheUnresolvedLevels() {
        Story story = Story.ofDefault().until(5).acknowledge("anna").until(300);

        assertThat(story.pages())
                .containsExactly(
                        "0 1/1 anna", "30 1/3 cto", "30 1/3 vp-eng", "60 1/4 executives", "60 1/4 incident-commander");
        assertThat(story.incident.nextDeadline()).isNull();
    }

    @Test
    void nothingIsPagedAfterItIsResolved() {
        Story story = Story.ofDefault().until(20).resolve("anna").until(1_000);

        assertThat(story.pagesFrom(20)).isEmpty();
    }

    @Test
    void eachLevelSaysWhyInTheTimeline() {
        assertThat(Story.ofDefault().until(90).texts())
                .containsExactly(
                        "opened with 1 alert firing, HIGH, policy default: HighErrorRatehigh",
                        "level 1 paged: anna, because the incident began",
                        "level 2 paged: carol, eng-manager, because nobody acknowledged within 15 minutes",
                        "level 3 paged: cto, vp-eng, because it is not resolved after 30 minutes",
                        "level 4 paged: executives, incident-commander, because it is not resolved after 1 hour",
                        "fallback paged: ops, because nobody acknowledged within 1 hour 30 minutes");
    }

    @Test
    void aPageSaysWhyThisPersonAndWhoIsNext() {
        Story story = Story.ofDefault();

        assertThat(story.effects)
                .containsExactly(
                        new Page(
                                "inc-1",
                                1,
                                1,
                                "anna",
                                "on call for primary, level 1 of default, because the incident began",
                                new Planned(
                                        1,
                                        2,
                                        minute(15),
                                        List.of("carol", "eng-manager"),
                                        "on call for secondary, level 2 of default, because nobody acknowledged within 15 minutes")));
    }

    @Test
    void theScheduleIsAskedWhenTheLevelFires() {
        Policy policy = Policy.of(
                "policy",
                List.of(
                        Fixture.level(0, Unless.ACKNOWLEDGED, new Target.UserTarget("zoe")),
                        Fixture.level(24 * 60, Unless.ACKNOWLEDGED, new Target.ScheduleTarget("primary"))),
                List.of(new Target.UserTarget("ops")));

        assertThat(Story.of(policy).until(24 * 60).pages()).containsExactly("0 1/1 zoe", "1440 1/2 bob");
    }

    @Test
    void theForecastIsWhatThenHappens() {
        List<Planned> preview = Fixture.ESCALATION.preview("default", Fixture.group("high"), Fixture.NOON);

        List<String> forecast = preview.stream()
                .flatMap(planned -> planned.users().stream()
                        .map(user -> java.time.Duration.between(Fixture.NOON, planned.at())
                                        .toMinutes() + " " + planned.round() + "/" + planned.level() + " " + user))
                .toList();
        assertThat(forecast).isEqualTo(Story.ofDefault().until(90).pages());
    }

    @Test
    void theForecastOfAnAcknowledgedIncidentShowsOnlyWhatStillComes() {
        Story story = Story.ofDefault().until(5).acknowledge("anna");

        assertThat(Fixture.ESCALATION.preview(story.incident))
                .extracting(Planned::at)
                .containsExactly(minute(30), minute(60));
    }

    @Test
    void theForecastShowsAGap() {
        Policy policy = Policy.of(
                "policy",
                List.of(Fixture.level(0, Unless.ACKNOWLEDGED, new Target.ScheduleTarget("empty"))),
                List.of(new Target.UserTarget("ops")));

        assertThat(Fixture.escalation(policy).preview("policy", Fixture.group("high"), Fixture.NOON))
                .extracting(Planned::level, Planned::users)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, List.of()),
                        org.assertj.core.groups.Tuple.tuple(2, List.of("ops")));
    }
}
