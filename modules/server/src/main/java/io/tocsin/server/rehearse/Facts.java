package io.tocsin.server.rehearse;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source of events knows of them as a whole.
 *
 * @param scanned events in the stretch of time, whether the rules look at them or not
 * @param oldest time of the oldest event that there is; null when there is none
 * @param fields names of the fields that they have; null when nobody knows
 * @param received whether events say when they arrived
 * @param notes what a reader must know of the result, such as that it is not all
 */
public record Facts(
        long scanned, @Nullable Instant oldest, @Nullable Set<String> fields, boolean received, List<String> notes) {
    public Facts {
        notes = List.copyOf(notes);
    }
}
