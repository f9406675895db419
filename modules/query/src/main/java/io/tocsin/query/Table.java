package io.tocsin.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a statement with pipes. Immutable.
 *
 * @param columns names: {@code time} for the bucket (RFC 3339), then the fields, then the measures as {@link
 *     Pipe.Measure#name()}
 * @param rows text or number (Long or Double) each; null where an event lacks the field or a measure has no number. A number
 *     is a Long where it is whole and at most 2^53, else a Double
 * @param truncated whether there were more groups than a table has room for (at most {@link Tally#GROUPS_MAX} rows): later
 *     groups are missing then
 */
public record Table(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
    /** Copies the lists. Not in the short form, of which javac leaves the nullness of cells out of the class file. */
    public Table(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        this.truncated = truncated;
    }
}
