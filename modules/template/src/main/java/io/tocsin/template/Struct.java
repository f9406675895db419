package io.tocsin.template;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named fields in their order. A field that it lacks is an error, unlike the missing key of a map.
 *
 * @param fields by name
 */
record Struct(String type, Map<String, Field> fields) {
    /**
     * A field.
     *
     * @param json what it is called in JSON
     */
    record Field(String json, Object value) {}

    static Struct of(String type) {
        return new Struct(type, Map.of());
    }

    Struct with(String name, String json, Object value) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        more.put(name, new Field(json, value));
        return new Struct(type, more);
    }

    /** The value of a field; nil for one that it lacks. */
    Object value(String name) {
        Field field = fields.get(name);
        return field == null ? Nil.NIL : field.value();
    }
}
