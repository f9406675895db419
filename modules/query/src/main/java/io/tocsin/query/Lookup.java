package io.tocsin.query;

import io.tocsin.model.EventId;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.List;

/** Where the values of a field are. The only place that knows which names mean more than a path in the event. */
final class Lookup {
    static final String ID = "_id";

    private Lookup() {}

    /** {@code time} and {@code _time} are the time of the event and nothing else, whatever it carries under that name. */
    static boolean isTime(String field) {
        return field.equals(FieldNames.TIME) || field.equals("_time");
    }

    /** Whether the event meets the condition: the one place that says which values are asked. */
    static boolean any(LogEvent event, Leaf leaf) {
        String field = leaf.field();
        if (field == null) return (leaf.asksIds() && anyId(event, leaf)) || anyValue(event, leaf);
        if (isTime(field)) return isAt(event.time(), leaf);
        if (field.equals(ID)) return leaf.test(EventId.text(event.id()));
        return anyValueOf(event, field, leaf) || (leaf.asksIds() && anyId(event, leaf));
    }

    /** Ranges take the time as it is, which spares writing and reading it. */
    private static boolean isAt(Instant time, Leaf leaf) {
        Range range = switch (leaf) {
            case Compare compare -> compare.range();
            case Between between -> between.range();
            default -> null;
        };
        return range instanceof Range.Timed timed ? timed.contains(time) : leaf.test(time.toString());
    }

    private static boolean anyValueOf(LogEvent event, String field, Leaf leaf) {
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals(field) && leaf.test(fields.value(i))) return true;
        }
        return false;
    }

    private static boolean anyValue(LogEvent event, Leaf leaf) {
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (leaf.test(fields.value(i))) return true;
        }
        return false;
    }

    private static boolean anyId(LogEvent event, Leaf leaf) {
        List<String> ids = event.correlationIds();
        for (int i = 0; i < ids.size(); i++) {
            if (leaf.testId(ids.get(i))) return true;
        }
        return false;
    }
}
