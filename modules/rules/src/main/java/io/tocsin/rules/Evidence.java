package io.tocsin.rules;

import io.tocsin.model.EventId;
import java.util.List;

/** The ids of the events behind an alert. */
final class Evidence {
    /** Enough to see what happened; the query of the rule finds the others. */
    static final int IDS_MAX = 20;

    private Evidence() {}

    /** The texts of the newest ids, newest last. */
    static List<String> newest(List<Long> ids) {
        return ids.subList(Math.max(0, ids.size() - IDS_MAX), ids.size()).stream()
                .map(EventId::text)
                .toList();
    }
}
