package io.tocsin.ingest;

import io.tocsin.model.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks one object that was read before, and so is known to be valid JSON; good for one. */
final class Masker {
    private static final byte[] HIDDEN = "\"***\"".getBytes(StandardCharsets.UTF_8);

    /** A single byte, so that it always fits where {@link #HIDDEN} would make the event longer than may be stored. */
    private static final byte[] SHORTEST = "0".getBytes(StandardCharsets.UTF_8);

    private final Masks masks;
    private final byte[] json;
    private final List<Hidden> hidden = new ArrayList<>();
    private int masked;

    /** A value that is replaced as a whole. */
    private record Hidden(int from, int end) {}

    private Masker(Masks masks, byte[] json) {
        this.masks = masks;
        this.json = json.clone();
    }

    /**
     * What became of an object.
     *
     * @param json the masked one
     * @param values how many were masked, never 0
     */
    // An array on purpose: nobody compares two of them.
    @SuppressWarnings("ArrayRecordComponent")
    record Masked(byte[] json, int values) {}

    /** The object with what must not be stored made unreadable, at most so many bytes; null when there is nothing. */
    static @Nullable Masked masked(byte[] json, Masks masks, int mostBytes) {
        boolean cards = masks.cards() && Cards.areIn(json, 0, json.length);
        if (!cards && !masks.hidesFields()) return null;
        Masker masker = new Masker(masks, json);
        masker.object(JsonExtent.skipBlank(json, 0, json.length), null);
        return masker.masked == 0 ? null : new Masked(masker.spliced(mostBytes), masker.masked);
    }

    private byte[] spliced(int mostBytes) {
        if (hidden.isEmpty()) return json;
        byte[] usual = spliced(HIDDEN);
        return usual.length <= mostBytes ? usual : spliced(SHORTEST);
    }

    private byte[] spliced(byte[] instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        int at = 0;
        for (Hidden value : hidden) {
            out.write(json, at, value.from - at);
            out.writeBytes(instead);
            at = value.end;
        }
        out.write(json, at, json.length - at);
        return out.toByteArray();
    }

    private int object(int from, @Nullable String prefix) {
        int at = next(from + 1);
        while (json[at] != '}') {
            int nameEnd = JsonExtent.end(json, at, json.length);
            String name = JsonText.of(json, at + 1, nameEnd - 1);
            int end = value(next(next(nameEnd) + 1), prefix == null ? name : prefix + '.' + name);
            at = next(end);
            if (json[at] == ',') at = next(at + 1);
        }
        return at + 1;
    }

    private int array(int from, String path) {
        int at = next(from + 1);
        while (json[at] != ']') {
            at = next(value(at, path));
            if (json[at] == ',') at = next(at + 1);
        }
        return at + 1;
    }

    private int next(int at) {
        return JsonExtent.skipBlank(json, at, json.length);
    }

    private int value(int from, String path) {
        if (masks.hides(path) || masks.hides(Flattener.named(path))) return hide(from);
        return switch (json[from]) {
            case '{' -> object(from, path);
            case '[' -> array(from, path);
            case '"' -> leaf(from, path, '*');
            default -> leaf(from, path, '0');
        };
    }

    private int leaf(int from, String path, char with) {
        int end = JsonExtent.end(json, from, json.length);
        if (masks.cardsIn(Flattener.named(path))) masked += Cards.mask(json, from, end, with);
        return end;
    }

    /** Null and nothing say nothing, and stay. */
    private int hide(int from) {
        int end = JsonExtent.end(json, from, json.length);
        boolean nothing = json[from] == 'n'
                || ((json[from] == '{' || json[from] == '[') && next(from + 1) == end - 1)
                || isHidden(from, end);
        if (!nothing) {
            hidden.add(new Hidden(from, end));
            masked++;
        }
        return end;
    }

    private boolean isHidden(int from, int end) {
        return Arrays.equals(json, from, end, HIDDEN, 0, HIDDEN.length);
    }
}
