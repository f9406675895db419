package io.tocsin.query;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.List;

/** Events for tests, written as alternating names and values. */
final class Events {
    static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
    static final long ID = 0x1aL;

    private Events() {}

    static LogEvent event(String... pairs) {
        return event(TIME, List.of(), pairs);
    }

    static LogEvent at(String time) {
        return event(Instant.parse(time), List.of());
    }

    static LogEvent withIds(List<String> correlationIds, String... pairs) {
        return event(TIME, correlationIds, pairs);
    }

    static LogEvent event(Instant time, List<String> correlationIds, String... pairs) {
        Fields.Builder fields = new Fields.Builder();
        for (int i = 0; i < pairs.length; i += 2) fields.add(pairs[i], pairs[i + 1]);
        return new LogEvent(ID, time, time, new byte[0], fields.build(), correlationIds);
    }

    /** Whether the query, read from text, matches an event of these pairs. */
    static boolean finds(String query, String... pairs) {
        return Query.parse(query).matches(event(pairs));
    }
}
