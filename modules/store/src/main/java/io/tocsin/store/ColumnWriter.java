package io.tocsin.store;

import java.util.Arrays;

/** Chooses how to keep a column, and writes it. Every way gives the same bytes back; each is tried where it may be smaller. */
final class ColumnWriter {
    /** Where a column stands: what may be tried there. */
    enum Place {
        /** The JSON of events that have no form. */
        RAW,
        COLUMN,
        VARIABLE
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

    TermWriter terms() {
        return terms;
    }

    /** From now on the words of what is written are collected there. */
    void collect(TermWriter into) {
        terms = into;
    }

    void write(ColumnRows column, Place place) {
        Slices values = column.values();
        if (column.allSame()) {
            if (place == Place.COLUMN) terms.add(values);
            sink.head().octet(Encoding.CONSTANT);
            sink.head().bytes(values.copy(0));
        } else if (times.write(Encoding.TIMES, column.rows())) {
            if (place == Place.COLUMN) terms.addTimes(values);
        } else if (!isVaried(column, place) || !templates.write(Encoding.TEMPLATES, column, place)) {
            if (place == Place.COLUMN) terms.add(values);
            writeWords(column);
        }
    }

    /** Whether it is prose of which a dictionary would be long. */
    private static boolean isVaried(ColumnRows column, Place place) {
        if (place == Place.VARIABLE) return false;
        int different = column.values().size();
        return different > FEW_MESSAGES && different * 4L > column.size() && isProse(column.values());
    }

    private void writeWords(ColumnRows column) {
        int rows = column.size();
        int different = column.values().size();
        boolean small = different <= SMALL && different * 2 <= rows;
        if (!small && numbers.write(Encoding.NUMBERS, column.rows(), 0, 0)) return;
        if (!small && different * 4L > rows * 3L) {
            column.keepAll();
            writeTexts(column.values());
            return;
        }
        sink.head().octet(different <= SMALL ? Encoding.DICTIONARY : Encoding.RECENT);
        sink.head().number(different);
        if (different <= SMALL) writeCodes(column.codes(), rows);
        else writeDistances(column.codes(), rows);
        writeDictionary(column.values());
    }

    private void writeDictionary(Slices values) {
        if (values.size() == 1) {
            sink.head().octet(Encoding.CONSTANT);
            sink.head().bytes(values.copy(0));
            return;
        }
        Rows each = Rows.each(values);
        boolean written = times.write(Encoding.TIMES, each) || numbers.write(Encoding.NUMBERS, each, 0, 0);
        if (!written) writeTexts(values);
    }

    private void writeCodes(int[] codeOf, int rows) {
        if (codes.length < rows) codes = new byte[rows];
        for (int row = 0; row < rows; row++) codes[row] = (byte) codeOf[row];
        sink.stream(codes, rows);
    }

    private void writeDistances(int[] codeOf, int rows) {
        if (work.length < rows) work = new long[rows];
        int known = 0;
        for (int row = 0; row < rows; row++) {
            int code = codeOf[row];
            work[row] = code == known ? 0 : known - code;
            if (code == known) known++;
        }
        integers.write(work, rows);
    }

    private void writeTexts(Slices values) {
        if (patterns.write(Encoding.PATTERN, values)) return;
        int before = commonStart(values);
        int after = commonEnd(values, before);
        boolean framed = before + after > 0;
        if (!framed || !numbers.write(Encoding.NUMBERS, Rows.each(values), before, after)) writePlain(values);
    }

    private void writePlain(Slices values) {
        sink.head().octet(Encoding.PLAIN);
        int rows = values.size();
        if (work.length < rows) work = new long[rows];
        for (int row = 0; row < rows; row++) work[row] = values.length(row);
        integers.write(work, rows);
        sink.stream(values.bytes(), values.length());
    }

    static boolean isProse(Slices values) {
        int blanks = 0;
        int step = Math.max(1, values.size() / SAMPLE);
        int seen = 0;
        byte[] source = values.bytes();
        for (int i = 0; i < values.size(); i += step) {
            seen++;
            int at = values.start(i);
            while (at < values.end(i) && source[at] != ' ') at++;
            if (at < values.end(i)) blanks++;
        }
        return blanks * 2 > seen;
    }

    /** How long the start is that all share, without digits and points at its end. */
    private static int commonStart(Slices values) {
        int common = values.length(0);
        byte[] source = values.bytes();
        int start = values.start(0);
        for (int i = 1; i < values.size() && common > 0; i++) {
            int at = values.start(i);
            int differs =
                    Arrays.mismatch(source, start, start + common, source, at, Math.min(at + common, values.end(i)));
            if (differs >= 0) common = differs;
        }
        while (common > 0 && isNumeric(source[start + common - 1])) common--;
        return common;
    }

    /** How long the end is that all share behind their start, without digits and points at its start. */
    private static int commonEnd(Slices values, int before) {
        int common = values.length(0) - before;
        byte[] source = values.bytes();
        int end = values.end(0);
        for (int i = 1; i < values.size() && common > 0; i++) {
            int last = values.end(i);
            common = Math.min(common, values.length(i) - before);
            int same = 0;
            while (same < common && source[last - 1 - same] == source[end - 1 - same]) same++;
            common = same;
        }
        while (common > 0 && isNumeric(source[end - common])) common--;
        return common;
    }

    private static boolean isNumeric(byte c) {
        return (c >= '0' && c <= '9') || c == '.';
    }
}
