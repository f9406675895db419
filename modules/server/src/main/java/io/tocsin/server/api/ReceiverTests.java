package io.tocsin.server.api;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Test messages as the API needs them. */
public interface ReceiverTests {
    /**
     * Sends one to each integration of a receiver, or by each contact method of a person, once.
     *
     * @param person whether it is the name of a person
     * @param by who asks for it
     * @return what became of each; fails with {@link NoSuchReceiverException}, and with {@link BusyException}
     */
    Future<List<Result>> test(String name, boolean person, String by);

    /** What became of a test message. */
    enum Verdict {
        DELIVERED,
        /** A page would be tried again. */
        RETRY,
        /** A page would take another way. */
        REFUSED,
        /** It may have arrived. */
        UNCLEAR,
        /** The configuration is not complete, so nothing was sent. */
        UNUSABLE
    }

    /**
     * One way.
     *
     * @param address {@code receiver/oncall/slack[0]} or {@code person/anna/email}
     * @param detail what the other side said, in one line without secrets
     */
    record Result(String address, String channel, Verdict verdict, String detail, Duration took) {}
}
