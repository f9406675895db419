package io.tocsin.server.simulate;

import java.util.Locale;

/** Something that happens in a story, at a time in milliseconds since its beginning, as a clock that nobody sets counts them. */
public sealed interface Act {
    long at();

    /** In words, for people. */
    String told();

    /** A rule fires. */
    record Begins(long at, String subject, String instance) implements Act {
        @Override
        public String told() {
            return "alert " + subject + "/" + instance + " begins";
        }
    }

    /** What fired has ended. */
    record Ends(long at, String subject, String instance) implements Act {
        @Override
        public String told() {
            return "alert " + subject + "/" + instance + " ends";
        }
    }

    /** What a person may do about the newest incident of a subject. */
    enum Verb {
        ACKNOWLEDGE,
        /** By the button of the round before. */
        ACKNOWLEDGE_OLD,
        SNOOZE,
        GIVE_BACK,
        RESOLVE,
        ESCALATE,
        REASSIGN
    }

    /** Somebody acts. */
    record Answers(long at, Verb verb, String who, String subject) implements Act {
        @Override
        public String told() {
            return who + ": " + verb.name().toLowerCase(Locale.ROOT) + " " + subject;
        }
    }

    /** Somebody silences a subject. */
    record Hushes(long at, String subject, long lasting) implements Act {
        @Override
        public String told() {
            return "silence " + subject + " for " + Story.time(lasting);
        }
    }

    /** Where a crash may strike. */
    enum Moment {
        /** At once, whatever is under way. */
        NOW,
        /** As the next step is handed to the disk: not a byte of it is written. */
        BEFORE_WRITE,
        /** The next step is written, and the disk has not said that it is durable. */
        BEFORE_SYNC,
        /** The next step is durable, and the desk does not hear it. */
        AFTER_SYNC,
        /** The next message is about to leave. */
        BEFORE_SEND,
        /** The next message has left, and nothing else is done. */
        AFTER_SEND,
        /** The next answer has come, and nobody notes it. */
        BEFORE_ANSWER
    }

    /** The process dies at the next such moment, and comes back after a while. */
    record Crashes(long at, Moment moment, long away) implements Act {
        @Override
        public String told() {
            return "the process dies (" + moment.name().toLowerCase(Locale.ROOT) + ") and is back after "
                    + Story.time(away);
        }
    }

    /** Another edition of the configuration is loaded. */
    record Reloads(long at, int edition) implements Act {
        @Override
        public String told() {
            return "the configuration is reloaded, edition " + edition;
        }
    }

    /** Somebody sets the clock on the wall. */
    record SetsClock(long at, long by) implements Act {
        @Override
        public String told() {
            return "the clock is set " + (by < 0 ? "back" : "forward") + " by " + Story.time(Math.abs(by));
        }
    }

    /** What a channel may be like. */
    enum Weather {
        /** Takes nothing, and never will: the address is wrong. */
        REFUSES,
        /** Answers 429 with a Retry-After. */
        BUSY,
        /** The answer is lost; the message arrives or not. */
        LOSES_ANSWERS,
        /** Says nothing until the timeout; the message arrives or not. */
        HANGS,
        /** Cannot be reached. */
        DOWN
    }

    /** A channel is like that for a while. */
    record Blows(long at, String channel, Weather weather, long lasting) implements Act {
        @Override
        public String told() {
            return channel + " " + weather.name().toLowerCase(Locale.ROOT) + " for " + Story.time(lasting);
        }
    }

    /** What a disk may be like. */
    enum Disk {
        /** No byte is written. */
        FULL,
        /** Bytes are written and cannot be synced: they are there after a crash, or not. */
        UNSURE
    }

    /** The disk is like that for a while. */
    record Fails(long at, Disk disk, long lasting) implements Act {
        @Override
        public String told() {
            return "the disk is " + disk.name().toLowerCase(Locale.ROOT) + " for " + Story.time(lasting);
        }
    }
}
