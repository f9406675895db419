package io.tocsin.server.simulate;

import org.jspecify.annotations.Nullable;

/** Something that was seen at the borders of the product, in milliseconds since the beginning of the story. */
public sealed interface Fact {
    long at();

    /** The desk was told of an alert. */
    record Heard(long at, String subject, String instance, boolean firing) implements Fact {}

    /** What somebody who acted was answered. */
    enum Answer {
        DONE,
        REFUSED,
        /** It counts in memory and is not on disk. */
        NOT_DURABLE,
        /** The process died before it answered: it counts or not. */
        UNHEARD
    }

    /**
     * Somebody acted, and was answered.
     *
     * @param answeredAt when; everything answered DONE was durable by then; what nobody answered has the time of the act
     * @param round of the incident before
     * @param asked the round that the button belonged to; null for none
     * @param until a snooze's end, milliseconds from {@code at}; 0 for none
     */
    record Acted(
            long at,
            long answeredAt,
            Act.Verb verb,
            String who,
            String subject,
            String incident,
            int round,
            @Nullable Integer asked,
            long until,
            Answer answer)
            implements Fact {
        /** The same once it was answered. */
        public Acted answered(long when, Answer heard) {
            return new Acted(at, when, verb, who, subject, incident, round, asked, until, heard);
        }
    }

    /** A silence began and was durable; it ends by itself. */
    record Hushed(long at, String subject, long until) implements Fact {}

    /** An attempt left the process. */
    record Left(long at, Message message) implements Fact {}

    /** An attempt reached its reader. */
    record Landed(long at, Message message) implements Fact {}

    /** The class of an answer. */
    enum Outcome {
        DELIVERED,
        RETRY,
        PERMANENT,
        AMBIGUOUS
    }

    /**
     * The answer to an attempt was heard.
     *
     * @param notBefore how long the other side wants to be left alone, milliseconds
     */
    record Answered(long at, Message message, Outcome outcome, long notBefore) implements Fact {}

    /** The process died. */
    record Died(long at, Act.Moment moment) implements Fact {}

    /** A process began with what was on the disk. */
    record Started(long at) implements Fact {}

    /** The clock on the wall was set. */
    record Stepped(long at, long by) implements Fact {}
}
