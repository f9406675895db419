package io.tocsin.template;

import java.time.Instant;

/**
 * What the texts of one message share: their data, their instant, and the steps that they may take together, so that a message of
 * twenty texts takes no longer than one of a single text. For one thread.
 */
public final class Occasion {
    private final Object dot;
    private final Instant now;
    private final Budget budget = new Budget();

    /**
     * The occasion of one message.
     *
     * @param data the dot: {@link AlertmanagerData}, or whatever is made of maps, lists, texts, numbers, truth values, instants
     *     and durations
     * @param now what the functions {@code now} and {@code since} go by
     */
    public Occasion(Object data, Instant now) {
        this.dot = Values.of(data);
        this.now = now;
    }

    Object dot() {
        return dot;
    }

    Instant now() {
        return now;
    }

    Budget budget() {
        return budget;
    }
}
