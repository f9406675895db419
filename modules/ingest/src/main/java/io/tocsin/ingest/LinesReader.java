package io.tocsin.ingest;

/**
 * Reads objects one after the other: one per line (NDJSON), several on a line, or one over several lines. A line that is
 * none costs itself only. A line that opens an object and does not close it may be the first of a pretty-printed one; that
 * is tried, and when it fails only the line is given up, so that a record torn in the middle takes no neighbour with it.
 */
final class LinesReader {
    private final byte[] body;
    private final int to;
    private final Records records;
    private int at;
    private int line = 1;
    /** Bytes that may still be read in vain: without it, a body of half-open lines would be read once per line. */
    private long patience;

    LinesReader(byte[] body, int from, int to, Records records) {
        this.body = body;
        this.at = from;
        this.to = to;
        this.records = records;
        this.patience = (long) to - from;
    }

    void read() {
        while (true) {
            moveTo(JsonExtent.skipBlank(body, at, to));
            if (at >= to) return;
            if (body[at] != '{') reject("cannot read event: it is not a JSON object", endOfLine(at));
            else if (records.isKnown(at, to) && (!records.severalLines() || patience > 0)) known();
            else unknown(endOfLine(at));
        }
    }

    private void known() {
        int end = records.acceptKnown(at);
        if (records.severalLines()) {
            moveTo(end);
        } else {
            at = end;
            skipComma();
        }
    }

    private void unknown(int endOfLine) {
        try {
            at = records.acceptUnknown(at, endOfLine);
            skipComma();
        } catch (UnreadableException e) {
            if (!e.unfinished() || endOfLine == to || !overSeveralLines()) rejectRecord(e, endOfLine);
        }
    }

    /** Arrays that were cut into lines keep their commas. */
    private void skipComma() {
        int next = at;
        while (next < to && body[next] != '\n' && JsonExtent.isBlank(body[next])) next++;
        if (next < to && body[next] == ',') at = next + 1;
    }

    private boolean overSeveralLines() {
        if (patience <= 0) return false;
        try {
            moveTo(records.acceptUnknown(at, to));
            return true;
        } catch (UnreadableException e) {
            patience -= e.read();
            return false;
        }
    }

    /** Gives up this record, and the rest of its line only when it cannot be told where the record ends. */
    private void rejectRecord(UnreadableException e, int endOfLine) {
        int end = JsonExtent.end(body, at, endOfLine);
        int next = end < 0 ? endOfLine : JsonExtent.skipBlank(body, end, endOfLine);
        boolean another = next < endOfLine && body[next] == '{';
        reject(String.valueOf(e.getMessage()), another ? end : endOfLine);
    }

    private void reject(String reason, int end) {
        int last = end;
        while (last > at && JsonExtent.isBlank(body[last - 1])) last--;
        records.reject(line, reason, at, last);
        at = end;
    }

    private int endOfLine(int from) {
        for (int end = from; end < to; end++) {
            if (body[end] == '\n') return end;
        }
        return to;
    }

    private void moveTo(int next) {
        for (; at < next; at++) {
            if (body[at] == '\n') line++;
        }
    }
}
