package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key of events by some fields, once for all rules that have the same: most rules of a set ask for the same few. Keys that
 * come often are the same objects each time, so that a rule finds its window without comparing texts.
 */
final class KeyReader {
    /** More than a platform has services; a power of two. Of values without number, such as addresses, none comes often. */
    private static final int KNOWN = 256;

    private final List<KeyField> by;
    private final Key probe;

    /** By their hashes; one that comes for the place of another takes it. */
    private final @Nullable Key[] known = new Key[KNOWN];

    private long turn;
    private @Nullable Key key;

    KeyReader(List<KeyField> by) {
        this.by = by;
        this.probe = Key.probe(by.size());
    }

    /**
     * The key of an event, not to be filled with another; null when it lacks a field.
     *
     * @param its the turn of the event, another for each, and not 0
     */
    @Nullable
    Key of(LogEvent event, long its) {
        if (turn != its) {
            key = probe.fill(by, event.fields()) ? known() : null;
            turn = its;
        }
        return key;
    }

    private Key known() {
        int hash = probe.hashCode();
        int place = (hash ^ hash >>> 16) & (KNOWN - 1);
        Key found = known[place];
        if (found != null && found.equals(probe)) return found;
        Key copy = probe.copy();
        known[place] = copy;
        return copy;
    }
}
