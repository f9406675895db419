package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryTest {
    private static final Instant NOW = Samples.AT;
    private static final Outcome.Retry RETRY = new Outcome.Retry("answer 500", Duration.ZERO);
    private static final Outcome.Ambiguous AMBIGUOUS = new Outcome.Ambiguous("no answer within 30000 ms");

    private final Delivery page = Delivery.planned(Samples.page(Samples.NOWHERE), NOW);
    private final Delivery update = Delivery.planned(Samples.resolved(Samples.NOWHERE, ""), NOW);

    @Test
    void aPlanIsDueAtOnce() {
        assertThat(page.dueAt(NOW)).isTrue();
        assertThat(page.dueAt(NOW.minusMillis(1))).isFalse();
        assertThat(page.settled()).isFalse();
    }

    @Test
    void whatIsOnItsWayIsNotDue() {
        assertThat(page.started(NOW).dueAt(NOW.plusSeconds(3600))).isFalse();
        assertThat(page.started(NOW).attempts()).isEqualTo(1);
    }

    @Test
    void aDeliveryEndsWhenItIsTaken() {
        Delivery done = page.started(NOW).answered(new Outcome.Delivered("ok", "C1:2"), NOW, 0.5);

        assertThat(done.state()).isEqualTo(State.DELIVERED);
        assertThat(done.settled()).isTrue();
        assertThat(done.lastDetail()).isEqualTo("ok");
    }

    @Test
    void aPermanentFailureEndsIt() {
        Delivery failed = page.started(NOW).answered(new Outcome.Permanent("token_revoked"), NOW, 0.5);

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.dueAt(NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void aFailureIsTriedAgainAfterTheBackoff() {
        Delivery again = page.started(NOW).answered(RETRY, NOW, 1.0);

        assertThat(again.state()).isEqualTo(State.RETRYING);
        assertThat(again.nextAttemptAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(again.dueAt(NOW.plusMillis(999))).isFalse();
        assertThat(again.dueAt(NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void theBackoffDoublesUpToAMinute() {
        assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 1000)
                        .mapToObj(attempts -> Delivery.backoff(attempts, 1.0).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void theJitterCoversTheWholeStep() {
        assertThat(Delivery.backoff(7, 0.0)).isZero();
        assertThat(Delivery.backoff(7, 0.5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Delivery.backoff(7, 7.0)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theOtherSidesWishIsTheFloor() {
        Outcome busy = new Outcome.Retry("ratelimited", Duration.ofMinutes(5));

        assertThat(page.started(NOW).answered(busy, NOW, 1.0).nextAttemptAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void whatHasFailedIsTriedSoonerWhenSomebodyHurriesIt() {
        Delivery late = page.started(NOW).answered(RETRY, NOW, 1.0);
        Instant soon = NOW.plusMillis(300);

        assertThat(late.hurried(soon).nextAttemptAt()).isEqualTo(soon);
        assertThat(late.hurried(NOW.plusSeconds(2))).as("due anyway").isEqualTo(late);
        assertThat(page.hurried(NOW)).as("not tried yet").isEqualTo(page);
    }

    @Test
    void nobodyHurriesPastTheOtherSidesWish() {
        Outcome busy = new Outcome.Retry("ratelimited", Duration.ofSeconds(20));
        Delivery late = page.started(NOW).answered(busy, NOW, 1.0);
        for (int i = 0; i < 6; i++) late = late.started(NOW).answered(busy, NOW, 1.0);

        assertThat(late.nextAttemptAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(late.hurried(NOW).nextAttemptAt()).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void aPageWhoseAnswerWasLostIsRepeatedAndSaysSo() {
        Delivery again = page.started(NOW).answered(AMBIGUOUS, NOW, 0.0);
        Delivery twice = again.started(NOW).answered(AMBIGUOUS, NOW, 0.0);

        assertThat(again.state()).isEqualTo(State.RETRYING);
        assertThat(again.notice().id()).isEqualTo(page.notice().id());
        assertThat(again.notice().briefing().why()).startsWith("(repeat) You are primary");
        assertThat(twice.notice()).isEqualTo(again.notice());
    }

    @Test
    void aReceiverIsToldAgainWhenTheAnswerWasLost() {
        Delivery told = Delivery.planned(
                Samples.notice(
                        Notice.Kind.NOTIFY, Samples.NOWHERE, page.notice().briefing(), ""),
                NOW);

        assertThat(told.started(NOW).answered(AMBIGUOUS, NOW, 0.0).state()).isEqualTo(State.RETRYING);
    }

    @Test
    void anUpdateWhoseAnswerWasLostIsNotRepeated() {
        Delivery done = update.started(NOW).answered(AMBIGUOUS, NOW, 0.0);

        assertThat(done.state()).isEqualTo(State.DELIVERED);
        assertThat(done.lastDetail()).isEqualTo("not repeated, may have arrived: no answer within 30000 ms");
    }

    @Test
    void anUpdateThatCertainlyFailedIsTriedAgain() {
        assertThat(update.started(NOW).answered(RETRY, NOW, 0.0).state()).isEqualTo(State.RETRYING);
    }

    @Test
    void afterADayItGivesUp() {
        Instant late = NOW.plus(Delivery.GIVE_UP_AFTER);

        assertThat(page.started(late).answered(RETRY, late, 0.0).state()).isEqualTo(State.RETRYING);
        Delivery failed = page.started(late).answered(RETRY, late, 1.0);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.lastDetail()).isEqualTo("gave up after 24 h: answer 500");
    }

    @Test
    void whatIsCancelledIsNeverDueAgain() {
        Delivery cancelled = page.cancelled("acknowledged by anna");

        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.dueAt(NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void anAttemptThatLandsAfterTheCancellationChangesOnlyTheDetail() {
        Delivery cancelled = page.started(NOW).cancelled("acknowledged by anna");

        Delivery after = cancelled.answered(RETRY, NOW, 0.0);

        assertThat(after.state()).isEqualTo(State.CANCELLED);
        assertThat(after.lastDetail()).isEqualTo("answer 500");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"DELIVERED", "FAILED", "CANCELLED"})
    void anEndStaysAnEnd(State end) {
        Delivery ended = new Delivery(page.notice(), end, 1, NOW, NOW, null, "");

        assertThat(ended.cancelled("late").state()).isEqualTo(end);
        assertThat(ended.interrupted(NOW, 0.5).state()).isEqualTo(end);
        assertThatThrownBy(() -> ended.started(NOW)).hasMessageContaining("cannot start");
    }

    @Test
    void aRestartRepeatsAPageButNotAnUpdate() {
        assertThat(page.started(NOW).interrupted(NOW, 0.0).state()).isEqualTo(State.RETRYING);
        assertThat(update.started(NOW).interrupted(NOW, 0.0).state()).isEqualTo(State.DELIVERED);
        assertThat(page.interrupted(NOW, 0.0)).isEqualTo(page);
    }

    @Test
    void howeverTheWorldAnswersAPageIsDeliveredFailedForGoodOrStillTried() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            Delivery delivery = Delivery.planned(Samples.page(Samples.NOWHERE), NOW);
            Instant now = NOW;
            while (!delivery.settled()) {
                now = delivery.nextAttemptAt();
                assertThat(delivery.dueAt(now)).as("seed %d", seed).isTrue();
                Instant sent = now;
                now = now.plusMillis(random.nextInt(30_000));
                delivery = delivery.started(sent).answered(random(random), now, random.nextDouble());
                assertThat(delivery.nextAttemptAt()).as("seed %d", seed).isBetween(sent, now.plus(RetryAfter.MAX));
            }
            boolean gaveUp =
                    delivery.state() == State.FAILED && delivery.lastDetail().startsWith("gave up");
            assertThat(!gaveUp || now.isAfter(NOW.plus(Duration.ofHours(22))))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    private static Outcome random(Random random) {
        return switch (random.nextInt(200)) {
            case 0 -> new Outcome.Delivered("ok", "");
            case 1 -> new Outcome.Permanent("gone");
            case 2, 3, 4, 5 -> new Outcome.Retry("busy", Duration.ofSeconds(random.nextInt(3600)));
            case 6, 7, 8, 9, 10 -> AMBIGUOUS;
            default -> RETRY;
        };
    }
}
