package io.tocsin.escalation;

import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an incident stands with the people who must hear of it. */
public sealed interface State {
    /** Somebody must act and nobody has said that he does. */
    record Triggered() implements State {}

    /**
     * Somebody is on it. A snooze and an acknowledgement timeout are the same thing: {@code until}.
     *
     * @param by who acknowledged first
     * @param alsoBy who acknowledged afterwards, in order
     * @param until when it lapses and a new round starts; null if it does not
     * @param severity what was acknowledged: something worse starts a new round
     */
    record Acknowledged(
            String by,
            Instant at,
            List<String> alsoBy,
            @Nullable Instant until,
            Severity severity) implements State {
        public Acknowledged {
            alsoBy = List.copyOf(alsoBy);
        }

        Acknowledged earlierBy(Duration by) {
            return until == null ? this : new Acknowledged(this.by, at, alsoBy, until.minus(by), severity);
        }

        boolean knows(String user) {
            return by.equals(user) || alsoBy.contains(user);
        }
    }

    /**
     * It is over.
     *
     * @param by who resolved it; empty when nothing fires any more
     * @param settled whether a later firing counts as news. False after a resolve by hand until the alerts have gone quiet or
     *     {@link Escalation#HELD_DOWN_MAX} has passed: what still fires was already answered
     * @param into the incident that its alerts went to; null when it was not merged
     */
    record Resolved(
            String by,
            Instant at,
            boolean settled,
            @Nullable String into) implements State {
        /** Over without having been merged. */
        public Resolved(String by, Instant at, boolean settled) {
            this(by, at, settled, null);
        }

        /** The order in which incidents were over stays; of a recent one it also counts how long ago that was. */
        Resolved earlierBy(Duration by, Instant recent) {
            Instant last = recent.minus(by);
            if (!at.isBefore(recent)) return new Resolved(this.by, at.minus(by), settled, into);
            return at.isAfter(last) ? new Resolved(this.by, last, settled, into) : this;
        }

        Resolved asSettled() {
            return new Resolved(by, at, true, into);
        }
    }
}
