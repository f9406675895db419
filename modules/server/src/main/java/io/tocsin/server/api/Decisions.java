package io.tocsin.server.api;

import io.tocsin.model.Labels;
import io.tocsin.routing.Effect;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why somebody was told or not, and what became of it, as the API needs it. */
public interface Decisions {
    /** What is kept and asked for, newest first; fails with {@link BusyException}. */
    Future<Page> find(Question question);

    /**
     * What is asked for; everything must hold.
     *
     * @param fingerprint of an alert; null for any
     * @param labels an alert must have all of these
     * @param receiver empty for any
     * @param group a group key; empty for any
     * @param from the first instant
     * @param to the first instant that is too late
     * @param verdict a verdict of routing or a result of a delivery, in lower case; empty for any
     * @param before only what has a lower id: where the page before ended
     */
    record Question(
            @Nullable Long fingerprint,
            Map<String, String> labels,
            String receiver,
            String group,
            Instant from,
            Instant to,
            String verdict,
            int limit,
            long before) {
        public Question {
            labels = Map.copyOf(labels);
        }

        /** Whether this is asked for. */
        public boolean wants(Kept kept) {
            if (kept.id() >= before) return false;
            if (!receiver.isEmpty() && !receiver.equals(kept.receiver())) return false;
            if (!group.isEmpty() && !group.equals(kept.group())) return false;
            if (!verdict.isEmpty() && !verdict.equals(Decisions.verdict(kept))) return false;
            Instant end = kept instanceof Kept.Decided decided ? decided.until() : kept.at();
            if (end.isBefore(from) || !kept.at().isBefore(to)) return false;
            if (fingerprint == null && labels.isEmpty()) return true;
            for (Effect.Seen alert : kept.alerts()) {
                if ((fingerprint == null || fingerprint == alert.fingerprint()) && has(alert.labels())) return true;
            }
            return false;
        }

        private boolean has(Labels alert) {
            for (Map.Entry<String, String> label : labels.entrySet()) {
                if (!alert.orEmpty(label.getKey()).equals(label.getValue())) return false;
            }
            return true;
        }
    }

    /** The word for what something came to, as {@link Question#verdict} names it. */
    static String verdict(Kept kept) {
        Enum<?> word = switch (kept) {
            case Kept.Decided decided -> decided.decision().verdict();
            case Kept.Answered answered -> answered.result();
        };
        return word.name().toLowerCase(Locale.ROOT);
    }

    /**
     * An answer.
     *
     * @param before where the next page begins; null when this was the last
     */
    record Page(List<Kept> found, @Nullable Long before) {
        public Page {
            found = List.copyOf(found);
        }
    }
}
