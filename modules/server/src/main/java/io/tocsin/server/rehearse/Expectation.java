package io.tocsin.server.rehearse;

import io.tocsin.model.Notice;
import io.tocsin.yaml.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a test expects. */
public sealed interface Expectation {
    Mark mark();

    /**
     * What fires of a rule at an instant of event time.
     *
     * @param alerts for each alert that must fire the labels that it must have, among others; empty when nothing may fire
     * @param any whether it is enough that some alert fires
     * @param severity empty when it is not asked
     * @param value null when it is not asked
     * @param annotations those that are asked
     */
    record Firing(
            Mark mark,
            Duration at,
            String alert,
            List<Map<String, String>> alerts,
            boolean any,
            String severity,
            @Nullable String value,
            Map<String, String> annotations)
            implements Expectation {
        public Firing {
            alerts = List.copyOf(alerts);
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * Who is told.
     *
     * @param at the earliest instant; null for any
     * @param within how long after it the message may leave
     * @param none whether there must be no such message
     * @param alert the rule that it must be about; empty for any
     * @param channel slack, email, pagerduty, webhook; empty for any
     * @param level of the escalation; 0 for any
     */
    record Message(
            Mark mark,
            @Nullable Duration at,
            Duration within,
            Reader to,
            boolean none,
            String alert,
            String channel,
            int level,
            Set<Notice.Kind> kinds)
            implements Expectation {
        public Message {
            kinds = Set.copyOf(kinds);
        }
    }

    /** Who reads: {@code person:anna}, {@code receiver:oncall}, or {@code team:security}, a receiver of that name or label. */
    record Reader(Kind kind, String name) {
        enum Kind {
            PERSON,
            RECEIVER,
            TEAM
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
        }
    }
}
