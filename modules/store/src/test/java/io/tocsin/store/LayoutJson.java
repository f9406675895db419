package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.JsonText;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The least reader of JSON that gives events layouts: the same fields as {@link TinyJson}, which still reads what has escaped
 * surrogates or several levels, so that a few events have no layout. Knows one other name each for service and level.
 */
final class LayoutJson implements EventParser {
    private static final Set<String> ID_FIELDS = Set.of(FieldNames.REQUEST_ID, "trace_id");

    private final TinyJson tiny = new TinyJson();
    private final Map<List<String>, Layout> layouts = new ConcurrentHashMap<>();

    @Override
    public LogEvent parse(long id, Instant receivedAt, byte[] json) {
        if (new String(json, StandardCharsets.ISO_8859_1).contains("\\ud")) return tiny.parse(id, receivedAt, json);
        Walk walk = new Walk(json);
        walk.object("");
        walk.end();
        if (Collections.frequency(walk.paths, FieldNames.LEVEL) > 1) return tiny.parse(id, receivedAt, json);
        Layout layout = layouts.computeIfAbsent(walk.gaps(), walk::layout);
        Fields fields = Fields.of(layout, json, walk.spans());
        return new LogEvent(id, time(fields.first(FieldNames.TIME), receivedAt), receivedAt, json, fields);
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return otherwise;
        }
    }

    /** One way through the bytes of an object. */
    private static final class Walk {
        private final byte[] json;
        private final List<String> paths = new ArrayList<>();
        private int[] spans = new int[32];
        private int at;

        private Walk(byte[] json) {
            this.json = json;
        }

        private void object(String path) {
            expect('{');
            for (byte next = peek(); next != '}'; next = comma('}')) {
                expect('"');
                int start = at;
                skipString();
                String name = JsonText.of(json, start, at++);
                expect(':');
                value(path.isEmpty() ? name : path + "." + name);
            }
            expect('}');
        }

        private void value(String path) {
            switch (peek()) {
                case '{' -> object(path);
                case '[' -> {
                    expect('[');
                    for (byte next = peek(); next != ']'; next = comma(']')) value(path);
                    expect(']');
                }
                case '"' -> {
                    int start = ++at;
                    skipString();
                    leaf(path, start);
                    at++;
                }
                default -> {
                    int start = at;
                    while (",}] \n\t\r".indexOf(json[at]) < 0) at++;
                    if (at == start) throw bad();
                    if (json[start] != 'n') leaf(path, start);
                }
            }
        }

        private void leaf(String path, int start) {
            if (2 * paths.size() == spans.length) spans = Arrays.copyOf(spans, spans.length * 2);
            spans[2 * paths.size()] = start;
            spans[2 * paths.size() + 1] = at;
            paths.add(path);
        }

        private void skipString() {
            while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
        }

        private byte comma(char close) {
            if (peek() == ',') {
                at++;
                return peek();
            }
            if (peek() != close) throw bad();
            return (byte) close;
        }

        private byte peek() {
            while (at < json.length && Character.isWhitespace(json[at])) at++;
            if (at == json.length) throw bad();
            return json[at];
        }

        private void expect(char c) {
            if (peek() != c) throw bad();
            at++;
        }

        private void end() {
            while (at < json.length) {
                if (!Character.isWhitespace(json[at++])) throw bad();
            }
        }

        private IllegalArgumentException bad() {
            return new IllegalArgumentException("cannot read event: unexpected text at " + at);
        }

        private int[] spans() {
            return Arrays.copyOf(spans, 2 * paths.size());
        }

        /** The bytes between the leaves, a character each. */
        private List<String> gaps() {
            List<String> gaps = new ArrayList<>();
            int done = 0;
            for (int leaf = 0; leaf < paths.size(); leaf++) {
                gaps.add(new String(json, done, spans[2 * leaf] - done, StandardCharsets.ISO_8859_1));
                done = spans[2 * leaf + 1];
            }
            gaps.add(new String(json, done, json.length - done, StandardCharsets.ISO_8859_1));
            return gaps;
        }

        private Layout layout(List<String> gaps) {
            List<Layout.Field> fields = new ArrayList<>();
            List<Integer> ids = new ArrayList<>();
            for (int leaf = 0; leaf < paths.size(); leaf++) {
                fields.add(new Layout.Field(paths.get(leaf), leaf));
                if (ID_FIELDS.contains(paths.get(leaf))) ids.add(leaf);
            }
            List<byte[]> bytes = gaps.stream()
                    .map(gap -> gap.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            int app = paths.indexOf("app");
            if (app >= 0 && !paths.contains(FieldNames.SERVICE)) fields.add(new Layout.Field(FieldNames.SERVICE, app));
            int level = paths.indexOf(FieldNames.LEVEL);
            int severity = level >= 0 ? Layout.NONE : paths.indexOf("severity");
            if (severity < 0) return new Layout(bytes, fields, ids, level, false);
            fields.add(new Layout.Field(FieldNames.LEVEL, severity));
            return new Layout(bytes, fields, ids, fields.size() - 1, true);
        }
    }
}
