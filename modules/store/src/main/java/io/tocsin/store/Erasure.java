package io.tocsin.store;

import io.tocsin.model.LogEvent;

/** A deletion as searches and blocks heed it. */
record Erasure(Condition condition, long from, long to, long lastEventId) {
    static Erasure of(Deletion deletion) {
        Stretch stretch = Stretch.of(deletion.from(), deletion.to());
        return new Erasure(Condition.of(deletion.query()), stretch.from(), stretch.to(), deletion.lastEventId());
    }

    boolean hits(LogEvent event) {
        if (event.id() > lastEventId) return false;
        long time = IndexTime.of(event.time());
        return time >= from && time <= to && condition.matches(event);
    }
}
