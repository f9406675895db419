package io.tocsin.ingest;

import io.tocsin.ingest.Masker.Masked;
import io.tocsin.ingest.TokenReader.Reading;
import io.tocsin.model.EventParser;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object into an event. Strict in what is JSON (what we return must be what was sent, and valid), lenient in
 * what is an event: no field is required. An event that looks like one before is read in one pass and has a {@code Layout};
 * any other is read token by token, and its form is learned. What was learned changes how fast an event is read, never what
 * is read. Safe for any thread.
 */
public final class EventDecoder implements EventParser {
    private final Limits limits;
    private final TokenReader tokens;
    private final FormTree forms;
    private final Masks masks;

    public EventDecoder(FieldAliases aliases, Limits limits) {
        this(aliases, limits, Masking.defaults());
    }

    /**
     * A decoder.
     *
     * @param masking what a {@link BodyDecoder} masks; {@link #parse} masks nothing, what it reads was masked before it was
     *     stored
     */
    public EventDecoder(FieldAliases aliases, Limits limits, Masking masking) {
        this(new AliasIndex(aliases), limits, masking, FormTree.MOST_GAP_BYTES);
    }

    private EventDecoder(AliasIndex aliases, Limits limits, Masking masking, int mostGapBytes) {
        this.limits = limits;
        this.masks = new Masks(masking, aliases.timesAndIds());
        this.tokens = new TokenReader(aliases, limits);
        this.forms = new FormTree(aliases, masks, mostGapBytes);
    }

    /** A decoder that learns nothing and reads every event token by token: what the other must agree with. */
    static EventDecoder forgetful(FieldAliases aliases, Limits limits, Masking masking) {
        return new EventDecoder(new AliasIndex(aliases), limits, masking, 0);
    }

    @Override
    public LogEvent parse(long id, Instant receivedAt, byte[] bytes) {
        try {
            KnownEvents known = known(receivedAt);
            if (known.read(bytes, 0, bytes.length) && known.end() == bytes.length) return known.event(id, bytes);
            Reading reading = read(bytes, 0, bytes.length);
            requireNothingElse(bytes, reading.end());
            return event(id, bytes, reading, known);
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

    /** Reads the events of one body that are like others before. */
    KnownEvents known(Instant receivedAt) {
        return new KnownEvents(forms, limits, receivedAt);
    }

    /**
     * Reads any object that starts at {@code from} and ends anywhere before {@code to}.
     *
     * @throws UnreadableException when there is none within the limits
     */
    Reading read(byte[] bytes, int from, int to) {
        return tokens.read(bytes, from, to);
    }

    /**
     * Gives what was read its id, and learns its form.
     *
     * @param json the object alone, but for blanks around it
     */
    LogEvent event(long id, byte[] json, Reading reading, KnownEvents known) {
        if (known.isAhead(reading.time())) reading.fields().add(Flattener.CLOCK_SKEW, "true");
        else if (learn(json, reading) && known.read(json, 0, json.length)) return known.event(id, json);
        return known.irregular(id, json, reading);
    }

    private boolean learn(byte[] json, Reading reading) {
        TokenReader.Sent sent = reading.form();
        return sent != null && json[0] == '{' && reading.length() == json.length && forms.learn(json, sent);
    }

    /** The object with what must not be stored masked, or null when there is nothing; reads as an event as it did before. */
    @Nullable
    Masked masked(byte[] json) {
        return Masker.masked(json, masks, limits.eventBytes());
    }

    /** Masks card numbers in a reject, in place. */
    int maskReject(byte[] json) {
        return masks.cards() ? Cards.mask(json, 0, json.length, '*') : 0;
    }
}
