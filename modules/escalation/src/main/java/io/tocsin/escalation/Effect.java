package io.tocsin.escalation;

import io.tocsin.model.AlertGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the world has to do about a step, once the step is on disk. */
public sealed interface Effect {
    /**
     * Reach one person.
     *
     * @param level from 1; above the policy's last one it is the fallback, with a number of its own each time
     * @param why one sentence: why this person, why now
     * @param next who is paged after this if nobody answers
     * @param ways when to use which contact method; null for all of them at once
     */
    record Page(
            String incident,
            int round,
            int level,
            String user,
            String why,
            @Nullable Planned next,
            @Nullable List<Way> ways)
            implements Effect {
        /** One by all contact methods at once. */
        public Page(String incident, int round, int level, String user, String why, @Nullable Planned next) {
            this(incident, round, level, user, why, next, null);
        }

        Page with(@Nullable Planned ahead) {
            return new Page(incident, round, level, user, why, ahead, ways);
        }
    }

    /** Stop what is still planned or being retried for this round and those before. */
    record CancelPages(String incident, int round) implements Effect {}

    /** Everyone who was paged hears that somebody is on it. */
    record TellAcknowledged(String incident, String by) implements Effect {}

    /** Everyone who was paged hears that it is over; {@code by} is empty when the alerts ended by themselves. */
    record TellResolved(String incident, String by) implements Effect {}

    /** Our own trouble, which somebody has to mend: a level or the fallback reaches nobody. */
    record NobodyReached(String incident, int round, int level, String why) implements Effect {}

    /**
     * The resolved incident stays as it is: open a new one for this group.
     *
     * @param policy for it; empty for that of the resolved one
     */
    record OpenAnew(AlertGroup group, String policy) implements Effect {
        /** With the policy of the resolved one. */
        public OpenAnew(AlertGroup group) {
            this(group, "");
        }
    }

    /** Nothing was changed, and the one who asked hears why. */
    record Rejected(String reason) implements Effect {}
}
