package io.tocsin.store;

import io.tocsin.model.EventParser;
import java.io.IOException;
import java.util.Random;

/** An implementation of {@link EventStore} on which the contracts are run. */
interface StoreUnderTest {
    /** A new, empty store. Events are made by {@link #parser}. */
    EventStore open() throws IOException;

    /** What is there after closing the store in good order and opening it again. */
    EventStore reopened(EventStore store) throws IOException;

    /**
     * What a new process finds after this one was killed at this moment. What was not committed may be missing; the old store
     * is of no use any more.
     */
    EventStore crashed(EventStore store) throws IOException;

    /** Makes the events of the contract; one that gives layouts tests another way through the same promises. */
    default EventParser parser() {
        return new TinyJson();
    }

    /** Events of this parser, the same ones each time. */
    default RandomEvents events() {
        return events(11);
    }

    /** Events of this parser and of a seed. */
    default RandomEvents events(long seed) {
        return new RandomEvents(new Random(seed), true, parser());
    }
}
