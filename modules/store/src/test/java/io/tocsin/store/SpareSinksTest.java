package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpareSinksTest {
    private static final int USUAL = 30_000;

    private final SpareSinks spare = new SpareSinks();

    @Test
    void isLentAgainEmptyAndOnlyToOne() {
        ByteSink first = spare.take(USUAL).bytes(new byte[USUAL - 10]);
        spare.giveBack(first);

        assertThat(spare.take(USUAL / 2)).isSameAs(first);
        assertThat(first.size()).isZero();
        assertThat(spare.take(USUAL / 2)).isNotSameAs(first);
    }

    @Test
    void hasRoomForMoreThanItHadBefore() {
        ByteSink first = spare.take(USUAL / 2);
        spare.giveBack(first);

        assertThat(spare.take(USUAL)).isSameAs(first);
        assertThat(first.array()).hasSizeGreaterThanOrEqualTo(USUAL);
    }

    @Test
    void neitherSmallNorHugeOnesAreKept() {
        ByteSink small = spare.take(200);
        ByteSink huge = spare.take(1 << 20);
        spare.giveBack(small);
        spare.giveBack(huge);

        assertThat(spare.take(USUAL)).isNotSameAs(small).isNotSameAs(huge);
        assertThat(spare.take(200)).isNotSameAs(small);
    }

    @Test
    void oneThatGrewBeyondItsRoomIsLetGo() {
        ByteSink grown = spare.take(USUAL).bytes(new byte[1 << 20]);
        spare.giveBack(grown);

        assertThat(spare.take(USUAL)).isNotSameAs(grown);
    }
}
