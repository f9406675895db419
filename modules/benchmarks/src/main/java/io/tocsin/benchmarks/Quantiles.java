package io.tocsin.benchmarks;

import java.util.Arrays;

/** Numbers of one kind, sorted. */
final class Quantiles {
    private final double[] sorted;

    /** Something that is done again and again. */
    @FunctionalInterface
    interface Timed<E extends Exception> {
        void run(int time) throws E;
    }

    Quantiles(double[] values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** Does it so many times, one after the other; gives how long each took, in milliseconds. */
    static <E extends Exception> Quantiles millis(int times, Timed<E> work) throws E {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long at = System.nanoTime();
            work.run(i);
            millis[i] = (System.nanoTime() - at) / 1e6;
        }
        return new Quantiles(millis);
    }

    /** The same once it was done as often before: a process that runs for weeks has compiled what it does. */
    static <E extends Exception> Quantiles warmMillis(int times, Timed<E> work) throws E {
        for (int i = 0; i < times; i++) work.run(i);
        return millis(times, work);
    }

    /** The value that this share of all is not above; 0 when there is none. */
    double at(double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    double median() {
        return at(0.5);
    }

    double p99() {
        return at(0.99);
    }
}
