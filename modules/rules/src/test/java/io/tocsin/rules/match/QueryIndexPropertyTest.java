package io.tocsin.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the queries, the events and the limits: what is found is what asking every query finds, in the same order. */
class QueryIndexPropertyTest {
    private static final long SEED = 20_261_128L;
    private static final int ROUNDS = 100;
    private static final int EVENTS = 200;

    static Stream<Tuning> tunings() {
        return Stream.of(
                Tuning.USUAL,
                new Tuning(1, 0, 1, Integer.MAX_VALUE, 100_000, 100_000, 100, Long.MAX_VALUE),
                new Tuning(1, 1, 1, Integer.MAX_VALUE, 100_000, 5, 100, Long.MAX_VALUE),
                new Tuning(2, 3, 2, 40, 8, 4, 3, 20),
                new Tuning(1, 0, 1, 0, 0, 0, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("tunings")
    void itFindsWhatAskingEachFinds(Tuning tuning) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RandomWorld world = new RandomWorld(random);
            hold(tuning, world, queries(world, 1 + random.nextInt(40), random.nextInt(4)), round);
        }
    }

    /** What the kind of an event or a find proves is left out, and one pass looks for the texts of several: all of it often here. */
    @ParameterizedTest
    @MethodSource("tunings")
    void itFindsWhatAskingEachFindsWhereRulesAreAlike(Tuning tuning) {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS; round++) {
            RandomWorld world = RandomWorld.small(random);
            List<Query> queries = new ArrayList<>();
            int count = 1 + random.nextInt(150);
            for (int i = 0; i < count; i++)
                queries.add(random.nextInt(3) == 0 ? world.query(random.nextInt(2)) : world.rule());
            hold(tuning, world, queries, round);
        }
    }

    private static void hold(Tuning tuning, RandomWorld world, List<Query> queries, int round) {
        QueryIndex<Integer> index =
                new QueryIndex<>(IntStream.range(0, queries.size()).boxed().toList(), queries::get, tuning);
        for (int i = 0; i < EVENTS; i++) {
            LogEvent event = world.event();
            List<Integer> found = new ArrayList<>();
            index.matching(event, found::add);
            assertThat(found)
                    .as("seed %d round %d event %d: %s ids %s", SEED, round, i, event, event.correlationIds())
                    .withFailMessage(() -> explain(queries, event, found))
                    .isEqualTo(asked(queries, event));
        }
    }

    private static List<Query> queries(RandomWorld world, int count, int depth) {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) queries.add(world.query(depth));
        queries.add(queries.getFirst());
        return queries;
    }

    private static List<Integer> asked(List<Query> queries, LogEvent event) {
        return IntStream.range(0, queries.size())
                .filter(i -> queries.get(i).matches(event))
                .boxed()
                .toList();
    }

    private static String explain(List<Query> queries, LogEvent event, List<Integer> found) {
        List<Integer> wrong = new ArrayList<>(asked(queries, event));
        List<Integer> missing = new ArrayList<>(wrong);
        missing.removeAll(found);
        List<Integer> tooMany = new ArrayList<>(found);
        tooMany.removeAll(wrong);
        return "missing %s, too many %s on %s %s"
                .formatted(
                        missing.stream().map(i -> queries.get(i).print()).toList(),
                        tooMany.stream().map(i -> queries.get(i).print()).toList(),
                        event,
                        event.correlationIds());
    }
}
