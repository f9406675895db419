package io.tocsin.escalation;

import io.tocsin.model.AlertGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to an incident. */
public sealed interface Signal {
    /** The group fires, still or again; sent at each change, repeating it does no harm. */
    record Firing(AlertGroup group) implements Signal {}

    /** Nothing of the group fires any more. */
    record Cleared(AlertGroup group) implements Signal {}

    /**
     * Somebody takes it on.
     *
     * @param round the one that the pressed button belongs to; null when the incident as such was meant
     * @param until a snooze: when the acknowledgement lapses; null for the policy's timeout
     */
    record Acknowledge(
            String by, @Nullable Integer round, @Nullable Instant until) implements Signal {}

    /** Somebody gives it back: a new round starts. */
    record Unacknowledge(String by) implements Signal {}

    /**
     * Somebody declares it over.
     *
     * @param round the one that the pressed button belongs to; null when the incident as such was meant
     */
    record Resolve(String by, @Nullable Integer round) implements Signal {
        /** The incident as such. */
        public Resolve(String by) {
            this(by, null);
        }
    }

    /**
     * Somebody wants the next level now; an acknowledgement ends with it.
     *
     * @param round the one that the pressed button belongs to; null when the incident as such was meant
     */
    record EscalateNow(String by, @Nullable Integer round) implements Signal {
        /** The incident as such. */
        public EscalateNow(String by) {
            this(by, null);
        }
    }

    /**
     * Somebody wants others to be asked first: a new round begins with them, and the policy follows.
     *
     * @param to at least one
     */
    record Reassign(String by, List<Target> to) implements Signal {
        public Reassign {
            to = List.copyOf(to);
            if (to.isEmpty()) throw new IllegalArgumentException("cannot reassign: nobody is named");
        }
    }

    /**
     * All that fires of a group is held back, by silences, inhibition or the hours of its route: nobody is to be paged for it now.
     *
     * @param group the key of the group; empty for all that the incident has
     */
    record Held(String why, String group) implements Signal {
        /** All of it. */
        public Held(String why) {
            this(why, "");
        }
    }

    /**
     * Something is no longer held back.
     *
     * @param group the key of the group; empty for all that the incident has
     */
    record Released(String group) implements Signal {
        /** Something of all. */
        public Released() {
            this("");
        }
    }

    /** Look at the deadlines. After a restart, send one to each incident. */
    record TimerDue() implements Signal {}

    /**
     * Somebody was to be told, and this came of it: for the timeline, and so that it is known whether anybody has heard yet.
     *
     * @param round the one whose message it was
     */
    record Attempted(Attempt attempt, int round) implements Signal {}

    /** No contact method of that person will take this page. Once nobody of a level can be reached, the next one is paged. */
    record PageFailed(int round, int level, String user, String detail) implements Signal {}

    /**
     * Somebody says that it is the same trouble as another incident: it is over, and its alerts go there. One half of {@link
     * Escalation#merge}.
     *
     * @param into the id of the other one
     */
    record Merge(String by, String into) implements Signal {}

    /**
     * The other half: the alerts of another incident come here.
     *
     * @param from as it was before it was merged
     */
    record Absorb(String by, Incident from) implements Signal {}

    /** Somebody remarks something. */
    record Note(String by, String text) implements Signal {}
}
