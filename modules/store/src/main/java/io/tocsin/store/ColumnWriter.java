package io.tocsin.store;

import java.util.Arrays;

/** Chooses how to keep a column, and writes it. Every way gives the same bytes back; each is tried where it may be smaller. */
final class ColumnWriter {
    /** Where a column stands: what may be tried there. */
    enum Place {
        /** The JSON of events that have no form. */
        RAW,
        COLUMN,
        VARIABLE,
        DICTIONARY
    }

    /** Codes of one byte. */
    private static final int SMALL = 256;

    /** With fewer different messages a dictionary is as fast to search as templates are. */
    private static final int FEW_MESSAGES = 64;

    private static final int SAMPLE = 8;

    private final ColumnSink sink;
    private final Integers integers;
    private final NumberWriter numbers;
    private final TimeWriter times;
    private final PatternWriter patterns;
    private final TemplateWriter templates;
    private final Originals originals = new Originals();
    private final Distinct distinct = new Distinct();
    private TermWriter terms = new TermWriter();
    private long[] work = {};
    private byte[] codes = {};

    ColumnWriter(ColumnSink sink) {
        this.sink = sink;
        this.integers = new Integers(sink);
        this.numbers = new NumberWriter(sink, integers);
        this.times = new TimeWriter(sink, integers);
        this.patterns = new PatternWriter(sink);
        this.templates = new TemplateWriter(sink, this);
    }

    Originals originals() {
        return originals;
    }

    TimeWriter times() {
        return times;
    }

    Integers integers() {
        return integers;
    }

    /** From now on the words of what is written are collected there. */
    void collect(TermWriter into) {
        terms = into;
    }

    void write(Slices values, Place place) {
        if (values.allSame()) {
            if (place == Place.COLUMN) terms.add(values, 1);
            sink.head().octet(Encoding.CONSTANT);
            sink.head().bytes(values.copy(0));
            return;
        }
        if (times.write(Encoding.TIMES, values)) {
            if (place == Place.COLUMN) terms.addTimes(values);
            return;
        }
        if (place == Place.DICTIONARY || !writeRepeating(values, place)) writeDirect(values);
    }

    private boolean writeRepeating(Slices values, Place place) {
        int rows = values.size();
        distinct.of(values);
        int different = distinct.values().size();
        if (place == Place.COLUMN) terms.add(distinct.values(), different);
        if ((place == Place.RAW || place == Place.COLUMN)
                && different > FEW_MESSAGES
                && isProse(values)
                && templates.write(Encoding.TEMPLATES, values)) return true;
        boolean small = different <= SMALL && different * 2 <= rows;
        if (!small && numbers.write(Encoding.NUMBERS, values, 0, 0)) return true;
        if (!small && different * 4L > rows * 3L) return false;
        sink.head().octet(different <= SMALL ? Encoding.DICTIONARY : Encoding.RECENT);
        sink.head().number(different);
        if (different <= SMALL) writeCodes(rows);
        else writeDistances(rows);
        write(distinct.values(), Place.DICTIONARY);
        return true;
    }

    private void writeCodes(int rows) {
        if (codes.length < rows) codes = new byte[rows];
        for (int row = 0; row < rows; row++) codes[row] = (byte) distinct.codes()[row];
        sink.stream(codes, rows);
    }

    private void writeDistances(int rows) {
        if (work.length < rows) work = new long[rows];
        int known = 0;
        for (int row = 0; row < rows; row++) {
            int code = distinct.codes()[row];
            work[row] = code == known ? 0 : known - code;
            if (code == known) known++;
        }
        integers.write(work, rows);
    }

    private void writeDirect(Slices values) {
        if (numbers.write(Encoding.NUMBERS, values, 0, 0)) return;
        if (patterns.write(Encoding.PATTERN, values)) return;
        int before = commonStart(values);
        int after = commonEnd(values, before);
        if (before + after > 0 && numbers.write(Encoding.NUMBERS, values, before, after)) return;
        writePlain(values);
    }

    private void writePlain(Slices values) {
        sink.head().octet(Encoding.PLAIN);
        int rows = values.size();
        if (work.length < rows) work = new long[rows];
        int bytes = Math.toIntExact(values.bytes());
        if (codes.length < bytes) codes = new byte[bytes];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int length = values.length(row);
            work[row] = length;
            System.arraycopy(values.source(row), values.start(row), codes, at, length);
            at += length;
        }
        integers.write(work, rows);
        sink.stream(codes, bytes);
    }

    static boolean isProse(Slices values) {
        int blanks = 0;
        int step = Math.max(1, values.size() / SAMPLE);
        int seen = 0;
        for (int i = 0; i < values.size(); i += step) {
            seen++;
            byte[] source = values.source(i);
            int at = values.start(i);
            while (at < values.end(i) && source[at] != ' ') at++;
            if (at < values.end(i)) blanks++;
        }
        return blanks * 2 > seen;
    }

    /** How long the start is that all share, without digits and points at its end. */
    private static int commonStart(Slices values) {
        int common = values.length(0);
        byte[] first = values.source(0);
        int start = values.start(0);
        for (int i = 1; i < values.size() && common > 0; i++) {
            int at = values.start(i);
            int differs = Arrays.mismatch(
                    first, start, start + common, values.source(i), at, Math.min(at + common, values.end(i)));
            if (differs >= 0) common = differs;
        }
        while (common > 0 && isNumeric(first[start + common - 1])) common--;
        return common;
    }

    /** How long the end is that all share behind their start, without digits and points at its start. */
    private static int commonEnd(Slices values, int before) {
        int common = values.length(0) - before;
        byte[] first = values.source(0);
        int end = values.end(0);
        for (int i = 1; i < values.size() && common > 0; i++) {
            byte[] source = values.source(i);
            int last = values.end(i);
            common = Math.min(common, values.length(i) - before);
            int same = 0;
            while (same < common && source[last - 1 - same] == first[end - 1 - same]) same++;
            common = same;
        }
        while (common > 0 && isNumeric(first[end - common])) common--;
        return common;
    }

    private static boolean isNumeric(byte c) {
        return (c >= '0' && c <= '9') || c == '.';
    }
}
