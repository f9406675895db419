package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctTest {
    /** Four times the standard error: one in 16,000 sets would fail, and these are always the same. */
    private static final double ERROR = 4 * 1.04 / Math.sqrt(8192);

    @Test
    void tenThousandValuesAreCountedOneByOne() {
        for (int size : new int[] {0, 1, 2, 1_000, Tally.EXACT_DISTINCT})
            assertThat(count(size)).isEqualTo(size);
    }

    @Test
    void moreValuesAreEstimated() {
        for (int size : new int[] {10_001, 15_000, 20_000, 40_000, 100_000, 1_000_000})
            assertThat((double) count(size)).as("%d", size).isCloseTo(size, within(size * ERROR));
    }

    @Test
    void anEstimateOfFewIsCloseToo() {
        HyperLogLog few = new HyperLogLog();
        assertThat(few.count()).isZero();

        for (int i = 0; i < 100; i++) few.add(Hashes.of("value " + i));

        assertThat((double) few.count()).isCloseTo(100, within(2.0));
    }

    @Test
    void valuesThatComeAgainDoNotCount() {
        Distinct distinct = new Distinct(new Room(10));
        for (int i = 0; i < 1_000; i++) distinct.text("v" + i % 20);

        assertThat(distinct.result()).isEqualTo(20L);
    }

    @Test
    void whenThereIsNoRoomLargeGroupsAreEstimatedInAnyOrder() {
        List<Object> forwards = counts(false);
        List<Object> backwards = counts(true);

        assertThat(backwards).isEqualTo(forwards);
        assertThat(forwards.getFirst()).isEqualTo(1_000L);
        assertThat(forwards).anyMatch(count -> !count.equals(9_000L) && !count.equals(1_000L));
    }

    /** 300 groups of 9,000 values are more than there is room for; one of 1,000 is among them. */
    private static List<Object> counts(boolean backwards) {
        Room room = new Room(Tally.EXACT_DISTINCT);
        List<Distinct> groups = new ArrayList<>();
        for (int i = 0; i < 301; i++) groups.add(new Distinct(room));
        for (int step = 0; step < 301; step++) {
            int group = backwards ? 300 - step : step;
            int size = group == 0 ? 1_000 : 9_000;
            for (int i = 0; i < size; i++) groups.get(group).text(group + "/" + (backwards ? size - 1 - i : i));
        }
        List<Object> counts = new ArrayList<>();
        for (Distinct group : groups) counts.add(group.result());
        return counts;
    }

    private static long count(int size) {
        Distinct distinct = new Distinct(new Room(Tally.EXACT_DISTINCT));
        for (int i = 0; i < size; i++) distinct.text("user-" + i);
        return (long) distinct.result();
    }
}
