package io.tocsin.server;

import io.tocsin.server.config.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a storm of alerts from burying its own news: what is more than a receiver takes is put off and then told in one message.
 * What a person is paged for always passes, and so does every answer to somebody's act. Owned by the alert loop; after a restart
 * each receiver takes a full burst again.
 */
final class Storms {
    private final Map<String, Bucket> buckets = new HashMap<>();

    /** The message as it is to be planned: due now, or put off. */
    Outgoing admitted(Outgoing outgoing, Rate rate, Instant now) {
        if (rate.unlimited() || !isLimited(outgoing)) return outgoing;
        Bucket bucket = buckets.getOrDefault(outgoing.address(), Bucket.full(rate, now));
        Bucket.Decision decision = bucket.take(rate, now);
        buckets.put(outgoing.address(), decision.next());
        Instant until = decision.waitsUntil();
        return until == null ? outgoing : outgoing.with(outgoing.delivery().putOff(until));
    }

    void summedUp(String address, Rate rate, Instant now) {
        Bucket bucket = buckets.getOrDefault(address, Bucket.full(rate, now));
        buckets.put(address, bucket.summedUp(rate, now));
    }

    void earlierBy(Duration by) {
        buckets.replaceAll((address, bucket) -> bucket.earlierBy(by));
    }

    private static boolean isLimited(Outgoing outgoing) {
        return switch (outgoing.delivery().notice().kind()) {
            case NOTIFY, RESOLVED -> outgoing.delivery().notice().person().isEmpty();
            case PAGE, ACKNOWLEDGED -> false;
        };
    }
}
