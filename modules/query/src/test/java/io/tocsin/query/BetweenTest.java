package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetweenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x:[1 TO 5]; 1; true", "x:[1 TO 5]; 5; true", "x:[1 TO 5]; 5.01; false", "x:{1 TO 5}; 1; false",
                "x:{1 TO 5}; 5; false", "x:{1 TO 5]; 5; true", "x:[1 TO 5}; 1; true", "x:[1 TO *]; 99; true",
                "x:[* TO 5]; -99; true", "x:[* TO 5]; abc; false", "x:[5 TO 1]; 3; false", "x:[a TO c]; Banana; true",
                "x:[a TO c]; cherry; false", "x:[1 TO b]; 5; true", "x:[ -5 TO -1 ]; -3; true", "x:{* TO 5}; 5; false"
            })
    void endsCountAsTheirBracketsSay(String query, String value, boolean found) {
        assertThat(Events.finds(query, "x", value)).isEqualTo(found);
    }

    @Test
    void levelsLieBetweenLevels() {
        assertThat(Events.finds("level:[info TO warning]", "level", "WARN")).isTrue();
        assertThat(Events.finds("level:[info TO warning}", "level", "WARN")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "time:2026-11-20; true",
                "time:2026-11-19; false",
                "time:[2026-11-20 TO 2026-11-20]; true",
                "time:[2026-11-19 TO 2026-11-20}; false",
                "time:{2026-11-19 TO 2026-11-20]; true",
                "time:{2026-11-20 TO *]; false",
                "time:2026-11-20T10:00:00Z; true",
                "time:2026-11-20T10:00:00.001Z; false"
            })
    void aDateIsTheWholeDay(String query, boolean found) {
        assertThat(Events.finds(query)).isEqualTo(found);
    }

    @Test
    void datesGivenInCodeAreTheirMidnights() {
        Between between = new Between("time", "2026-11-19", "2026-11-20", false, true);

        assertThat(between.matches(Events.at("2026-11-19T00:00:00Z"))).isFalse();
        assertThat(between.matches(Events.at("2026-11-20T00:00:00Z"))).isTrue();
        assertThat(between.matches(Events.at("2026-11-20T00:00:00.000000001Z"))).isFalse();
        assertThat(Query.parse(between.print())).isEqualTo(between);
    }

    @Test
    void relativeTimesCountFromNow() {
        assertThat(Query.parse("time:[now-1h TO now]", Events.TIME).matches(Events.event()))
                .isTrue();
    }

    @Test
    void openAtBothEndsIsNoRange() {
        assertThatThrownBy(() -> new Between("x", "*", "*", true, true)).hasMessageContaining("write x:*");
    }

    @Test
    void bothBoundsMustBeNumbersToCompareAsNumbers() {
        assertThat(new Between("x", "1", "5", true, true).order()).isEqualTo(Order.NUMBER);
        assertThat(new Between("x", "1", "b", true, true).order()).isEqualTo(Order.TEXT);
        assertThat(new Between("x", "1", "*", true, true).order()).isEqualTo(Order.NUMBER);
    }
}
