package io.tocsin.journal;

import java.util.List;

/**
 * What reading a whole journal found.
 *
 * @param segments files
 * @param bytes their size, with what is written ahead
 * @param records that could be read
 * @param firstPosition where the oldest segment begins
 * @param end the position behind the last record
 * @param damages everything that is wrong, oldest first; a {@link Damage.Kind#TORN_TAIL} is what a crash leaves
 */
public record Verification(int segments, long bytes, long records, long firstPosition, long end, List<Damage> damages) {
    public Verification {
        damages = List.copyOf(damages);
    }

    /** Whether nothing that was acknowledged can be missing. */
    public boolean whole() {
        return damages.stream().noneMatch(Damage::serious);
    }
}
