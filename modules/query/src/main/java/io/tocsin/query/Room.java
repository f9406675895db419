package io.tocsin.query;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory that all groups of a table together have for exact values. While there is enough of it, each group keeps single
 * values up to the limit; when it runs out the limit is halved for all of them. So which groups are exact follows from how
 * many different values they have, and not from which came first.
 */
final class Room {
    /** In some 64 MB: enough for all values of 2,000 groups. */
    static final int TOTAL = 2_000_000;

    private final List<Keeper> keepers = new ArrayList<>();
    private int limit;
    private long kept;

    /** Who keeps single values, and can do with an estimate. */
    interface Keeper {
        /** Goes over to an estimate if there are more values; returns how many are kept, or the limit for an estimate. */
        int keepAtMost(int values);
    }

    Room(int limit) {
        this.limit = limit;
    }

    void enter(Keeper keeper) {
        keepers.add(keeper);
    }

    int limit() {
        return limit;
    }

    /** One value more is kept. */
    void taken() {
        if (++kept <= TOTAL) return;
        while (kept > TOTAL) {
            limit /= 2;
            kept = 0;
            for (Keeper keeper : keepers) kept += keeper.keepAtMost(limit);
        }
    }
}
