package io.tocsin.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tocsin.model.EventParser;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object into an event, in one pass and without a tree. Strict in what is JSON (what we return must be what
 * was sent, and valid), lenient in what is an event: no field is required. Immutable and safe for any thread.
 */
public final class EventDecoder implements EventParser {
    /** Clocks of healthy machines agree within this; a time further ahead would hold back every window of the rules. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    /** A longer reason quotes what was sent, which is kept beside the reason anyway. */
    private static final int REASON_BYTES = 300;

    private final Limits limits;
    private final AliasIndex aliases;
    private final JsonFactory json;

    public EventDecoder(FieldAliases aliases, Limits limits) {
        this.limits = limits;
        this.aliases = new AliasIndex(aliases);
        this.json = factory(limits);
    }

    /**
     * What was read, before it has an id.
     *
     * @param end index after the closing brace
     * @param fields flattened and normalised
     * @param time what the event says, null when it does not say
     */
    record Reading(int end, Fields.Builder fields, @Nullable Instant time, List<String> correlationIds) {}

    @Override
    public LogEvent parse(long id, Instant receivedAt, byte[] bytes) {
        try {
            Reading reading = read(bytes, 0, bytes.length, escapes(bytes, 0, bytes.length));
            requireNothingElse(bytes, reading.end);
            return event(id, receivedAt, bytes, reading);
        } catch (UnreadableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void requireNothingElse(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (!JsonExtent.isBlank(bytes[at])) {
                throw new UnreadableException(
                        "cannot read event: there is more after the object, at byte " + at, at, false);
            }
        }
    }

    /**
     * Reads the object that starts at {@code from} and ends anywhere before {@code to}.
     *
     * @param escapes false when there is no backslash in these bytes
     * @throws UnreadableException when there is none within the limits
     */
    Reading read(byte[] bytes, int from, int to, boolean escapes) {
        try (JsonParser parser = json.createParser(bytes, from, to - from)) {
            Flattener flattener = new Flattener(parser, limits, aliases, escapes);
            flattener.readObject();
            int end = from + (int) parser.currentLocation().getByteOffset();
            requireWithinLimits(bytes, from, end);
            return normalised(bytes, from, end, flattener);
        } catch (JacksonException e) {
            throw unreadable(e, bytes, from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read bytes in memory", e);
        }
    }

    /** Gives what was read its id; {@code bytes} are the object alone. */
    LogEvent event(long id, Instant receivedAt, byte[] bytes, Reading reading) {
        Instant time = reading.time;
        boolean ahead = time != null && time.isAfter(receivedAt.plus(CLOCK_TOLERANCE));
        if (ahead) reading.fields.add(Flattener.CLOCK_SKEW, "true");
        Instant when = time == null || ahead ? receivedAt : time;
        return new LogEvent(id, when, receivedAt, bytes, reading.fields.build(), reading.correlationIds);
    }

    private Reading normalised(byte[] bytes, int from, int end, Flattener flattener) {
        Fields.Builder fields = flattener.fields();
        Fields sent = fields.build();
        Fields.Builder reject = Quarantine.recognise(bytes, from, sent);
        if (reject != null) return new Reading(end, reject, null, List.of());
        long bits = flattener.aliasBits();
        aliases.normalise(bits, sent, fields);
        if (flattener.truncated()) fields.add(Flattener.TRUNCATED, "true");
        return new Reading(end, fields, aliases.time(sent), aliases.correlationIds(bits, sent));
    }

    private void requireWithinLimits(byte[] bytes, int from, int end) {
        if (end - from > limits.eventBytes()) {
            throw new UnreadableException(
                    "cannot read event: its " + (end - from) + " bytes are over the limit of " + limits.eventBytes(),
                    end - from,
                    false);
        }
        int bad = Utf8.firstInvalid(bytes, from, end);
        if (bad >= 0) throw notUtf8(bytes, from, bad);
    }

    private static UnreadableException notUtf8(byte[] bytes, int from, int bad) {
        return new UnreadableException(
                "cannot read event: byte %d (0x%02x) is not UTF-8".formatted(bad - from, bytes[bad]),
                bad - from,
                false);
    }

    /** Jackson's words, unless the bytes are not even text: its own check of that is lenient and its message vague. */
    private static UnreadableException unreadable(JacksonException cause, byte[] bytes, int from, int to) {
        long offset = cause.getLocation() == null
                ? 0
                : Math.max(0, cause.getLocation().getByteOffset());
        int seen = (int) Math.min(to, from + offset + 4);
        int bad = Utf8.firstInvalid(bytes, from, Utf8.cut(bytes, from, seen));
        if (bad >= 0) return notUtf8(bytes, from, bad);
        String words = cause.getOriginalMessage();
        String reason = words.isEmpty() ? "no JSON" : Character.toLowerCase(words.charAt(0)) + words.substring(1);
        return new UnreadableException(
                "cannot read event: " + Utf8.beginning(Utf8.withoutLoneSurrogates(reason), REASON_BYTES) + " at byte "
                        + offset,
                (int) offset,
                // After a comma Jackson calls the end an error like any other.
                cause instanceof JsonEOFException || offset >= to - from);
    }

    /** Whether there is a backslash. */
    static boolean escapes(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\\') return true;
        }
        return false;
    }

    private static JsonFactory factory(Limits limits) {
        return new JsonFactoryBuilder()
                // Names are as many as clients invent: interning them would fill the JVM's table, and a failure on
                // colliding hashes would depend on what came before. Always UTF-8: guessing would let UTF-16 through.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 2)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }
}
