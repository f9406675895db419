package io.tocsin.store;

import io.tocsin.query.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded pipes of every kind, about what {@link RandomEvents} writes. */
final class RandomPipes {
    private static final List<Double> QUANTILES = List.of(0.01, 0.5, 0.95, 0.99, 0.9999);
    private static final List<Duration> BUCKETS =
            List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(7), Duration.ofDays(1));

    private static final List<Pipe.Kind> KINDS = List.of(Pipe.Kind.values());

    private final Random random;
    private final RandomEvents words;

    RandomPipes(Random random) {
        this.random = random;
        this.words = new RandomEvents(random);
    }

    /** One that makes a table, and perhaps some that order and cut it. */
    List<Pipe> pipes() {
        if (random.nextInt(5) == 0) return List.of(new Pipe.Top(1 + random.nextInt(200), words.name()));
        Pipe.Stats stats = stats();
        List<Pipe> pipes = new ArrayList<>(List.of(stats));
        List<String> columns = stats.columns();
        if (random.nextInt(3) == 0) {
            pipes.add(new Pipe.Sort(columns.get(random.nextInt(columns.size())), random.nextBoolean()));
        }
        if (random.nextInt(3) == 0) pipes.add(new Pipe.Limit(1 + random.nextInt(30)));
        return pipes;
    }

    private Pipe.Stats stats() {
        List<Pipe.Measure> measures = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) measures.add(measure());
        List<String> by = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = words.name();
            if (!by.contains(name)) by.add(name);
        }
        Duration bucket = random.nextInt(3) == 0 ? BUCKETS.get(random.nextInt(BUCKETS.size())) : null;
        return new Pipe.Stats(measures.stream().distinct().toList(), by, bucket);
    }

    private Pipe.Measure measure() {
        Pipe.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        return switch (kind) {
            case COUNT -> Pipe.Measure.count();
            case PERCENTILE -> Pipe.Measure.percentile(numeric(), QUANTILES.get(random.nextInt(QUANTILES.size())));
            case SUM, AVG, MIN, MAX -> Pipe.Measure.of(kind, numeric());
            case DISTINCT -> Pipe.Measure.of(kind, words.name());
        };
    }

    private String numeric() {
        return random.nextInt(3) == 0 ? words.name() : random.nextBoolean() ? "n" : "duration_ms";
    }
}
