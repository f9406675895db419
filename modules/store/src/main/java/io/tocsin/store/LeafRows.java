package io.tocsin.store;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of a leaf are in its column, for all events of a form: most columns have one value in each event, and then
 * the row is the event.
 *
 * @param firstRows the row of each event's first value in the column; null when that is the event itself
 * @param before how many leaves of the form before this one have their values in the same column
 */
// Shared with the block; never compared.
@SuppressWarnings("ArrayRecordComponent")
record LeafRows(int @Nullable [] firstRows, int before) {
    /** Whether the row of each event is its number. */
    boolean areEvents() {
        return firstRows == null && before == 0;
    }

    // The arrays of a block are made once.
    @SuppressWarnings("ArrayEquality")
    boolean isSame(LeafRows other) {
        return firstRows == other.firstRows && before == other.before;
    }

    int row(int event) {
        int[] first = firstRows;
        return (first == null ? event : first[event]) + before;
    }
}
