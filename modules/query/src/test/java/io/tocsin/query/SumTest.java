package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumTest {
    private static final long SEED = 31L;

    @Test
    void aSumIsRoundedOnce() {
        Sum sum = new Sum(false);
        for (int i = 0; i < 10; i++) sum.number(0.1, 1);

        assertThat(sum.result()).isEqualTo(1L);
    }

    @Test
    void whatCancelsOutLeavesTheRest() {
        Sum sum = new Sum(false);
        for (double number : new double[] {1e300, 1, -1e300, 1e-300, 0.5}) sum.number(number, 1);

        assertThat(sum.result()).isEqualTo(1.5);
    }

    @Test
    void theGreatestNumbersDoNotOverflowOnTheWay() {
        Sum sum = new Sum(false);
        sum.number(Double.MAX_VALUE, 3);
        assertThat(sum.result()).isNull();

        sum.number(-Double.MAX_VALUE, 2);

        assertThat(sum.result()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void wholeNumbersAreExactBeyondALong() {
        Sum sum = new Sum(false);
        for (int i = 0; i < 5_000; i++) sum.number(0x1p52, 3);
        for (int i = 0; i < 5_000; i++) sum.number(-0x1p52, 3);
        sum.number(7, 1);

        assertThat(sum.result()).isEqualTo(7L);
    }

    @Test
    void aMeanIsTheExactSumDivided() {
        Sum mean = new Sum(true);
        mean.number(0.1, 3);
        mean.number(10, 1);

        assertThat(mean.result()).isEqualTo(2.575);
    }

    @Test
    void inAnyOrderItIsTheSumOfDecimals() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            List<double[]> numbers = numbers(random);
            BigDecimal exact = BigDecimal.ZERO;
            for (double[] number : numbers)
                exact = exact.add(new BigDecimal(number[0]).multiply(new BigDecimal(number[1])));
            for (int shuffle = 0; shuffle < 3; shuffle++) {
                Collections.shuffle(numbers, random);
                Sum sum = new Sum(false);
                numbers.forEach(number -> sum.number(number[0], (long) number[1]));

                assertThat(sum.result()).as("seed %d round %d", SEED, round).isEqualTo(expected(exact));
            }
        }
    }

    private static Object expected(BigDecimal exact) {
        return Cell.of(exact.doubleValue());
    }

    private static List<double[]> numbers(Random random) {
        List<double[]> numbers = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            double number = switch (random.nextInt(5)) {
                case 0 -> random.nextInt(1000);
                case 1 -> random.nextDouble();
                case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(1800) - 900);
                case 3 -> Double.MIN_VALUE * random.nextInt(100);
                default -> (double) (random.nextLong() >> 10);
            };
            numbers.add(new double[] {number, 1 + random.nextInt(random.nextBoolean() ? 1 : 1_000_000)});
        }
        return numbers;
    }
}
