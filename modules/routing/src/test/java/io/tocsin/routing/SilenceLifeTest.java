package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Silences that last until their alerts are resolved, and silences with hours. */
class SilenceLifeTest {
    private static final String QUICK =
            "group_by: [alertname], group_wait: 1s, group_interval: 10m, repeat_interval: 100h";

    /** The lab begins at noon. */
    private static final TimeInterval HALF_PAST_TO_ONE = hours(12 * 60 + 30, 13 * 60);

    private static TimeInterval hours(int from, int to) {
        return new TimeInterval(
                "hours",
                List.of(new TimeInterval.Entry(
                        List.of(new TimeInterval.Times(from, to)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        ZoneOffset.UTC)));
    }

    private static Silence silence(double from, double to, boolean untilResolved, @Nullable TimeInterval during) {
        return new Silence(
                "",
                List.of(MatcherSyntax.one("alertname=Down")),
                Lab.at(from),
                Lab.at(to),
                Lab.T0,
                "me",
                "deploy",
                Map.of(),
                untilResolved,
                during);
    }

    private static Silence only(Lab lab) {
        return lab.router.silences().getFirst();
    }

    @Test
    void untilResolvedEndsWithTheLastAlertAndSaysWhy() {
        Lab lab = Lab.simple(QUICK).fires("alertname", "Down", "i", "1").fires("alertname", "Down", "i", "2");
        lab.silence(silence(0, 86_400, true, null));

        lab.to(100).ends("alertname", "Down", "i", "1").to(200);
        assertThat(only(lab).state(lab.now)).isEqualTo(Silence.State.ACTIVE);
        lab.ends("alertname", "Down", "i", "2").to(201);

        assertThat(only(lab).endsAt()).isEqualTo(Lab.at(200));
        assertThat(only(lab).comment()).isEqualTo("deploy (over: no alert that it held back fires any more)");
    }

    @Test
    void untilResolvedTellsTheEndThatItHidAtOnce() {
        Lab lab = Lab.simple(QUICK).fires("alertname", "Down").to(5);
        lab.silence(silence(5, 86_400, true, null));

        lab.to(100).ends("alertname", "Down").to(101);

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down", "100.0 ALL_RESOLVED Down!");
    }

    @Test
    void untilResolvedWaitsForAnAlertToHold() {
        Lab lab = Lab.simple(QUICK);
        lab.silence(silence(0, 86_400, true, null));

        lab.to(1_000);
        assertThat(only(lab).state(lab.now)).isEqualTo(Silence.State.ACTIVE);
        lab.fires("alertname", "Down").to(2_000).ends("alertname", "Down").to(2_001);

        assertThat(only(lab).endsAt()).isEqualTo(Lab.at(2_000));
        assertThat(lab.told).isEmpty();
    }

    @Test
    void untilResolvedKnowsWhenAnAlertWithAnEndIsOver() {
        Lab lab = Lab.simple(QUICK);
        lab.silence(silence(0, 86_400, true, null));

        lab.foreign(Lab.alert(0, 333.0, "alertname", "Down")).to(400);

        assertThat(only(lab).endsAt()).isEqualTo(Lab.at(333));
    }

    @Test
    void anAlertThatEndsBeforeTheSilenceBeginsWasNotHeld() {
        Lab lab = Lab.simple(QUICK).fires("alertname", "Down");
        lab.silence(silence(60, 86_400, true, null));

        lab.to(30).ends("alertname", "Down").to(1_000);

        assertThat(only(lab).state(lab.now)).isEqualTo(Silence.State.ACTIVE);
    }

    @Test
    void anAlertThatStillFiresWhenTheSilenceBeginsIsHeld() {
        Lab lab = Lab.simple(QUICK).fires("alertname", "Down");
        lab.silence(silence(60, 86_400, true, null));

        lab.to(90).crash().ends("alertname", "Down").to(1_000);

        assertThat(only(lab).endsAt()).isEqualTo(Lab.at(90));
    }

    @Test
    void hoursHoldOnlyInsideAndTheirEndTellsAtOnce() {
        Lab lab = Lab.simple(QUICK);
        lab.silence(silence(0, 3 * 86_400, false, HALF_PAST_TO_ONE));

        lab.to(1_900).fires("alertname", "Down").to(3_700);

        assertThat(lab.lines()).containsExactly("3600.0 FIRST Down");
        assertThat(only(lab).state(lab.now)).isEqualTo(Silence.State.ACTIVE);
        assertThat(only(lab).holdsAt(lab.now)).isFalse();
    }

    @Test
    void hoursComeAgainEachDay() {
        Lab lab = Lab.simple(QUICK);
        lab.silence(silence(0, 10 * 86_400, false, HALF_PAST_TO_ONE));

        for (int day = 0; day < 3; day++) {
            lab.to(day * 86_400 + 2_000).fires("alertname", "Down", "i", "" + day);
            lab.to(day * 86_400 + 5_000).ends("alertname", "Down", "i", "" + day);
        }
        lab.to(3 * 86_400);

        assertThat(lab.told)
                .extracting(Lab.Told::t)
                .contains(3_600.0, 86_400 + 3_600.0, 2 * 86_400 + 3_600.0)
                .hasSize(6);
    }

    @Test
    void anEdgeThatWasSleptThroughIsDealtWithAtTheNextTick() {
        Lab lab = Lab.simple(QUICK);
        lab.silence(silence(0, 86_400, false, HALF_PAST_TO_ONE));
        lab.to(1_900).fires("alertname", "Down").to(2_000);

        lab.now = Lab.at(3_700);
        lab.crash();
        lab.to(3_700);

        assertThat(lab.lines()).containsExactly("3700.0 FIRST Down");
    }

    @Test
    void newHoursThatDoNotHoldNowTellAtOnce() {
        Lab lab = Lab.simple(QUICK);
        lab.silence(silence(0, 86_400, false, null));
        lab.fires("alertname", "Down").to(100);

        lab.silence(silence(0, 86_400, false, HALF_PAST_TO_ONE).named("s1"));

        assertThat(lab.lines()).containsExactly("100.0 FIRST Down");
    }

    @Test
    void aSilenceThatIsTakenBackBeforeItBeganHurriesNothing() {
        Lab lab = Lab.simple(QUICK).fires("alertname", "Down", "i", "1").to(5);
        lab.silence(silence(50, 86_400, false, null));
        lab.fires("alertname", "Down", "i", "2").to(10);

        lab.expire("s1");

        assertThat(lab.lines()).containsExactly("1.0 FIRST Down1");
    }

    @Test
    void hoursThatNeverComeAreRefused() {
        Lab lab = Lab.simple(QUICK);

        assertThat(lab.silence(silence(0, 600, false, HALF_PAST_TO_ONE)))
                .isInstanceOfSatisfying(
                        SilenceAnswer.Refused.class,
                        refused -> assertThat(refused.reason())
                                .startsWith("during: no hour of it lies between 2026-11-20T12:00:00Z and the end"));
        assertThat(lab.silence(silence(0, 600, false, new TimeInterval("none", List.of()))))
                .isInstanceOf(SilenceAnswer.Refused.class);
    }

    private static String refusal(Lab lab, SilenceLimits limits, double to, String... matchers) {
        List<Matcher> list = List.of(matchers).stream().map(MatcherSyntax::one).toList();
        Silence wanted = new Silence("", list, lab.now, Lab.at(to), lab.now, "me", "", Map.of());
        return lab.router.silence(wanted, "x", limits, lab.now) instanceof SilenceAnswer.Refused refused
                ? refused.reason()
                : "";
    }

    @Test
    void limitsRefuseWhatIsTooLongTooBroadOrTooMuch() {
        Lab lab = Lab.simple(QUICK);
        for (int i = 0; i < 5; i++) lab.fires("alertname", "Down", "i", "" + i);
        SilenceLimits limits = new SilenceLimits(Duration.ofDays(1), 3, true, 1, 40);

        assertThat(refusal(lab, limits, 90_000, "i=1")).contains("1d 1h after the start, the limit is 1d: end by");
        assertThat(refusal(lab, limits, 60, "i!=1", "alertname=~\".+\"")).contains("add one that names what");
        assertThat(refusal(lab, limits, 60, "alertname=Down")).contains("5 alerts that fire now, the limit is 3");
        assertThat(refusal(lab, limits, 60, "i=1", "alertname=~\"" + "a".repeat(50) + "\""))
                .contains("bytes, the limit is 40");
        assertThat(refusal(lab, limits, 60, "i=~\"1|2\"")).isEmpty();
        assertThat(refusal(lab, limits, 60, "i=7")).startsWith("silences that are kept: 1, the limit is 1");
        assertThat(refusal(lab, SilenceLimits.NONE, 9e9, "i!=\"\"")).isEmpty();
    }

    @Test
    void aPreviewShowsWhatWouldBeHeldBack() {
        Lab lab = Lab.simple(QUICK);
        for (int i = 0; i < 5; i++) lab.fires("alertname", "Down", "i", "" + i);
        lab.ends("alertname", "Down", "i", "2");

        assertThat(lab.router.preview(List.of(MatcherSyntax.one("i=~\"1|2|3\"")), lab.now))
                .extracting(status -> status.alert().labels().get("i"))
                .containsExactlyInAnyOrder("1", "3");
    }
}
