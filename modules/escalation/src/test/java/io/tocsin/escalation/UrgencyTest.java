package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.NOON;
import static io.tocsin.escalation.Fixture.group;
import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.Severity;
import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What urgency, rules of people and promises do to the climb. */
class UrgencyTest {
    /** Closed from noon, when the stories begin, until six in the evening. */
    private static final Hours EVENING = new DailyHours(18, 22);

    private static final int OPENS = 6 * 60;

    private static Story story(Reach reach, String severity) {
        Map<String, Policy> policies = Map.of("policy", policy());
        Escalation escalation = new Escalation(
                policies,
                Map.of("primary", Fixture.PRIMARY, "secondary", Fixture.SECONDARY, "empty", Fixture.EMPTY),
                reach);
        return new Story(escalation, group(severity));
    }

    private static Policy policy() {
        return Policy.of("policy", Fixture.DEFAULT.levels(), Fixture.DEFAULT.fallback());
    }

    private static Reach reach(Map<String, ContactRules> rules, @Nullable Duration within) {
        Map<Severity, Reach.Meaning> meanings = new EnumMap<>(Severity.class);
        meanings.put(Severity.CRITICAL, new Reach.Meaning(Urgency.HIGH, within));
        meanings.put(Severity.HIGH, new Reach.Meaning(Urgency.HIGH, within));
        meanings.put(Severity.MEDIUM, new Reach.Meaning(Urgency.LOW, within));
        meanings.put(Severity.LOW, new Reach.Meaning(Urgency.NONE, within));
        return new Reach(meanings, rules);
    }

    private static ContactRules rules(Hours quiet, Urgency... held) {
        List<ContactStep> steps = List.of(ContactStep.now("slack"));
        return new ContactRules(Map.of(Urgency.HIGH, steps, Urgency.LOW, steps), quiet, Set.of(held));
    }

    private static ContactRules inTheEvening() {
        List<ContactStep> low = List.of(new ContactStep("email", Duration.ZERO, EVENING));
        return new ContactRules(
                Map.of(Urgency.HIGH, List.of(ContactStep.now("slack")), Urgency.LOW, low), null, Set.of());
    }

    @Test
    void aPageSaysWhichWayAndWhen() {
        Story story = story(reach(Map.of("anna", inTheEvening()), null), "high");
        Effect.Page page = (Effect.Page) story.effects.getFirst();

        assertThat(page.ways()).containsExactly(new Way("slack", NOON, Way.Standing.WAITING));
    }

    @Test
    void whoeverHasNoRulesHearsByAllMethodsAtOnce() {
        Effect.Page page =
                (Effect.Page) story(reach(Map.of(), null), "medium").effects.getFirst();

        assertThat(page.ways()).isNull();
    }

    @Test
    void whileALevelIsLeftAloneTheClockOfWhatIsNotUrgentWaitsWithIt() {
        Story story =
                story(reach(Map.of("anna", inTheEvening()), null), "medium").until(OPENS + 14);

        assertThat(story.pages()).containsExactly("0 1/1 anna");
        assertThat(story.texts()).anyMatch(text -> text.contains("hears of it at 2026-06-03T18:00:00Z"));
        story.until(OPENS + 60);
        assertThat(story.pagesFrom(1))
                .containsExactly(
                        OPENS + 15 + " 1/2 carol",
                        OPENS + 15 + " 1/2 eng-manager",
                        OPENS + 30 + " 1/3 cto",
                        OPENS + 30 + " 1/3 vp-eng",
                        OPENS + 60 + " 1/4 executives",
                        OPENS + 60 + " 1/4 incident-commander");
    }

    @Test
    void aLookInBetweenDoesNotEndTheWait() {
        Story story = story(reach(Map.of("anna", inTheEvening()), null), "medium")
                .until(20)
                .tell(new Signal.Firing(group("medium")))
                .tell(new Signal.Note("bob", "seen"))
                .until(OPENS + 14);

        assertThat(story.pages()).containsExactly("0 1/1 anna");
    }

    @Test
    void whenOneOfALevelHearsAtOnceNobodyWaits() {
        Story story =
                story(reach(Map.of("carol", inTheEvening()), null), "medium").until(30);

        assertThat(story.pages()).contains("15 1/2 carol", "15 1/2 eng-manager", "30 1/3 cto");
    }

