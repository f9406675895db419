package io.tocsin.server.report;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** When people sleep: from 22:00 to 07:00 on the wall clock where they are. */
public final class Night {
    /** The first time of day that is night. */
    public static final LocalTime BEGINS = LocalTime.of(22, 0);

    /** The first time of day that is not. */
    public static final LocalTime ENDS = LocalTime.of(7, 0);

    private Night() {}

    /** Whether an instant lies in the night of a zone. */
    public static boolean at(Instant instant, ZoneId zone) {
        LocalTime time = LocalTime.ofInstant(instant, zone);
        return !time.isBefore(BEGINS) || time.isBefore(ENDS);
    }
}
