package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePartTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            minute(5)     | 2026-11-20T10:05:59Z      | true
            minute(5)     | 2026-11-20T10:06:00Z      | false
            hour(22-23)   | 2026-11-20T22:00:00Z      | true
            hour(22-23)   | 2026-11-20T23:30:00+02:00 | false
            day(20)       | 2026-11-20                | true
            week(47)      | 2026-11-20 10:00:00.5     | true
            week(53)      | 2027-01-01                | true
            month(1-6)    | 2026-11-20                | false
            year(2026)    | 1795168800                | true
            year(2026)    | soon                      | false
            """)
    void aPartOfATimeIsCompared(String part, String value, boolean found) {
        assertThat(Events.finds("x:" + part, "x", value)).isEqualTo(found);
    }

    @Test
    void theTimeOfTheEventHasParts() {
        assertThat(Query.parse("time:hour(10)").matches(Events.at("2026-11-20T10:59:00Z")))
                .isTrue();
        assertThat(Query.parse("time:hour(11)").matches(Events.at("2026-11-20T10:59:00Z")))
                .isFalse();
    }

    @Test
    void numbersThatThePartCannotHaveAreRefused() {
        assertThatThrownBy(() -> Query.parse("x:hour(24)")).hasMessageContaining("it goes from 0 to 23");
        assertThatThrownBy(() -> Query.parse("x:hour(7-5)")).hasMessageContaining("it goes from 0 to 23");
        assertThatThrownBy(() -> Query.parse("x:hour(noon)")).hasMessageContaining("write hour(0) or hour(0-23)");
        assertThatThrownBy(() -> Query.parse("x:hour(1")).hasMessageContaining("cannot find the ')'");
    }

    @Test
    void apartFromItsParenthesisTheWordIsAValue() {
        assertThat(Query.parse("x:hour (5)")).isEqualTo(Query.parse("x:\"hour\" 5"));
    }
}
