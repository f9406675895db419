package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoudnessTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-06-01T00:00:00Z");
    private static final Hours OFFICE = new DailyHours(9, 18);

    private static Optional<Instant> inverted(List<ContactStep> high, List<ContactStep> low) {
        ContactRules rules = new ContactRules(Map.of(Urgency.HIGH, high, Urgency.LOW, low), null, Set.of());
        return Loudness.inverted(rules, MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(7)));
    }

    @Test
    void rulesAsPeopleWriteThemAreFine() {
        assertThat(inverted(
                        List.of(ContactStep.now("slack"), new ContactStep("sms", Duration.ofMinutes(1), Hours.ALWAYS)),
                        List.of(new ContactStep("email", Duration.ZERO, OFFICE))))
                .isEmpty();
    }

    @Test
    void whatIsUrgentAndWaitsForTheMorningIsQuieterThanWhatIsNot() {
        assertThat(inverted(
                        List.of(new ContactStep("slack", Duration.ZERO, OFFICE)), List.of(ContactStep.now("email"))))
                .contains(MIDNIGHT);
    }

    @Test
    void theInstantIsTheFirstAtWhichItHappens() {
        Hours early = new DailyHours(0, 20);

        assertThat(inverted(List.of(new ContactStep("slack", Duration.ZERO, early)), List.of(ContactStep.now("email"))))
                .contains(MIDNIGHT.plus(Duration.ofHours(20)));
    }

    @Test
    void theSameMethodMayNotBeUsedSoonerForWhatIsNotUrgent() {
        assertThat(inverted(
                        List.of(ContactStep.now("email"), new ContactStep("sms", Duration.ofMinutes(5), Hours.ALWAYS)),
                        List.of(ContactStep.now("email"), ContactStep.now("sms"))))
                .contains(MIDNIGHT);
    }

    @Test
    void aStepThatMeetsItsHoursLaterIsLookedAtBeforeThem() {
        Hours notAtNine = new DailyHours(9, 23);

        assertThat(inverted(
                        List.of(new ContactStep("slack", Duration.ofHours(1), notAtNine)),
                        List.of(new ContactStep("slack", Duration.ofHours(2), Hours.ALWAYS))))
                .isPresent();
    }
}
