package io.tocsin.server.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Puts the events of a test into the order in which they arrive. The same test always gives the same order. */
final class Arrivals {
    private static final long SEED = 42;

    /** How soon a sender that got no answer sends the same again. */
    private static final int AGAIN_MILLIS = 10_000;

    private final RuleTest test;
    private final Set<String> times;

    /** For what happens, which no way of arriving may change. */
    private final Random nature = new Random(SEED);

    /** For how it arrives. */
    private final Random random = new Random(SEED);

    private final List<Sent> sent = new ArrayList<>();

    /** What is sent, and when it happened. */
    // An array, because it goes to the decoder as it is; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Sent(Instant time, String source, byte[] body) {}

    private Arrivals(RuleTest test, Set<String> times) {
        this.test = test;
        this.times = times;
    }

    /**
     * Everything that arrives, in order.
     *
     * @param start of the test
     * @param times the names under which an event may carry its time
     * @param clock reads the time of a line of a file
     */
    static List<Arrival> of(RuleTest test, Instant start, Set<String> times, LineClock clock) {
        Arrivals arrivals = new Arrivals(test, times);
        for (EventSpec spec : test.events()) arrivals.add(spec, start, clock);
        return arrivals.arranged();
    }

    private void add(EventSpec spec, Instant start, LineClock clock) {
        switch (spec) {
            case EventSpec.Repeated repeated -> repeat(repeated, start);
            case EventSpec.Lines lines -> {
                Instant at = start;
                for (byte[] line : lines.lines()) {
                    Instant time = clock.timeOf(line, at);
                    // A file is in the order of arrival: a line that is older than the one before came late.
                    if (time.isAfter(at)) at = time;
                    sent.add(new Sent(at, lines.source(), line));
                }
            }
        }
    }

    private void repeat(EventSpec.Repeated spec, Instant start) {
        long jitter = spec.jitter().toMillis();
        for (int i = 0; i < spec.repeat(); i++) {
            Instant time = start.plus(spec.at()).plus(spec.every().multipliedBy(i));
            if (jitter > 0) time = time.plusMillis(nature.nextLong(-jitter, jitter + 1));
            sent.add(new Sent(time, spec.source(), EventJson.of(spec.event(), times, time, i + 1)));
        }
    }

    private List<Arrival> arranged() {
        sent.sort(Comparator.comparing(Sent::time));
        long span = test.shuffle().toMillis();
        List<Arrival> arrivals = new ArrayList<>();
        for (Sent each : sent) {
            Instant at = span == 0 ? each.time() : each.time().plusMillis(random.nextLong(span + 1));
            Arrival arrival = new Arrival(at, each.source(), "batch-" + arrivals.size(), each.body());
            arrivals.add(arrival);
            if (random.nextDouble() < test.duplicate()) arrivals.add(again(arrival));
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    private Arrival again(Arrival first) {
        Instant later = first.at().plusMillis(random.nextInt(AGAIN_MILLIS));
        return new Arrival(later, first.source(), first.batch(), first.body());
    }

    /** Lets arrivals overtake each other within a span only: what is later by more than that is a longer delay. */
    static Duration delayMax(RuleTest test) {
        return test.shuffle().plusMillis(test.duplicate() > 0 ? AGAIN_MILLIS : 0);
    }

    /** Reads the time of a line. */
    @FunctionalInterface
    interface LineClock {
        /** When the event happened, or {@code otherwise} where the line does not say. */
        Instant timeOf(byte[] line, Instant otherwise);
    }
}
