package io.tocsin.store;

import io.tocsin.query.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded pipes of every kind, about what {@link RandomEvents} writes. */
final class RandomPipes {
    private static final List<Double> QUANTILES = List.of(0.0, 0.5, 0.95, 0.99, 1.0);
    private static final List<Duration> BUCKETS =
            List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(7), Duration.ofDays(1));

    private static final List<Pipe.Kind> KINDS = List.of(Pipe.Kind.values());

    private final Random random;
    private final RandomEvents words;

    RandomPipes(Random random) {
        this.random = random;
        this.words = new RandomEvents(random);
    }

    /** One that makes a table; rows are not cut, since those of equal rank may be cut either way. */
    List<Pipe> pipes() {
        if (random.nextInt(5) == 0) return List.of(new Pipe.Top(1 + random.nextInt(200), words.name()));
        List<Pipe.Measure> measures = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) measures.add(measure());
        List<String> by = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = words.name();
            if (!by.contains(name)) by.add(name);
        }
        Duration bucket = random.nextInt(3) == 0 ? BUCKETS.get(random.nextInt(BUCKETS.size())) : null;
        return List.of(new Pipe.Stats(measures.stream().distinct().toList(), by, bucket));
    }

    private Pipe.Measure measure() {
        Pipe.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        return switch (kind) {
            case COUNT -> new Pipe.Measure(kind, null, 0);
            case PERCENTILE -> new Pipe.Measure(kind, numeric(), QUANTILES.get(random.nextInt(QUANTILES.size())));
            case SUM, AVG, MIN, MAX -> new Pipe.Measure(kind, numeric(), 0);
            case DISTINCT -> new Pipe.Measure(kind, words.name(), 0);
        };
    }

    private String numeric() {
        return random.nextInt(3) == 0 ? words.name() : random.nextBoolean() ? "n" : "duration_ms";
    }
}
