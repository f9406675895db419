package io.tocsin.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tocsin.model.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object token by token: any object, and the judge of what is none. Safe for any thread.
 */
final class TokenReader {
    /**
     * Reads before the parser's table of names is thrown away: a name that it does not have yet costs a copy of it, which for
     * names made of data came to a quarter of a megabyte per event.
     */
    private static final int FRESH_AFTER = 256;

    /** A longer reason quotes what was sent, which is kept beside the reason anyway. */
    private static final int REASON_BYTES = 300;

    private final Limits limits;
    private final AliasIndex aliases;
    private volatile JsonFactory json;

    /** Reads since the factory was made; threads may lose some of each other's. */
    private int reads;

    TokenReader(AliasIndex aliases, Limits limits) {
        this.limits = limits;
        this.aliases = aliases;
        this.json = factory(limits);
    }

    /**
     * What was read, before it has an id.
     *
     * @param start index of the first byte read
     * @param end index after the closing brace
     * @param fields flattened and normalised
     * @param time what the event says, null when it does not say
     * @param form what its form can be learned from, null when there is more to it
     */
    record Reading(
            int start,
            int end,
            Fields.Builder fields,
            @Nullable Instant time,
            List<String> correlationIds,
            @Nullable Sent form) {
        int length() {
            return end - start;
        }
    }

    /**
     * Fields as they were sent.
     *
     * @param bits of the aliases among them
     */
    record Sent(Fields fields, long bits) {}

    /**
     * Reads the object that starts at {@code from} and ends anywhere before {@code to}.
     *
     * @throws UnreadableException when there is none within the limits
     */
    Reading read(byte[] bytes, int from, int to) {
        try (JsonParser parser = fresh().createParser(bytes, from, to - from)) {
            Flattener flattener = new Flattener(parser, limits, aliases);
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

    private JsonFactory fresh() {
        if (++reads >= FRESH_AFTER) {
            reads = 0;
            json = factory(limits);
        }
        return json;
    }

    private Reading normalised(byte[] bytes, int from, int end, Flattener flattener) {
        Fields.Builder fields = flattener.fields();
        Fields sent = fields.build();
        Fields.Builder reject = Quarantine.recognise(bytes, from, sent);
        if (reject != null) return new Reading(from, end, reject, null, List.of(), null);
        long bits = flattener.aliasBits();
        aliases.normalise(bits, sent, fields);
        aliases.level(bits, sent, fields);
        boolean whole = !flattener.truncated();
        if (!whole) fields.add(Flattener.TRUNCATED, "true");
        return new Reading(
                from,
                end,
                fields,
                aliases.time(sent),
                aliases.correlationIds(bits, sent),
                whole ? new Sent(sent, bits) : null);
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
