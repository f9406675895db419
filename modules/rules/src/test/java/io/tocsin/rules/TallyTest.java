package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final double[] AWKWARD = {
        0.1, 1e-9, -1e100, 1e100, 3, 4e15, -4e15, 9.007199254740992e15, 1e-300, -0.3, 2.5e99, 9.2e18, -9.2e18
    };

    @Test
    void aPercentileIsAtMostAHundredthBelowTheTrueOneAndNeverAbove() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            double[] values = new double[1 + random.nextInt(300)];
            RankTally tally = new RankTally();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.exp(random.nextGaussian() * 5) * (random.nextInt(5) == 0 ? -1 : 1);
                tally.add(Double.doubleToRawLongBits(values[i]));
            }
            Arrays.sort(values);
            for (double percent : new double[] {0.1, 7, 50, 95, 99.9}) {
                int rank = (int) Math.max(1, Math.ceil(Math.round(percent * 1000) * values.length / 100_000.0 - 1e-9));
                double exact = values[rank - 1];
                assertThat(Math.abs(tally.at(percent))).isBetween(Math.abs(exact) * 0.992, Math.abs(exact));
            }
        }
    }

    @Test
    void roundThresholdsAreEndsOfSteps() {
        for (double round : new double[] {0, 0.5, 1, 7, 99, 200, 250, 255, 500, 1000, 2000, 4000}) {
            RankTally tally = new RankTally();
            tally.add(Double.doubleToRawLongBits(round));
            assertThat(tally.at(50)).isEqualTo(round);
        }
    }

    @Test
    void whatIsGivenBackLeavesNoTrace() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            for (Tally whole : List.of(new SumTally(true), new RankTally(), new CountTally())) {
                Tally kept = fresh(whole);
                Tally left = fresh(whole);
                for (int i = 0; i < 20; i++) {
                    long reading = Double.doubleToRawLongBits(value(random));
                    (i % 2 == 0 ? kept : left).add(reading);
                }
                whole.plus(left);
                whole.plus(kept);
                whole.minus(left);
                assertThat(results(whole)).isEqualTo(results(kept));
            }
        }
    }

    @Test
    void noOrderMattersAndNothingIsLostWhenSaved() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            for (Tally one : List.of(
                    new SumTally(true),
                    new RankTally(),
                    new DistinctTally(true),
                    new ExtremeTally(true),
                    new ShareTally())) {
                List<Long> readings = new ArrayList<>();
                for (int i = random.nextInt(200); i >= 0; i--) readings.add(reading(one, random));
                for (long reading : readings) one.add(reading);
                Tally other = fresh(one);
                Collections.shuffle(readings, random);
                for (long reading : readings) other.add(reading);
                Tally read = fresh(one);
                read.load(new StateIn(new DataInputStream(new ByteArrayInputStream(bytes(one)))));

                assertThat(results(other)).isEqualTo(results(one));
                assertThat(results(read)).isEqualTo(results(one));
            }
        }
    }

    @Test
    void differentValuesAreExactUpToALimitAndWellEstimatedAfterIt() {
        for (int different : new int[] {1, 64, 65, 1000, 100_000}) {
            DistinctTally tally = new DistinctTally(true);
            for (int i = 0; i < different * 2; i++) tally.add(DistinctTally.reading("user " + i % different));
            double error = different <= DistinctTally.EXACT_MAX ? 0 : 0.08;
            assertThat(tally.count()).isBetween(different * (1 - error), different * (1 + error));
        }
    }

    @Test
    void aWindowOfExactBucketsIsExact() {
        DistinctTally window = new DistinctTally(false);
        for (int bucket = 0; bucket < 60; bucket++) {
            DistinctTally tally = new DistinctTally(true);
            for (int i = 0; i < 60; i++) tally.add(DistinctTally.reading("user " + (bucket * 30 + i)));
            window.plus(tally);
        }
        assertThat(window.count()).isEqualTo(59 * 30 + 60);
    }

    private static long reading(Tally tally, Random random) {
        if (tally instanceof DistinctTally) return DistinctTally.reading("v" + random.nextInt(150));
        return tally instanceof ShareTally ? random.nextInt(2) : Double.doubleToRawLongBits(value(random));
    }

    private static double value(Random random) {
        return random.nextInt(4) == 0 ? AWKWARD[random.nextInt(AWKWARD.length)] : random.nextInt(1_000_000) / 1000.0;
    }

    private static Tally fresh(Tally like) {
        return switch (like) {
            case CountTally count -> new CountTally();
            case ShareTally share -> new ShareTally();
            case SumTally sum -> new SumTally(true);
            case ExtremeTally extreme -> new ExtremeTally(true);
            case RankTally rank -> new RankTally();
            case DistinctTally distinct -> new DistinctTally(true);
        };
    }

    private static List<Double> results(Tally tally) {
        double values = tally.values();
        return switch (tally) {
            case CountTally count -> List.of(values);
            case ShareTally share -> List.of(values, share.share());
            case SumTally sum -> List.of(values, sum.sum(), sum.mean(), sum.deviation());
            case ExtremeTally extreme -> List.of(values, extreme.found());
            case RankTally rank -> List.of(values, rank.at(1), rank.at(50), rank.at(99.9));
            case DistinctTally distinct -> List.of(values, distinct.count());
        };
    }

    private static byte[] bytes(Tally tally) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tally.save(new StateOut(new DataOutputStream(bytes)));
        return bytes.toByteArray();
    }
}
