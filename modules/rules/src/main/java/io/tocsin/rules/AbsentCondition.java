package io.tocsin.rules;

import java.time.Duration;
import java.util.List;

/**
 * {@code absent()}: a key that was heard of has been silent for the whole window.
 *
 * @param keys values of the only by-field that must be heard of, whether they were ever seen or not; empty to
 *     learn them from the stream
 * @param learnAfter for how long a key must have been heard, without a gap as long as the window, before it is
 *     missed; zero when one event is enough. Keeps what logs rarely from being called dead
 * @param forget for how long a learned key is missed
 */
public record AbsentCondition(List<String> keys, Duration learnAfter, Duration forget) implements Condition {
    static final Duration FORGET_DEFAULT = Duration.ofDays(7);

    /** Keeps a copy of the keys. */
    public AbsentCondition {
        keys = List.copyOf(keys);
    }

    @Override
    public boolean eager() {
        return false;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof AbsentCondition;
    }

    @Override
    public String print() {
        return "absent()";
    }
}
