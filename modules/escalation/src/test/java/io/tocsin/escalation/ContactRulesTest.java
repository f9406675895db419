package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.escalation.Way.Standing;
import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactRulesTest {
    private static final Instant NIGHT = Instant.parse("2026-06-03T03:00:00Z");
    private static final Instant DAY = Instant.parse("2026-06-03T10:00:00Z");
    private static final Hours OFFICE = new DailyHours(9, 18);

    /** Hours that never come. */
    private static final Hours NEVER = new Hours() {
        @Override
        public boolean holdAt(Instant at) {
            return false;
        }

        @Override
        public @Nullable Instant changeAfter(Instant at) {
            return null;
        }
    };

    private static ContactStep step(String via, int minutes, Hours during) {
        return new ContactStep(via, Duration.ofMinutes(minutes), during);
    }

    private static ContactRules rules(List<ContactStep> high, List<ContactStep> low) {
        return new ContactRules(Map.of(Urgency.HIGH, high, Urgency.LOW, low), null, Set.of());
    }

    private static ContactRules usual() {
        return rules(
                List.of(ContactStep.now("slack"), ContactStep.now("email"), step("sms", 1, Hours.ALWAYS)),
                List.of(step("email", 0, OFFICE)));
    }

    private static List<String> words(List<Way> ways, Instant from) {
        return ways.stream()
                .map(way -> way.via() + " +" + Duration.between(from, way.at()).toMinutes())
                .toList();
    }

    @Test
    void eachStepComesAtItsTime() {
        assertThat(words(usual().plan(Urgency.HIGH, NIGHT), NIGHT)).containsExactly("slack +0", "email +0", "sms +1");
    }

    @Test
    void aStepOutsideOfItsHoursWaitsUntilTheyBegin() {
        assertThat(words(usual().plan(Urgency.LOW, NIGHT), NIGHT)).containsExactly("email +360");
        assertThat(words(usual().plan(Urgency.LOW, DAY), DAY)).containsExactly("email +0");
    }

    @Test
    void quietHoursHoldBackWhatTheyAreMeantToHoldBack() {
        List<ContactStep> slack = List.of(ContactStep.now("slack"));
        Map<Urgency, List<ContactStep>> steps = Map.of(Urgency.HIGH, slack, Urgency.LOW, slack);
        Hours sleep = new DailyHours(0, 7);
        ContactRules usually = new ContactRules(steps, sleep, Set.of(Urgency.LOW));
        ContactRules always = new ContactRules(steps, sleep, Set.of(Urgency.LOW, Urgency.HIGH));

        assertThat(words(usually.plan(Urgency.LOW, NIGHT), NIGHT)).containsExactly("slack +240");
        assertThat(words(usually.plan(Urgency.HIGH, NIGHT), NIGHT)).containsExactly("slack +0");
        assertThat(words(always.plan(Urgency.HIGH, NIGHT), NIGHT)).containsExactly("slack +240");
    }

    @Test
    void hoursOfAStepAndQuietHoursCountTogether() {
        List<ContactStep> office = List.of(step("slack", 0, OFFICE));
        ContactRules lunch = new ContactRules(
                Map.of(Urgency.HIGH, office, Urgency.LOW, office), new DailyHours(7, 11), Set.of(Urgency.LOW));

        assertThat(words(lunch.plan(Urgency.LOW, NIGHT), NIGHT)).containsExactly("slack +480");
    }

    @Test
    void aStepWhoseHoursNeverComeIsNoWay() {
        ContactRules rules =
                rules(List.of(step("slack", 0, NEVER), ContactStep.now("email")), List.of(step("slack", 0, NEVER)));

        assertThat(words(rules.plan(Urgency.HIGH, NIGHT), NIGHT)).containsExactly("email +0");
        assertThat(rules.plan(Urgency.LOW, NIGHT)).isEmpty();
    }

    @Test
    void whatIsAskedForByHandAndDisturbsNobodyGoesTheQuietWay() {
        assertThat(usual().plan(Urgency.NONE, NIGHT)).isEqualTo(usual().plan(Urgency.LOW, NIGHT));
    }

    @Test
    void whenAllThatHasBegunFailsTheNextWayBeginsNow() {
        List<Way> ways = List.of(
                new Way("slack", NIGHT, Standing.FAILING),
                new Way("email", NIGHT, Standing.FAILING),
                new Way("sms", NIGHT.plusSeconds(60), Standing.WAITING));

        assertThat(usual().failover(Urgency.HIGH, ways, NIGHT.plusSeconds(5)))
                .contains(new Way("sms", NIGHT.plusSeconds(5), Standing.WAITING));
    }

    @Test
    void aWayThatMayStillLeadThereHurriesNoOther() {
        for (Standing hopeful : List.of(Standing.UNDER_WAY, Standing.REACHED, Standing.WAITING)) {
            List<Way> ways = List.of(
                    new Way("slack", NIGHT, Standing.FAILING),
                    new Way("email", NIGHT, hopeful),
                    new Way("sms", NIGHT.plusSeconds(60), Standing.WAITING));

            assertThat(usual().failover(Urgency.HIGH, ways, NIGHT.plusSeconds(5)))
                    .as("%s", hopeful)
                    .isEmpty();
        }
    }

    @Test
    void whatIsHeldBackIsNotHurriedIntoTheNight() {
        ContactRules rules = rules(
                List.of(ContactStep.now("slack")),
                List.of(ContactStep.now("slack"), step("email", 0, OFFICE), step("sms", 30, Hours.ALWAYS)));
        List<Way> ways = List.of(
                new Way("slack", NIGHT, Standing.FAILING),
                new Way("email", NIGHT.plus(Duration.ofHours(6)), Standing.WAITING),
                new Way("sms", NIGHT.plus(Duration.ofMinutes(30)), Standing.WAITING));

        assertThat(rules.failover(Urgency.LOW, ways, NIGHT)).map(Way::via).contains("sms");
        assertThat(rules.failover(Urgency.LOW, ways.subList(0, 2), NIGHT)).isEmpty();
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        List<ContactStep> one = List.of(ContactStep.now("slack"));

        assertThatThrownBy(() -> rules(one, List.of())).hasMessageContaining("0 steps for urgency LOW");
        assertThatThrownBy(() -> rules(List.of(ContactStep.now("a"), ContactStep.now("a")), one))
                .hasMessageContaining("a occurs twice for urgency HIGH");
        assertThatThrownBy(() -> step("sms", -1, Hours.ALWAYS)).hasMessageContaining("allowed are 0s to 24h");
        assertThatThrownBy(() -> step("sms", 25 * 60, Hours.ALWAYS)).hasMessageContaining("allowed are 0s to 24h");
        assertThatThrownBy(() -> step(" ", 0, Hours.ALWAYS)).hasMessageContaining("names no method");
        List<ContactStep> many = new ArrayList<>();
        for (int i = 0; i <= ContactRules.STEPS_MAX; i++) many.add(ContactStep.now("m" + i));
        assertThatThrownBy(() -> rules(many, one)).hasMessageContaining("allowed are 1 to 20");
    }

    /** Lives of pages under random rules; a failure names its seed. */
    @Test
    void noWayIsUsedBeforeItsTimeOrOutsideOfItsHoursAndEveryPageHasOne() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            ContactRules rules = RandomRules.any(random);
            Urgency urgency = random.nextBoolean() ? Urgency.HIGH : Urgency.LOW;
            Instant now = NIGHT.plusSeconds(random.nextInt(7 * 86_400));
            List<Way> ways = rules.plan(urgency, now);

            assertThat(ways).as("seed %d", seed).hasSize(rules.of(urgency).size());
            for (ContactStep step : rules.of(urgency)) {
                Way way = ways.stream()
                        .filter(w -> w.via().equals(step.via()))
                        .findFirst()
                        .orElseThrow();
                assertThat(way.at()).as("seed %d", seed).isAfterOrEqualTo(now.plus(step.after()));
                assertAllowed(rules, step, urgency, way.at(), seed);
                assertSoonest(rules, step, urgency, now.plus(step.after()), way.at(), seed);
            }
            failingOneAfterTheOtherUsesAll(rules, urgency, ways, now, seed);
        }
    }

    private static void assertAllowed(ContactRules rules, ContactStep step, Urgency urgency, Instant at, int seed) {
        Hours quiet = rules.quiet();
        assertThat(step.during().holdAt(at)).as("seed %d", seed).isTrue();
        if (quiet != null && rules.held().contains(urgency))
            assertThat(quiet.holdAt(at)).as("seed %d", seed).isFalse();
    }

    /** Hours here change at full hours only, so these are all instants at which it could have been sooner. */
    private static void assertSoonest(
            ContactRules rules, ContactStep step, Urgency urgency, Instant from, Instant at, int seed) {
        Hours quiet = rules.quiet();
        for (Instant t = from; t.isBefore(at); t = t.plus(Duration.ofMinutes(30))) {
            boolean quietThen = quiet != null && rules.held().contains(urgency) && quiet.holdAt(t);
            assertThat(step.during().holdAt(t) && !quietThen)
                    .as("seed %d, %s", seed, t)
                    .isFalse();
        }
    }

    private static void failingOneAfterTheOtherUsesAll(
            ContactRules rules, Urgency urgency, List<Way> planned, Instant start, int seed) {
        List<Way> ways = new ArrayList<>(planned);
        Instant now = start;
        for (int i = 0; i < planned.size() * 3; i++) {
            Instant at = now;
            ways.replaceAll(way -> way.at().isAfter(at) ? way : way.standing(Standing.FAILING));
            Optional<Way> sooner = rules.failover(urgency, ways, now);
            if (sooner.isPresent()) {
                Way next = sooner.get();
                assertThat(next.at()).as("seed %d", seed).isAfterOrEqualTo(now);
                ways.replaceAll(way -> way.via().equals(next.via()) ? next : way);
                ContactStep step = rules.of(urgency).stream()
                        .filter(each -> each.via().equals(next.via()))
                        .findFirst()
                        .orElseThrow();
                assertAllowed(rules, step, urgency, next.at(), seed);
            }
            Instant then = now;
            Instant next = ways.stream()
                    .filter(way -> way.standing() == Standing.WAITING)
                    .map(Way::at)
                    .min(Instant::compareTo)
                    .orElse(null);
            if (next == null) break;
            assertThat(next).as("seed %d", seed).isAfterOrEqualTo(then);
            now = next;
        }
        assertThat(ways).as("seed %d: all were used", seed).allMatch(way -> way.standing() == Standing.FAILING);
    }
}
