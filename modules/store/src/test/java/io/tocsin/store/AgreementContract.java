package io.tocsin.store;

import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of a store, equal to those of the reference at each step. */
interface AgreementContract extends StoreUnderTest {
    /** As many as take some ten seconds. */
    int SEEDS = 8;

    /** {@code -Dtocsin.seeds=500} for a long run, {@code -Dtocsin.seed=17} for one life again. */
    static LongStream seeds() {
        Long one = Long.getLong("tocsin.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Integer.getInteger("tocsin.seeds", SEEDS));
    }

    @ParameterizedTest
    @MethodSource("io.tocsin.store.AgreementContract#seeds")
    default void memoryAndStoreAgreeAllTheirLives(long seed) throws IOException {
        try (Agreement life = new Agreement(this, seed)) {
            life.live();
        }
    }
}
