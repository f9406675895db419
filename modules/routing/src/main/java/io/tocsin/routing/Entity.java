package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router remembers over a crash, as plain data. The latest version of each, by key, is the whole state.
 */
public sealed interface Entity {
    /** Unique among all entities, the same for each version of one. */
    String key();

    /**
     * An alert and where it is.
     *
     * @param timeout whether its end is only our guess, because an outside system did not say
     * @param groups ids of the groups that hold it, sorted; never empty
     */
    record AlertEntry(Alert alert, boolean timeout, List<String> groups) implements Entity {
        public AlertEntry {
            groups = List.copyOf(groups);
        }

        /** An end that we guessed is guessed anew; for all others see {@link Alert#earlierBy}. */
        AlertEntry earlierBy(Duration by, Instant now) {
            Instant end = alert.endsAt();
            Alert moved = alert.earlierBy(by, now);
            if (timeout && end != null && alert.firingAt(now.plus(by)))
                moved = moved.endedAt(end.minus(by), moved.updatedAt());
            return new AlertEntry(moved, timeout, groups);
        }

        static String key(long fingerprint) {
            return "alert/" + Long.toHexString(fingerprint);
        }

        @Override
        public String key() {
            return key(alert.labels().fingerprint());
        }
    }

    /**
     * A group's timers; the alerts know which groups they are in.
     *
     * @param route id of the route
     * @param labels the group labels
     * @param lastFlush when it was last looked at on schedule; null before the first time
     * @param nextFlush when it will be
     */
    record GroupEntry(
            String route,
            Labels labels,
            Instant createdAt,
            @Nullable Instant lastFlush,
            Instant nextFlush) implements Entity {
        static String id(String route, Labels labels) {
            return route + ":" + labels;
        }

        GroupEntry earlierBy(Duration by) {
            Instant last = lastFlush == null ? null : lastFlush.minus(by);
            return new GroupEntry(route, labels, createdAt.minus(by), last, nextFlush.minus(by));
        }

        /** As alerts refer to it. */
        public String id() {
            return id(route, labels);
        }

        @Override
        public String key() {
            return "group/" + id();
        }
    }

    /**
     * What one integration of a receiver was last told about a group.
     *
     * @param integration {@link Integration#id}, or {@link #PICTURE}
     * @param at the group's own time of that notice: the instant it was scheduled for
     * @param firing fingerprints of alerts that it believes to fire, sorted
     * @param resolved fingerprints of alerts whose end that notice told, sorted
     */
    record LogEntry(
            String groupKey, String receiver, String integration, Instant at, List<Long> firing, List<Long> resolved)
            implements Entity {
        /** The integration that every receiver has: the picture that the console and escalation have of the group. */
        public static final String PICTURE = "picture";

        public LogEntry {
            firing = List.copyOf(firing);
            resolved = List.copyOf(resolved);
        }

        LogEntry earlierBy(Duration by) {
            return new LogEntry(groupKey, receiver, integration, at.minus(by), firing, resolved);
        }

        LogEntry believing(List<Long> stillFiring) {
            return new LogEntry(groupKey, receiver, integration, at, stillFiring, resolved);
        }

        @Override
        public String key() {
            return "log/" + receiver + "/" + integration + "/" + groupKey;
        }
    }

    /**
     * A silence.
     *
     * @param over whether its end was dealt with: groups that it held back were looked at again
     * @param held whether one that lasts until its alerts are resolved has held one back
     * @param looked when one that has hours or lasts until its alerts are resolved was last looked at; null for all others
     */
    record SilenceEntry(
            Silence silence,
            boolean over,
            boolean held,
            @Nullable Instant looked) implements Entity {
        /** One as Alertmanager knows them. */
        public SilenceEntry(Silence silence, boolean over) {
            this(silence, over, false, null);
        }

        @Override
        public String key() {
            return "silence/" + silence.id();
        }
    }
}
