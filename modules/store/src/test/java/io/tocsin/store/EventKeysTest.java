package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventKeysTest {
    private static LogEvent event(String field) {
        Fields fields = new Fields.Builder().add(field, "7").build();
        return new LogEvent(1, Instant.EPOCH, Instant.EPOCH, new byte[0], fields, List.of());
    }

    @Test
    void oneEventWithAnIdIsEnoughToHaveKeys() {
        assertThat(EventKeys.mayBeIn(List.of(event("message"), event("sent._id"))))
                .isTrue();
    }

    @Test
    void whereNoEventMayHaveAKeyNoneHas() {
        List<LogEvent> events = List.of(event("message"), event("_id"), event("id"));

        assertThat(EventKeys.mayBeIn(events)).isFalse();
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(new EventKeys().of("http", event)).isEqualTo(EventKeys.NONE));
    }
}
