package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest events that any rule took, so that an alert can name the requests among its evidence. Who is woken wants to follow
 * one of them, and the index may be a second behind. After a restart it is empty for a moment: the ids of the events are
 * still there to look them up.
 */
final class Requests {
    /** The annotation. */
    static final String NAME = "requests";

    /** Events that rules take come by the thousand a second at most; their alerts look back some seconds. */
    private static final int SIZE = 1 << 13;

    private final @Nullable LogEvent[] events = new LogEvent[SIZE];

    /** A rule took an event. */
    void took(LogEvent event) {
        events[slot(event.id())] = event;
    }

    private static int slot(long id) {
        return (int) (id & (SIZE - 1));
    }

    /** The alert with the requests that its evidence belongs to, the newest last; the same where none is known. */
    Alert named(Alert alert) {
        Set<String> found = new LinkedHashSet<>();
        for (String text : alert.evidence()) {
            LogEvent event = events[slot(EventId.parse(text))];
            if (event == null || event.id() != EventId.parse(text)) continue;
            List<String> ids = event.correlationIds();
            if (!ids.isEmpty()) found.add(ids.getFirst());
        }
        if (found.isEmpty() || alert.annotations().containsKey(NAME)) return alert;
        Map<String, String> texts = new LinkedHashMap<>(alert.annotations());
        texts.put(NAME, String.join(" ", found));
        return alert.saying(texts);
    }
}
