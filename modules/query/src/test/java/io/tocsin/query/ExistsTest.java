package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExistsTest {
    @ParameterizedTest
    @ValueSource(strings = {"trace_id:*", "_exists_:trace_id", "_exists:trace_id", "trace_id:[* TO *]", "trace_id:(*)"})
    void everySpellingAsksTheSame(String text) {
        assertThat(Query.parse(text)).isEqualTo(new Exists("trace_id"));
    }

    @Test
    void theEmptyTextIsAValue() {
        assertThat(Events.finds("x:*", "x", "")).isTrue();
        assertThat(Events.finds("x:*", "y", "x")).isFalse();
    }

    @Test
    void everyEventHasATimeAndAnId() {
        assertThat(Events.finds("time:* _time:* _id:*")).isTrue();
    }

    @Test
    void aCorrelationIdIsARequestId() {
        assertThat(new Exists("request_id").matches(Events.withIds(List.of("a"))))
                .isTrue();
        assertThat(new Exists("request_id").matches(Events.event())).isFalse();
    }

    @Test
    void severalFieldsAtOnceAreRefused() {
        assertThatThrownBy(() -> Query.parse("_exists_:trace*")).hasMessageContaining("name one field");
    }
}
