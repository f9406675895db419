package io.tocsin.server.api;

import io.tocsin.routing.Effect;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of why somebody was told or not. */
public sealed interface Kept {
    /** Grows with time, over restarts, and is never given twice. */
    long id();

    /** When it happened. */
    Instant at();

    /** Alertmanager's key of the group that it is about. */
    String group();

    /** The receiver of routing.yml, or for pages the escalation policy. */
    String receiver();

    /** The alerts that it is about; of very many only the first. */
    List<Effect.Seen> alerts();

    /**
     * A look at a group, and those after it that came to the same.
     *
     * @param times how many looks in a row; more than one only where nobody was told
     * @param until the last of them
     * @param leftOut how many alerts of the group are not listed
     */
    record Decided(long id, Effect.Decision decision, int times, Instant until, int leftOut) implements Kept {
        @Override
        public Instant at() {
            return decision.at();
        }

        @Override
        public String group() {
            return decision.groupKey();
        }

        @Override
        public String receiver() {
            return decision.receiver();
        }

        @Override
        public List<Effect.Seen> alerts() {
            return decision.alerts();
        }
    }

    /**
     * The answer to an attempt to deliver a message.
     *
     * @param notice the id of the message; the same for each attempt
     * @param kind what it was for its reader: page, notify, acknowledged or resolved
     * @param person who was to hear it; empty for a receiver of routing.yml
     * @param channel slack, email, pagerduty …
     * @param incident empty where no escalation runs
     * @param level of the escalation; 0 for receivers of routing.yml
     * @param attempt from 1
     * @param detail what the other side said
     * @param retryAt when it is tried again; null for never
     */
    record Answered(
            long id,
            Instant at,
            String notice,
            String kind,
            String group,
            String receiver,
            String person,
            String channel,
            String incident,
            int level,
            int attempt,
            Result result,
            String detail,
            @Nullable Instant retryAt,
            List<Effect.Seen> alerts)
            implements Kept {
        public Answered {
            alerts = List.copyOf(alerts);
        }
    }

    /** How an attempt ended. */
    enum Result {
        /** The other side took it. */
        DELIVERED,
        /** Not taken, and tried again. */
        RETRIED,
        /** Not taken, and given up. */
        FAILED,
        /** The answer was lost: it may have arrived. */
        UNCLEAR
    }
}
