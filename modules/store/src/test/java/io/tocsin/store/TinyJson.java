package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The least reader of JSON that does for the store's tests: the same bytes give the same fields. */
final class TinyJson implements EventParser {
    private static final Set<String> ID_FIELDS = Set.of(FieldNames.REQUEST_ID, "trace_id");

    @Override
    public LogEvent parse(long id, Instant receivedAt, byte[] json) {
        Fields.Builder fields = new Fields.Builder();
        Reader reader = new Reader(new String(json, StandardCharsets.UTF_8), fields);
        reader.object("");
        reader.end();
        normalise(fields);
        Fields built = fields.build();
        Set<String> ids = new LinkedHashSet<>();
        built.forEach((name, value) -> {
            if (ID_FIELDS.contains(name) && !value.isBlank()) ids.add(value);
        });
        return new LogEvent(
                id, time(built.first(FieldNames.TIME), receivedAt), receivedAt, json, built, List.copyOf(ids));
    }

    /** As the real reader does it: one spelling of the level, and our names for what has others. */
    private static void normalise(Fields.Builder fields) {
        String app = fields.first("app");
        if (app != null && !fields.has(FieldNames.SERVICE)) fields.add(FieldNames.SERVICE, app);
        boolean own = fields.has(FieldNames.LEVEL);
        String text = fields.first(own ? FieldNames.LEVEL : "severity");
        LogLevel level = text == null ? null : LogLevel.parse(text);
        if (level != null) fields.put(FieldNames.LEVEL, level.name());
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException noTime) {
            return otherwise;
        }
    }

    private static final class Reader {
        private final String text;
        private final Fields.Builder fields;
        private int at;

        private Reader(String text, Fields.Builder fields) {
            this.text = text;
            this.fields = fields;
        }

        private void object(String path) {
            expect('{');
            for (char next = peek(); next != '}'; next = comma('}')) {
                String name = string();
                expect(':');
                value(path.isEmpty() ? name : path + "." + name);
            }
            expect('}');
        }

        private void value(String path) {
            switch (peek()) {
                case '{' -> object(path);
                case '[' -> array(path);
                case '"' -> fields.add(path, string());
                default -> literal(path);
            }
        }

        private void array(String path) {
            expect('[');
            for (char next = peek(); next != ']'; next = comma(']')) value(path);
            expect(']');
        }

        private void literal(String path) {
            int start = at;
            while (at < text.length() && ",}] \n".indexOf(text.charAt(at)) < 0) at++;
            String literal = text.substring(start, at);
            if (literal.isEmpty()) throw bad();
            if (!literal.equals("null")) fields.add(path, literal);
        }

        private String string() {
            expect('"');
            StringBuilder value = new StringBuilder();
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                value.append(c == '\\' ? escaped() : c);
            }
            at++;
            return value.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            if (c != 'u') return c == 'n' ? '\n' : c == 't' ? '\t' : c;
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }

        private char comma(char close) {
            if (peek() == ',') {
                at++;
                return peek();
            }
            if (peek() != close) throw bad();
            return close;
        }

        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
            if (at == text.length()) throw bad();
            return text.charAt(at);
        }

        private void expect(char c) {
            if (peek() != c) throw bad();
            at++;
        }

        private void end() {
            if (!text.substring(at).isBlank()) throw bad();
        }

        private IllegalArgumentException bad() {
            return new IllegalArgumentException("cannot read event: unexpected text at " + at);
        }
    }

    /** Text as a JSON string, everything beyond ASCII escaped, so that lone surrogates survive. */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ' || c > '~') quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
