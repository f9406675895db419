package io.tocsin.server;

import io.tocsin.routing.Effect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why a group was told or not: each time it is told, and otherwise when the reason has changed. */
final class Verdicts {
    private static final Logger log = LoggerFactory.getLogger(Verdicts.class);

    /** Groups beyond that are told of once more than needed. */
    private static final int KEPT = 10_000;

    private final Map<String, Effect.Verdict> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Effect.Verdict> eldest) {
            return size() > KEPT;
        }
    };

    void tell(Effect.Decision decision) {
        Effect.Verdict before = last.put(decision.groupKey() + "\n" + decision.receiver(), decision.verdict());
        boolean told = decision.verdict() == Effect.Verdict.NOTIFIED;
        // That a group knows already is what follows each notice.
        boolean news = before != decision.verdict() && decision.verdict() != Effect.Verdict.NO_CHANGE;
        if (told || news) {
            log.info("{} {} {}: {}", decision.groupKey(), decision.receiver(), decision.verdict(), decision.why());
        } else {
            log.debug("{} {} {}: {}", decision.groupKey(), decision.receiver(), decision.verdict(), decision.why());
        }
    }
}
