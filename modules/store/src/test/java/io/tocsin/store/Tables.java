package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.query.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares tables; sums of doubles may differ in the last digits, as they were added in another order. */
final class Tables {
    private static final double TINY = 1e-9;

    private Tables() {}

    static void assertSame(String name, Table found, Table expected) {
        assertThat(found.columns()).as(name).isEqualTo(expected.columns());
        assertThat(found.truncated()).as(name).isEqualTo(expected.truncated());
        assertThat(found.rows()).as(name).hasSameSizeAs(expected.rows());
        for (int row = 0; row < found.rows().size(); row++) {
            assertRow(
                    name + " row " + row, found.rows().get(row), expected.rows().get(row));
        }
    }

    private static void assertRow(String name, List<@Nullable Object> found, List<@Nullable Object> expected) {
        assertThat(found).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Double one
                    && expected.get(i) instanceof Double other
                    && Double.isFinite(other)) {
                assertThat(one).as("%s: %s", name, found).isCloseTo(other, within(Math.abs(other) * TINY + TINY));
            } else {
                assertThat(found.get(i)).as("%s: %s", name, found).isEqualTo(expected.get(i));
            }
        }
    }
}
