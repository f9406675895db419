package io.tocsin.server.rehearse;

import io.tocsin.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes an event of a test as the JSON that a service would send. */
final class EventJson {
    /** What the event gets when it says nothing about its time; an alias that nobody can take away. */
    private static final String TIME = "timestamp";

    private static final String COUNTER = "{{ $i }}";
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final StringBuilder json = new StringBuilder();
    private final String counter;

    private EventJson(int counter) {
        this.counter = Integer.toString(counter);
    }

    /**
     * The event as bytes.
     *
     * @param times the names under which an event may carry its time; one that has none of them gets {@code time}
     * @param counter stands for {@code {{ $i }}} in any text: events of one entry count from 1
     */
    static byte[] of(Yaml.Mapping event, Set<String> times, Instant time, int counter) {
        EventJson out = new EventJson(counter);
        boolean timed = event.entries().keySet().stream().anyMatch(times::contains);
        out.mapping(event, timed ? "" : "\"" + TIME + "\":\"" + time + "\"");
        return out.json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void mapping(Yaml.Mapping mapping, String first) {
        json.append('{').append(first);
        String comma = first.isEmpty() ? "" : ",";
        for (Map.Entry<String, Yaml.Entry> entry : mapping.entries().entrySet()) {
            json.append(comma);
            text(entry.getKey());
            json.append(':');
            value(entry.getValue().value());
            comma = ",";
        }
        json.append('}');
    }

    private void value(Yaml value) {
        switch (value) {
            case Yaml.Mapping mapping -> mapping(mapping, "");
            case Yaml.Sequence sequence -> sequence(sequence);
            case Yaml.Scalar scalar -> scalar(scalar);
        }
    }

    private void sequence(Yaml.Sequence sequence) {
        json.append('[');
        for (Iterator<Yaml> each = sequence.items().iterator(); each.hasNext(); ) {
            value(each.next());
            if (each.hasNext()) json.append(',');
        }
        json.append(']');
    }

    private void scalar(Yaml.Scalar scalar) {
        String text = scalar.text().replace(COUNTER, counter);
        boolean bare = NUMBER.matcher(text).matches() || text.equals("true") || text.equals("false");
        if (scalar.isNull()) json.append("null");
        else if (bare) json.append(text);
        else text(text);
    }

    private void text(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
            else json.append(c);
        }
        json.append('"');
    }
}
