package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.store.EventLog;
import io.tocsin.store.EventStore;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a start: gives the index what it had not committed, and fills the windows of the rules from the events that the
 * journal still holds. What the rules find up to the position that alerts had heard of is known; what they find after it
 * was lost on the way and is told now.
 */
final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final EventLog events;
    private final EventStore store;
    private final RulesDesk rules;
    private final long heard;

    /**
     * A recovery that has done nothing yet.
     *
     * @param heard the position up to which the alert loop had heard of the rules; -1 for nothing
     */
    Recovery(EventLog events, EventStore store, RulesDesk rules, long heard) {
        this.events = events;
        this.store = store;
        this.rules = rules;
        this.heard = heard;
    }

    /** @param firing alerts that fired when we stopped */
    void run(List<Alert> firing) throws IOException {
        events.damages().forEach(damage -> log.error("the journal of events is damaged: {}", damage));
        long indexed = store.indexedPosition();
        long[] counts = {0, 0};
        rules.resume(firing);
        events.replay(0, (position, batch) -> {
            counts[0] += batch.events().size();
            if (position > indexed) {
                store.add(batch.events(), position);
                counts[1] += batch.events().size();
            }
            rules.remember(batch.source(), batch.events(), position <= heard, position);
        });
        rules.settle(firing);
        if (counts[1] > 0) store.commit();
        if (counts[0] > 0) log.info("read {} events of the journal, {} of them new to the index", counts[0], counts[1]);
    }
}
