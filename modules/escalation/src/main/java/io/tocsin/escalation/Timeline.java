package io.tocsin.escalation;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened to an incident, oldest first, bounded. The first entry is always there; when it grows too long, the oldest ones
 * after the first are dropped and counted. The journal keeps them all.
 *
 * @param folded how many entries are missing between the first and the second
 */
public record Timeline(List<TimelineEntry> entries, int folded) {
    /** An incident is journalled whole at each step, so this bounds a record at some tens of kilobytes. */
    public static final int ENTRIES_MAX = 200;

    static final Timeline EMPTY = new Timeline(List.of(), 0);

    public Timeline {
        entries = List.copyOf(entries);
    }

    Timeline plus(TimelineEntry entry) {
        List<TimelineEntry> longer = new ArrayList<>(entries);
        longer.add(entry);
        if (longer.size() <= ENTRIES_MAX) return new Timeline(longer, folded);
        longer.remove(1);
        return new Timeline(longer, folded + 1);
    }
}
