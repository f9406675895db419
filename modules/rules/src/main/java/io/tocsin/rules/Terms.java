package io.tocsin.rules;

/**
 * The numbers of a rule as windows need them: milliseconds and buckets.
 *
 * @param needed how many events or values make the highest tier of a count true
 * @param buckets how many buckets of {@code bucketMillis} a window has
 */
record Terms(
        long within,
        long late,
        long hold,
        long resolveAfter,
        int needed,
        long learnAfter,
        long forget,
        int buckets,
        long bucketMillis) {
    static Terms of(Rule rule) {
        int buckets = Grid.perWindow(rule);
        long within = Grid.within(rule).toMillis();
        return new Terms(
                within,
                rule.late().toMillis(),
                rule.hold().toMillis(),
                rule.resolveAfter().toMillis(),
                rule.when() instanceof CountCondition || rule.when() instanceof DistinctCondition
                        ? rule.limits().stream()
                                .mapToInt(Limit::neededAtMost)
                                .max()
                                .orElse(1)
                        : 1,
                rule.when() instanceof AbsentCondition absent
                        ? absent.learnAfter().toMillis()
                        : 0,
                rule.when() instanceof AbsentCondition absent ? absent.forget().toMillis() : 0,
                buckets,
                within / buckets);
    }

    /** The same with another lateness. */
    Terms withLate(long millis) {
        return new Terms(within, millis, hold, resolveAfter, needed, learnAfter, forget, buckets, bucketMillis);
    }

    /** Buckets are aligned to the epoch, so that they are the same after a restart. */
    long bucketOf(long at) {
        return Math.floorDiv(at, bucketMillis);
    }

    /** The instant at which a bucket is over: its evaluation. */
    long endOf(long bucket) {
        return (bucket + 1) * bucketMillis;
    }

    /** The first evaluation that is not before the instant. */
    long evaluationAt(long at) {
        return Math.ceilDiv(at, bucketMillis) * bucketMillis;
    }
}
