package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

    private final SimulatedTime time = new SimulatedTime(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void timersRunInOrderOfTheirInstant() {
        time.after(Duration.ofSeconds(2), () -> ran.add("second"));
        time.after(Duration.ofSeconds(1), () -> ran.add("first"));

        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("first", "second");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void timersOfOneInstantRunInTheOrderTheyWereSet() {
        for (String name : List.of("a", "b", "c")) time.after(Duration.ofSeconds(1), () -> ran.add(name));

        time.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aTimerSeesTheInstantItWasDueAt() {
        time.after(Duration.ofMinutes(15), () -> ran.add(time.instant().toString()));

        time.advance(Duration.ofHours(1));

        assertThat(ran).containsExactly("2026-03-01T03:15:00Z");
    }

    @Test
    void aTimerSetByATimerRunsInTheSameAdvance() {
        time.after(Duration.ofSeconds(1), () -> time.after(Duration.ofSeconds(1), () -> ran.add("grandchild")));

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("grandchild");
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        Runnable cancel = time.after(Duration.ofSeconds(1), () -> ran.add("never"));

        cancel.run();
        time.advance(Duration.ofDays(1));

        assertThat(ran).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aTimerThatIsNotDueWaits() {
        time.after(Duration.ofSeconds(2), () -> ran.add("late"));

        time.advance(Duration.ofMillis(1999));

        assertThat(ran).isEmpty();
        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(-1)))
                .hasMessage("cannot advance by PT-1S: time goes forward");
    }

    @Test
    void manySmallStepsAreOneBigStep() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SimulatedTime other = new SimulatedTime(START);
        List<String> otherRan = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Duration delay = Duration.ofMillis(random.nextInt(10_000));
            time.after(delay, () -> ran.add(delay + "@" + time.instant()));
            other.after(delay, () -> otherRan.add(delay + "@" + other.instant()));
        }

        for (int i = 0; i < 1000; i++) time.advance(Duration.ofMillis(10));
        other.advance(Duration.ofSeconds(10));

        assertThat(ran).as("seed %d", seed).isEqualTo(otherRan);
    }
}
