package io.tocsin.ingest;

import io.tocsin.model.Fields;
import io.tocsin.model.JsonText;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of forms that are known, each in one pass and without an object per value. What it does not take, because it
 * is unknown, unusual or broken, is left to the reader of tokens, which knows better. For the events of one body, on one
 * thread.
 */
final class KnownEvents {
    /** Clocks of healthy machines agree within this; a time further ahead would hold back every window of the rules. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    /** Of most events; more are made room for. */
    private static final int USUAL_LEAVES = 24;

    private final FormTree forms;
    private final Limits limits;
    private final Instant receivedAt;
    private final Instant latest;
    private int[] spans = new int[2 * USUAL_LEAVES];
    private int size;
    private int start;
    private int end;
    private @Nullable Form form;
    private Instant time;

    KnownEvents(FormTree forms, Limits limits, Instant receivedAt) {
        this.forms = forms;
        this.limits = limits;
        this.receivedAt = receivedAt;
        this.latest = receivedAt.plus(CLOCK_TOLERANCE);
        this.time = receivedAt;
    }

    /** Reads the object that starts here; false when it is not one of a known form, within all limits. */
    boolean read(byte[] bytes, int from, int to) {
        start = from;
        Form found = walk(bytes, from, to);
        form = found;
        if (found == null || end - from > limits.eventBytes()) return false;
        Instant said = time(found, bytes);
        time = said == null ? receivedAt : said;
        return !isAhead(time);
    }

    /** The index after the object read last. */
    int end() {
        return end;
    }

    /** Whether the object read last goes over several lines. */
    boolean severalLines() {
        return form != null && form.severalLines();
    }

    /** Whether something must be masked in the object read last. */
    boolean mustBeMasked(byte[] bytes) {
        Form found = form;
        if (found == null) return false;
        if (found.hides()) return true;
        for (int leaf : found.cardLeaves()) {
            int from = spans[2 * leaf];
            int to = spans[2 * leaf + 1];
            if (to - from >= Cards.LEAST_DIGITS && Cards.areIn(bytes, from, to)) return true;
        }
        return false;
    }

    /** The event read last; {@code json} are its bytes alone, kept and not copied. */
    LogEvent event(long id, byte[] json) {
        if (form == null) throw new IllegalStateException("cannot make an event: none was read");
        Layout layout = form.layout();
        int[] own = Arrays.copyOf(spans, size);
        if (start != 0) {
            for (int i = 0; i < own.length; i++) own[i] -= start;
        }
        return new LogEvent(id, time, receivedAt, json, Fields.of(layout, json, own));
    }

    /** Whether a time is so far ahead of our clock that it is not believed. */
    boolean isAhead(@Nullable Instant said) {
        return said != null && said.isAfter(latest);
    }

    /** An event without a layout. */
    LogEvent irregular(long id, byte[] json, TokenReader.Reading reading) {
        Instant said = reading.time();
        Instant when = said == null || isAhead(said) ? receivedAt : said;
        return new LogEvent(id, when, receivedAt, json, reading.fields().build(), reading.correlationIds());
    }

    private @Nullable Form walk(byte[] bytes, int from, int to) {
        size = 0;
        int at = from;
        Gap gap = forms.root().next(bytes, at, to);
        while (gap != null) {
            at += gap.length();
            Form last = gap.form();
            if (last != null) {
                end = at;
                return last;
            }
            int leafEnd = gap.beforeText() ? JsonLeaf.endOfString(bytes, at, to) : JsonLeaf.endOfScalar(bytes, at, to);
            if (leafEnd < 0 || leafEnd - at > limits.valueBytes()) return null;
            add(at, leafEnd);
            at = leafEnd;
            gap = gap.next(bytes, at, to);
        }
        return null;
    }

    private void add(int from, int to) {
        if (size == spans.length) spans = Arrays.copyOf(spans, 2 * size);
        spans[size++] = from;
        spans[size++] = to;
    }

    private @Nullable Instant time(Form found, byte[] bytes) {
        for (int leaf : found.timeLeaves()) {
            Instant said = time(bytes, spans[2 * leaf], spans[2 * leaf + 1]);
            if (said != null) return said;
        }
        return null;
    }

    private static @Nullable Instant time(byte[] bytes, int from, int to) {
        long millis = UtcTime.millis(bytes, from, to);
        return millis == UtcTime.OTHER ? EventTime.parse(JsonText.of(bytes, from, to)) : Instant.ofEpochMilli(millis);
    }
}
