package io.tocsin.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of an answer key; what is missing is an empty text. */
record Truth(String text, List<Truth> items, Map<String, Truth> fields) {
    private static final Truth NONE = new Truth("", List.of(), Map.of());

    /** Reads the value that the parser stands on. */
    static Truth read(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<Truth> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) items.add(read(json));
            return new Truth("", items, Map.of());
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return json.currentToken() == JsonToken.VALUE_NULL ? NONE : new Truth(json.getText(), List.of(), Map.of());
        }
        Map<String, Truth> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, read(json));
        }
        return new Truth("", List.of(), fields);
    }

    Truth at(String field) {
        return fields.getOrDefault(field, NONE);
    }

    String text(String field) {
        return at(field).text();
    }

    Instant instant(String field) {
        return Instant.parse(text(field));
    }

    boolean flag(String field) {
        return text(field).equals("true");
    }
}
