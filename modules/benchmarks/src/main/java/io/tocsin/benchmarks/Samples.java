package io.tocsin.benchmarks;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Events in memory for the benchmarks, the same ones in every run. */
final class Samples {
    /** Read after the first event's time, so that no clock runs ahead. */
    static final Instant RECEIVED_AT = Instant.parse("2026-11-20T12:00:00Z");

    private static final Instant FROM = RECEIVED_AT.minus(Duration.ofHours(1));
    private static final long STEP_NANOS = 1_000_000;
    private static final long SEED = 7;

    private Samples() {}

    static EventDecoder decoder() {
        return new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    }

    /** Opens what a benchmark cannot go on without. */
    static <T> T opened(Callable<T> opening) {
        try {
            return opening.call();
        } catch (Exception e) {
            throw new IllegalStateException("cannot open what is to be measured", e);
        }
    }

    static Traffic traffic() {
        return new Traffic(SEED, FROM, STEP_NANOS);
    }

    static byte[][] lines(int count) {
        Traffic traffic = traffic();
        byte[][] lines = new byte[count][];
        for (int i = 0; i < count; i++) lines[i] = traffic.event();
        return lines;
    }

    static List<LogEvent> events(int count) {
        EventDecoder decoder = decoder();
        List<LogEvent> events = new ArrayList<>(count);
        long id = 1;
        for (byte[] line : lines(count)) events.add(decoder.parse(id++, RECEIVED_AT, line));
        return events;
    }
}
