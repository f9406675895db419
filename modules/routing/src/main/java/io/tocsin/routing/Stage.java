package io.tocsin.routing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one stage of a look at a group did, in the order of the pipeline. A stage that held nothing back is left out. */
public sealed interface Stage {
    /**
     * An alert that a stage held back.
     *
     * @param alert its fingerprint
     * @param by what did it: fingerprints (16 hex digits) of the alerts that explain it, or ids of silences
     */
    record Held(long alert, List<String> by) {
        public Held {
            by = List.copyOf(by);
        }
    }

    /** Other alerts that fire explain some of these. */
    record Inhibition(List<Held> held) implements Stage {
        public Inhibition {
            held = List.copyOf(held);
        }
    }

    /**
     * The route is silent at this time, for all that inhibition let through.
     *
     * @param outside whether it is outside of the intervals in which it speaks, or else inside of ones in which it does not
     * @param names of the intervals
     * @param held fingerprints
     */
    record Interval(boolean outside, List<String> names, List<Long> held) implements Stage {
        public Interval {
            names = List.copyOf(names);
            held = List.copyOf(held);
        }
    }

    /** People asked for silence about some of these. */
    record Silencing(List<Held> held) implements Stage {
        public Silencing {
            held = List.copyOf(held);
        }
    }

    /**
     * What was left was weighed for one integration against what that had been told before.
     *
     * @param integration {@link Integration#id}, or {@link Entity.LogEntry#PICTURE} for what the console and escalation see
     * @param reason why it is told, or would have been; null when it knows already
     * @param next when it is told again should nothing change; null unless something fires that it knows of
     */
    record Weighed(
            String integration,
            Ruling ruling,
            Effect.@Nullable Reason reason,
            @Nullable Instant next) implements Stage {}

    /** What an integration gets. */
    enum Ruling {
        /** A notice. */
        TOLD,
        /** Nothing: it knows. */
        NOTHING_NEW,
        /** Nothing: all is over, and it does not want to hear of ends. */
        END_NOT_WANTED,
        /** Nothing: there is no way to it. */
        UNDELIVERABLE
    }
}