    @Test
    void whatIsUrgentIsHandedOverWhenALevelIsLeftAlone() {
        ContactRules asleep = rules(new DailyHours(10, 20), Urgency.LOW, Urgency.HIGH);
        Story story = story(reach(Map.of("anna", asleep), null), "critical");

        assertThat(story.pages()).containsExactly("0 1/1 anna", "0 1/2 carol", "0 1/2 eng-manager");
    }

    @Test
    void whenEverybodyIsLeftAloneTheFallbackIsAskedOnceAnHour() {
        ContactRules asleep = rules(new DailyHours(10, 20), Urgency.LOW, Urgency.HIGH);
        Reach reach = reach(
                Map.of(
                        "anna",
                        asleep,
                        "carol",
                        asleep,
                        "eng-manager",
                        asleep,
                        "cto",
                        asleep,
                        "vp-eng",
                        asleep,
                        "executives",
                        asleep,
                        "incident-commander",
                        asleep,
                        "ops",
                        asleep),
                null);
        Story story = story(reach, "critical").until(130);

        assertThat(story.pages()).filteredOn(page -> page.endsWith("ops")).hasSize(3);
    }

    @Test
    void whatDisturbsNobodyIsRecordedAndPagesNobody() {
        Story story = story(reach(Map.of(), Duration.ofMinutes(5)), "low").until(600);

        assertThat(story.pages()).isEmpty();
        assertThat(story.incident.open()).isTrue();
        assertThat(story.incident.nextDeadline()).isNull();
        assertThat(story.lastText()).contains("LOW is recorded only");
    }

    @Test
    void somebodyMayHaveOthersAskedForWhatDisturbsNobody() {
        Story story = story(reach(Map.of(), null), "low").tell(new Signal.EscalateNow("bob"));

        assertThat(story.pages()).containsExactly("0 1/1 anna");
    }

    @Test
    void whatGetsWorseWakesThoseWhoHadNotHeard() {
        Story story = story(reach(Map.of("anna", inTheEvening()), null), "medium")
                .until(30)
                .tell(new Signal.Firing(group("critical")));

        assertThat(story.pagesFrom(1)).containsExactly("30 2/1 anna");
        story.until(45);
        assertThat(story.pagesFrom(31)).contains("45 2/2 carol");
    }

    @Test
    void whatIsRecordedAndGetsWorseIsPaged() {
        Story story = story(reach(Map.of(), null), "low").until(30).tell(new Signal.Firing(group("medium")));

        assertThat(story.pages()).containsExactly("30 2/1 anna");
    }

    @Test
    void whatGetsWorseDoesNotPageAgainWhoeverHeardInEveryWay() {
        Story story = story(reach(Map.of(), null), "medium").until(5).tell(new Signal.Firing(group("critical")));

        assertThat(story.pages()).containsExactly("0 1/1 anna");
    }

    @Test
    void aPromiseThatIsBrokenAsksTheFallbackOnce() {
        Story story = story(reach(Map.of(), Duration.ofMinutes(5)), "high").until(14);

        assertThat(story.pages()).containsExactly("0 1/1 anna", "5 1/5 ops");
        assertThat(story.incident.timeline().entries())
                .filteredOn(entry -> entry.kind() == Kind.NOT_TOLD_IN_TIME)
                .hasSize(1);
    }

    private static Signal arrived(int round) {
        Attempt attempt = new Attempt(
                "n", "page", "anna", "person/anna/slack", 1, Attempt.Outcome.DELIVERED, "ok", Duration.ZERO);
        return new Signal.Attempted(attempt, round);
    }

    @Test
    void aPageThatArrivedKeepsThePromise() {
        Story story = story(reach(Map.of(), Duration.ofMinutes(5)), "high")
                .tell(arrived(1))
                .until(14);

        assertThat(story.pages()).containsExactly("0 1/1 anna");
    }

    @Test
    void anAnswerKeepsThePromiseToo() {
        Story story = story(reach(Map.of(), Duration.ofMinutes(5)), "high")
                .acknowledge("anna")
                .tell(new Signal.EscalateNow("anna"))
                .until(14);

        assertThat(story.pages()).doesNotContain("5 1/5 ops");
    }

