package io.tocsin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clock that the server goes by, the one on the wall. For tests of a real process, which cannot set the clock of the machine:
 * the system property {@value #PROPERTY} names a file that holds the seconds by which the clock is wrong, and may change at any time.
 */
final class WallClock {
    static final String PROPERTY = "tocsin.test.clock";

    private WallClock() {}

    static InstantSource ofTheMachine() {
        String file = System.getProperty(PROPERTY, "");
        return file.isEmpty() ? InstantSource.system() : new Wrong(Path.of(file));
    }

    /** One that began right and is never set, for those who measure how long something takes. */
    static InstantSource steady(Instant start, LongSupplier nanos) {
        long begun = nanos.getAsLong();
        return () -> start.plusNanos(nanos.getAsLong() - begun);
    }

    private record Wrong(Path file) implements InstantSource {
        @Override
        public Instant instant() {
            try {
                return Instant.now()
                        .plus(Duration.ofSeconds(
                                Long.parseLong(Files.readString(file).strip())));
            } catch (IOException | NumberFormatException e) {
                throw new IllegalStateException("cannot read the test clock " + file, e);
            }
        }
    }
}
