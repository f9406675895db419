package io.tocsin.query;

import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Limit;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Sort;
import io.tocsin.query.Pipe.Stats;
import io.tocsin.query.Pipe.Top;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Seeded pipes over the fields of {@link RandomQueries}, and over names that could be taken for something else. */
final class RandomPipes {
    private static final String[] FIELDS = {
        "service", "level", "message", "x", "request_id", "my field", "a:b", "NOT", "-f", "a,b", "by", "BY", "1m", "5",
                "count",
        "sum(x)", "top", "desc", "*", "a|b", "\"", "\\", "p95", "time ", "😀", "\ud83d", "/x/", "_", "(", "now"
    };
    private static final double[] QUANTILES = {0.01, 0.07, 0.5, 0.95, 0.99, 0.999, 0.9999, 0.0005, 0.123};
    private static final long[] BUCKETS = {
        1, 999, 1000, 60_000, 90_000, 3_600_000, 86_400_000, 604_800_000, 31_622_400_000L
    };

    private final Random random;

    RandomPipes(Random random) {
        this.random = random;
    }

    List<Pipe> pipes() {
        List<Pipe> pipes = new ArrayList<>();
        Pipe first = random.nextInt(5) == 0 ? new Top(1 + random.nextInt(5), field()) : stats();
        pipes.add(first);
        List<String> columns = Statement.stats(pipes).columns();
        for (int i = random.nextInt(4); i > 0; i--) {
            pipes.add(
                    random.nextBoolean()
                            ? new Limit(1 + random.nextInt(20))
                            : new Sort(columns.get(random.nextInt(columns.size())), random.nextBoolean()));
        }
        return pipes;
    }

    private Stats stats() {
        Set<Measure> measures = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) measures.add(measure());
        Set<String> by = new LinkedHashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) by.add(field());
        return new Stats(List.copyOf(measures), List.copyOf(by), bucket());
    }

    private Measure measure() {
        Kind[] kinds = Kind.values();
        Kind kind = kinds[random.nextInt(kinds.length)];
        return switch (kind) {
            case COUNT -> Measure.count();
            case PERCENTILE -> Measure.percentile(field(), QUANTILES[random.nextInt(QUANTILES.length)]);
            default -> Measure.of(kind, field());
        };
    }

    private @Nullable Duration bucket() {
        return random.nextBoolean() ? null : Duration.ofMillis(BUCKETS[random.nextInt(BUCKETS.length)]);
    }

    private String field() {
        return random.nextBoolean() ? FIELDS[random.nextInt(5)] : FIELDS[random.nextInt(FIELDS.length)];
    }
}
