package io.tocsin.ingest;

import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What has been found in one body so far; the readers of the two shapes fill it. */
final class Records {
    private final EventDecoder decoder;
    private final LongSupplier ids;
    private final Limits limits;
    private final Instant receivedAt;
    private final byte[] body;
    private final KnownEvents known;
    private final List<LogEvent> events = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private int maskedValues;

    Records(BodyDecoder.Tools tools, Instant receivedAt, byte[] body) {
        this.decoder = tools.decoder();
        this.ids = tools.ids();
        this.limits = tools.limits();
        this.receivedAt = receivedAt;
        this.body = body;
        this.known = decoder.known(receivedAt);
    }

    /**
     * Takes the object that starts at {@code from}, of any form.
     *
     * @return the index after it
     * @throws UnreadableException when there is none; nothing was taken
     */
    int accept(int from, int to) {
        return isKnown(from, to) ? acceptKnown(from) : acceptUnknown(from, to);
    }

    /** Whether an object of a known form starts here. */
    boolean isKnown(int from, int to) {
        return known.read(body, from, to);
    }

    /** Whether the object that was just found to be known goes over several lines. */
    boolean severalLines() {
        return known.severalLines();
    }

    /** Takes the object that was just found to be known. */
    int acceptKnown(int from) {
        long id = nextId();
        int end = known.end();
        byte[] json = slice(from, end);
        LogEvent masked = known.mustBeMasked(body) ? masked(id, json) : null;
        add(masked == null ? known.event(id, json) : masked);
        return end;
    }

    /** As {@link #accept}, of an object that is not known. */
    int acceptUnknown(int from, int to) {
        TokenReader.Reading reading = decoder.read(body, from, to);
        long id = nextId();
        byte[] json = slice(from, reading.end());
        LogEvent masked = masked(id, json);
        add(masked == null ? decoder.event(id, json, reading, known) : masked);
        return reading.end();
    }

    private @Nullable LogEvent masked(long id, byte[] json) {
        Masker.Masked masked = decoder.masked(json);
        if (masked == null) return null;
        maskedValues += masked.values();
        return decoder.parse(id, receivedAt, masked.json());
    }

    private byte[] slice(int from, int end) {
        return from == 0 && end == body.length ? body : Arrays.copyOfRange(body, from, end);
    }

    /** Keeps what cannot be read. */
    void reject(int line, String reason, int from, int to) {
        byte[] kept = Quarantine.json(reason, body, from, to);
        maskedValues += decoder.maskReject(kept);
        add(decoder.parse(nextId(), receivedAt, kept));
        rejects.add(new Reject(line, reason));
    }

    private long nextId() {
        if (events.size() >= limits.eventsPerRequest()) {
            throw new RefusedBodyException(
                    Refusal.TOO_LARGE,
                    "cannot accept body: it has more than " + limits.eventsPerRequest()
                            + " events, which is the limit of one request");
        }
        return ids.getAsLong();
    }

    private void add(LogEvent event) {
        events.add(event);
    }

    Decoded decoded() {
        return new Decoded(events, events.size() - rejects.size(), rejects, maskedValues);
    }
}