    @Test
    void thePromiseWaitsWithThoseWhoAreLeftAloneAndWithAlertsThatAreHeldBack() {
        Story held = story(reach(Map.of("anna", inTheEvening()), Duration.ofMinutes(5)), "medium")
                .until(OPENS + 4);
        assertThat(held.pages()).containsExactly("0 1/1 anna");
        held.until(OPENS + 5);
        assertThat(held.pagesFrom(1)).containsExactly(OPENS + 5 + " 1/5 ops");

        Story silenced = story(reach(Map.of(), Duration.ofMinutes(5)), "high")
                .tell(new Signal.Held("silenced"))
                .until(60)
                .tell(new Signal.Released())
                .until(64);
        assertThat(silenced.pages()).containsExactly("0 1/1 anna");
        assertThat(silenced.until(65).pagesFrom(1)).containsExactly("65 1/5 ops");
    }

    @Test
    void aForecastTrustsThatPagesArriveAndKnowsWhoIsLeftAlone() {
        Reach reach = reach(Map.of("anna", inTheEvening()), Duration.ofMinutes(5));
        Escalation escalation = new Escalation(
                Map.of("policy", policy()), Map.of("primary", Fixture.PRIMARY, "secondary", Fixture.SECONDARY), reach);

        assertThat(escalation.preview("policy", group("medium"), NOON))
                .extracting(Planned::level, Planned::at)
                .startsWith(tuple(1, NOON), tuple(2, minute(OPENS + 15)));
        assertThat(escalation.preview("policy", group("low"), NOON)).isEmpty();
    }

    /** Random rules, severities and signals; a failure names its seed. */
    @Test
    void whateverPeopleWantTheInvariantsHold() {
        List<String> severities = List.of("critical", "high", "medium");
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            Policy policy = RandomPolicies.any(random, false);
            Map<String, ContactRules> rules = new HashMap<>();
            for (String user : List.of("anna", "bob", "carol", "eng-manager", "cto", "ops")) {
                if (random.nextBoolean()) rules.put(user, RandomRules.any(random));
            }
            Escalation escalation = new Escalation(
                    Map.of(policy.name(), policy),
                    Map.of("primary", Fixture.PRIMARY, "secondary", Fixture.SECONDARY, "empty", Fixture.EMPTY),
                    reach(rules, random.nextBoolean() ? Duration.ofMinutes(5) : null));
            Instant now = NOON;
            Incident incident = escalation
                    .open("inc-1", policy.name(), group(any(severities, random)), now)
                    .incident();
            for (int step = 0; step < 60; step++) {
                Instant due = incident.nextDeadline();
                boolean wait = due != null && due.isAfter(now) && random.nextInt(3) > 0;
                now = wait && due != null ? due : now.plusSeconds(random.nextInt(600));
                Signal signal = wait ? new Signal.TimerDue() : signal(random, any(severities, random), incident);
                Step taken = escalation.step(incident, signal, now);
                try {
                    Invariants.check(incident, signal, now, taken);
                    assertNothingBeforeItsTime(taken, now);
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + seed, e);
                }
                incident = taken.incident();
            }
        }
    }

    private static void assertNothingBeforeItsTime(Step step, Instant now) {
        for (Effect.Page page : Invariants.pages(step)) {
            List<Way> ways = page.ways();
            if (ways == null) continue;
            assertThat(ways).isNotEmpty();
            assertThat(ways).allMatch(way -> !way.at().isBefore(now));
        }
    }

    private static Signal signal(Random random, String severity, Incident incident) {
        return switch (random.nextInt(9)) {
            case 0 -> new Signal.Acknowledge("anna", null, null);
            case 1 -> new Signal.Unacknowledge("anna");
            case 2 -> new Signal.Cleared(group(severity));
            case 3 -> new Signal.Firing(group(severity));
            case 4 -> new Signal.EscalateNow("anna");
            case 5 -> new Signal.Held("silenced");
            case 6 -> new Signal.Released();
            case 7 -> arrived(incident.round());
            default -> new Signal.Reassign("anna", List.of(new Target.UserTarget("carol")));
        };
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
