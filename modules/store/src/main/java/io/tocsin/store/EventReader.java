package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.List;

/**
 * Reads stored bytes back into events. What was accepted once is never refused later: bytes that today's parser no longer
 * takes become an event without fields, marked as a reject.
 */
record EventReader(EventParser parser) {
    LogEvent read(long id, Instant receivedAt, byte[] json) {
        try {
            return parser.parse(id, receivedAt, json);
        } catch (IllegalArgumentException noLongerReadable) {
            Fields fields = new Fields.Builder().add(FieldNames.REJECT, "true").build();
            return new LogEvent(id, receivedAt, receivedAt, json, fields, List.of());
        }
    }
}
