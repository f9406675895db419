package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class QueryPropertyTest {
    private static final long SEED = 20_261_120L;
    private static final int ROUNDS = 10_000;
    private static final int EVENTS = 5;

    @Test
    void whatIsPrintedReadsBackEqual() {
        everyRound(3, (query, event) -> {
            Query again = Query.parse(query.print());
            assertThat(again).isEqualTo(query).hasSameHashCodeAs(query);
            assertThat(again.print()).isEqualTo(query.print());
            assertThat(again.matches(event)).isEqualTo(query.matches(event));
        });
    }

    @Test
    void anIndependentMatcherAgrees() {
        everyRound(2, (query, event) -> assertThat(query.matches(event)).isEqualTo(Oracle.matches(query, event)));
    }

    @Test
    void notIsTheOtherAnswer() {
        everyRound(2, (query, event) -> {
            assertThat(new Not(query).matches(event)).isEqualTo(!query.matches(event));
            assertThat(new And(List.of(query, new Not(query))).matches(event)).isFalse();
            assertThat(new Or(List.of(query, new Not(query))).matches(event)).isTrue();
        });
    }

    @Test
    void andAndOrTurnIntoEachOther() {
        RandomQueries others = new RandomQueries(new Random(SEED + 1));
        everyRound(1, (query, event) -> {
            Query other = others.query(1);
            Query both = new Not(new And(List.of(query, other)));
            Query either = new Or(List.of(new Not(query), new Not(other)));
            assertThat(both.matches(event)).isEqualTo(either.matches(event));
        });
    }

    /** The seed, the query and the event are in the message of whatever fails. */
    private static void everyRound(int depth, BiConsumer<Query, LogEvent> fact) {
        Random random = new Random(SEED);
        RandomQueries world = new RandomQueries(random);
        for (int round = 0; round < ROUNDS; round++) {
            Query query = world.query(depth);
            for (int i = 0; i < EVENTS; i++) {
                LogEvent event = world.event();
                try {
                    fact.accept(query, event);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(
                            "seed " + SEED + " round " + round + ": " + query.print() + " = " + query + "\non " + event
                                    + " ids " + event.correlationIds(),
                            e);
                }
            }
        }
    }
}
