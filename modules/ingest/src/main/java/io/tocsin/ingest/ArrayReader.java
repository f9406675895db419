package io.tocsin.ingest;

/**
 * Reads the objects of one JSON array. An element that is no event costs itself only, as long as it can be told where it
 * ends; where that is lost, everything before is kept and the rest is one reject. Missing and surplus commas are forgiven.
 */
final class ArrayReader {
    private final byte[] body;
    private final int to;
    private final Records records;
    private int at;
    private int element = 1;

    /** @param from index after the opening bracket */
    ArrayReader(byte[] body, int from, int to, Records records) {
        this.body = body;
        this.at = from;
        this.to = to;
        this.records = records;
    }

    void read() {
        for (skip(); at < to && body[at] != ']'; skip()) {
            if (!element()) return;
            element++;
        }
        if (at >= to) {
            records.reject(element, "cannot read array: it ends without ]", to, to);
            return;
        }
        at++;
        at = JsonExtent.skipBlank(body, at, to);
        if (at < to) records.reject(element, "cannot read body: there is more after the array", at, to);
    }

    /** Reads one element; false when it cannot be told where the next one starts. */
    private boolean element() {
        String reason = "cannot read event: it is not a JSON object";
        if (body[at] == '{') {
            try {
                at = records.accept(at, to);
                return true;
            } catch (UnreadableException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
        int end = JsonExtent.end(body, at, to);
        boolean broken = end < 0 || !separated(end);
        records.reject(element, broken ? "cannot read array any further: " + reason : reason, at, broken ? to : end);
        at = end;
        return !broken;
    }

    private boolean separated(int end) {
        int next = JsonExtent.skipBlank(body, end, to);
        return next < to && (body[next] == ',' || body[next] == ']');
    }

    private void skip() {
        while (at < to && (JsonExtent.isBlank(body[at]) || body[at] == ',')) at++;
    }
}
