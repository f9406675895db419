package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final long SEED = 95L;
    private static final double[] QUANTILES = {0.0001, 0.01, 0.25, 0.5, 0.95, 0.99, 0.999, 0.9999};

    @Test
    void theNearestRankIsOneThatOccurred() {
        Distribution numbers = of(100, 200, 300, 400);

        assertThat(numbers.at(0.5)).isEqualTo(200);
        assertThat(numbers.at(0.51)).isEqualTo(300);
        assertThat(numbers.at(0.01)).isEqualTo(100);
        assertThat(numbers.at(0.99)).isEqualTo(400);
    }

    @Test
    void sevenPercentOfAHundredAreSeven() {
        double[] hundred = new double[100];
        for (int i = 0; i < 100; i++) hundred[i] = i + 1;

        for (int percent = 1; percent < 100; percent++)
            assertThat(of(hundred).at(percent / 100.0)).isEqualTo(percent);
    }

    @Test
    void aThousandDifferentValuesAreExactHoweverManyEventsHaveThem() {
        Distribution numbers = new Distribution(new Room(Tally.EXACT_VALUES), 0.5);
        for (int value = 1; value <= Tally.EXACT_VALUES; value++) numbers.number(value, 1_000_000);

        assertThat(numbers.at(0.999)).isEqualTo(999);
        assertThat(numbers.at(0.5)).isEqualTo(500);
    }

    @Test
    void moreValuesAreWithinOnePercentOfTheNearestRank() {
        Random random = new Random(SEED);
        assertClose(() -> Math.exp(random.nextGaussian() * 3));
        assertClose(() -> random.nextInt(100_000));
        assertClose(() -> random.nextGaussian() * 1000);
        assertClose(() -> random.nextInt(50) == 0 ? 1e6 + random.nextDouble() : random.nextDouble() + 1);
    }

    private static void assertClose(DoubleSupplier draw) {
        double[] values = new double[20_000];
        Arrays.setAll(values, i -> draw.getAsDouble());
        Distribution numbers = of(values);
        Arrays.sort(values);
        for (double quantile : QUANTILES) {
            double exact = values[(int) Distribution.rank(quantile, values.length) - 1];
            assertThat(numbers.at(quantile))
                    .as("p%s", quantile * 100)
                    .isCloseTo(exact, within(Math.abs(exact) * Distribution.RELATIVE_ERROR + 1e-12));
        }
    }

    @Test
    void theOrderOfValuesChangesNothing() {
        Random random = new Random(SEED);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) values.add(Math.scalb(random.nextGaussian(), random.nextInt(80)));
        Distribution one = of(array(values));
        for (int round = 0; round < 5; round++) {
            Collections.shuffle(values, random);
            Distribution other = of(array(values));
            for (double quantile : QUANTILES) assertThat(other.at(quantile)).isEqualTo(one.at(quantile));
        }
    }

    @Test
    void theEndsOfWhatADoubleHoldsAreTaken() {
        Distribution numbers = new Distribution(new Room(2), 0.5);
        for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0, 1})
            numbers.number(value, 1);

        assertThat(numbers.at(0.0001)).isCloseTo(-Double.MAX_VALUE, within(Double.MAX_VALUE / 50));
        assertThat(numbers.at(0.9999)).isCloseTo(Double.MAX_VALUE, within(Double.MAX_VALUE / 50));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Distribution of(double... values) {
        Distribution numbers = new Distribution(new Room(Tally.EXACT_VALUES), 0.5);
        for (double value : values) numbers.number(value, 1);
        return numbers;
    }
}
