package io.tocsin.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The hours in which something holds: business hours, nights, weekends. Immutable. */
public interface Hours {
    /** All of the time. */
    Hours ALWAYS = new Always();

    /** Whether they hold at an instant. */
    boolean holdAt(Instant at);

    /** The first instant strictly after {@code at} at which the answer may be another one; null when it stays for ever. */
    @Nullable
    Instant changeAfter(Instant at);

    /** See {@link #ALWAYS}. */
    record Always() implements Hours {
        @Override
        public boolean holdAt(Instant at) {
            return true;
        }

        @Override
        public @Nullable Instant changeAfter(Instant at) {
            return null;
        }
    }
}
