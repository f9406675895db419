package io.tocsin.model;

import java.time.Duration;

/** What became of one attempt to deliver a notice. */
public sealed interface Outcome {
    /** Text for the timeline. */
    String detail();

    /**
     * The other side took it.
     *
     * @param thread what a later notice must carry to continue this one: Slack's {@code channel:ts}, a Message-ID
     */
    record Delivered(String detail, String thread) implements Outcome {}

    /** Not taken, worth another try, not before {@code after} has passed. */
    record Retry(String detail, Duration after) implements Outcome {}

    /**
     * Not taken, and no try of this notice at this destination ever will be: use another way now.
     *
     * @param gone whether the other side wants no notice at all any more
     */
    record Permanent(String detail, boolean gone) implements Outcome {
        /** Only this notice is refused. */
        public Permanent(String detail) {
            this(detail, false);
        }
    }

    /** The answer was lost after the request was sent: it may have arrived. */
    record Ambiguous(String detail) implements Outcome {}
}
