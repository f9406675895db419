package io.tocsin.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the values of an object that was read before, and so is known to be valid JSON. */
final class Leaves {
    private final byte[] json;
    private final List<byte[]> gaps = new ArrayList<>();
    private int gapStart;

    private Leaves(byte[] json) {
        this.json = json;
    }

    /** What lies between the values of this object, one more than there are values; null when a value is unusual. */
    static @Nullable List<byte[]> gaps(byte[] json) {
        return new Leaves(json).read();
    }

    private @Nullable List<byte[]> read() {
        int at = 0;
        while (at >= 0 && at < json.length) {
            byte b = json[at];
            if (b == '"') at = string(at + 1);
            else if (JsonLeaf.startsScalar(b)) at = leaf(at, JsonLeaf.endOfScalar(json, at, json.length));
            else at += b == 'n' ? "null".length() : 1;
        }
        if (at < 0) return null;
        gaps.add(Arrays.copyOfRange(json, gapStart, json.length));
        return gaps;
    }

    /** A name or a value; a name is followed by a colon. */
    private int string(int from) {
        int end = from;
        while (json[end] != '"') end += json[end] == '\\' ? 2 : 1;
        int next = JsonExtent.skipBlank(json, end + 1, json.length);
        if (json[next] == ':') return next + 1;
        int leafEnd = leaf(from, JsonLeaf.endOfString(json, from, json.length));
        return leafEnd < 0 ? leafEnd : leafEnd + 1;
    }

    private int leaf(int from, int end) {
        if (end < 0) return end;
        gaps.add(Arrays.copyOfRange(json, gapStart, from));
        gapStart = end;
        return end;
    }
}
