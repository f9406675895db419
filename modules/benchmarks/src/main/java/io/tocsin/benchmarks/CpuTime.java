package io.tocsin.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of the measuring thread alone, of several ways in turns. The first rounds warm up and do not count, of the
 * others the median does.
 */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARMING = 2;

    private final Map<String, Way> ways = new LinkedHashMap<>();

    /** One way to do it: prepares a round, whose cost does not count. */
    @FunctionalInterface
    interface Way {
        Round prepare() throws Exception;
    }

    /** What is measured; gives how much it did. */
    @FunctionalInterface
    interface Round {
        long run() throws Exception;
    }

    CpuTime way(String name, Way way) {
        ways.put(name, way);
        return this;
    }

    /** Nanoseconds for each unit that the rounds did. */
    Map<String, Double> run(int rounds) throws Exception {
        Map<String, List<Double>> nanos = new LinkedHashMap<>();
        for (int i = 0; i < rounds + WARMING; i++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                double cost = cost(way.getValue());
                if (i >= WARMING)
                    nanos.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(cost);
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        nanos.forEach((name, all) -> medians.put(
                name,
                new Quantiles(all.stream().mapToDouble(Double::doubleValue).toArray()).median()));
        return medians;
    }

    private static double cost(Way way) throws Exception {
        Round round = way.prepare();
        long before = THREADS.getCurrentThreadCpuTime();
        long done = round.run();
        return (double) (THREADS.getCurrentThreadCpuTime() - before) / done;
    }
}
