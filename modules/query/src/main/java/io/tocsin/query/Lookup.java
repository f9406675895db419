package io.tocsin.query;

import io.tocsin.model.EventId;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.function.Predicate;

/** Where the values of a field are. The only place that knows which names mean more than a path in the event. */
final class Lookup {
    static final String ID = "_id";

    private Lookup() {}

    /** {@code time} and {@code _time} are the time of the event and nothing else, whatever it carries under that name. */
    static boolean isTime(String field) {
        return field.equals(FieldNames.TIME) || field.equals("_time");
    }

    /** Whether any value of the field passes. A request is also known by every correlation ID of the event. */
    static boolean any(LogEvent event, String field, Predicate<String> test) {
        if (isTime(field)) return test.test(event.time().toString());
        if (field.equals(ID)) return test.test(EventId.text(event.id()));
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals(field) && test.test(fields.value(i))) return true;
        }
        return field.equals(FieldNames.REQUEST_ID) && anyCorrelationId(event, test);
    }

    /** Whether any value of any field passes. */
    static boolean anyValue(LogEvent event, Predicate<String> test) {
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (test.test(fields.value(i))) return true;
        }
        return false;
    }

    static boolean anyCorrelationId(LogEvent event, Predicate<String> test) {
        List<String> ids = event.correlationIds();
        for (int i = 0; i < ids.size(); i++) {
            if (test.test(ids.get(i))) return true;
        }
        return false;
    }
}
