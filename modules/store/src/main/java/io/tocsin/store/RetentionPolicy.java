package io.tocsin.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How long events are kept, and how much of them.
 *
 * @param keepDefault how long what no class matches is kept after it happened
 * @param maxBytes of all partitions together; 0 for no limit
 * @param classes the first that matches an event decides about it
 */
public record RetentionPolicy(Duration keepDefault, long maxBytes, List<KeepClass> classes) {
    /** Each may be a partition a day, with files and memory of its own. */
    public static final int CLASSES_MAX = 16;

    /**
     * A policy.
     *
     * @throws IllegalArgumentException for times that are not positive, a negative size, and classes that are too many or of
     *     one name
     */
    public RetentionPolicy {
        classes = List.copyOf(classes);
        checkKeep(keepDefault);
        if (maxBytes < 0) {
            throw new IllegalArgumentException("cannot keep " + maxBytes + " bytes: write 0 for no limit");
        }
        if (classes.size() > CLASSES_MAX) {
            throw new IllegalArgumentException("cannot keep " + classes.size() + " retention classes apart: at most "
                    + CLASSES_MAX + " are allowed");
        }
        Set<String> names = new HashSet<>();
        for (KeepClass one : classes) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException(
                        "cannot have two retention classes '" + one.name() + "': names must differ");
            }
        }
    }

    static void checkKeep(Duration keep) {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("cannot keep events for " + keep + ": the time must be positive");
        }
    }

    /** How long a class keeps; a class that is configured no more keeps as long as the default does. */
    Duration keep(String keepClass) {
        for (KeepClass one : classes) {
            if (one.name().equals(keepClass)) return one.keep();
        }
        return keepDefault;
    }
}
