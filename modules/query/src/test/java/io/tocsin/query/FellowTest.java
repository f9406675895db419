package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FellowTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            same     | Anna       | anna   | true
            same     | Anna       | ann    | false
            starts   | /api/items | /API   | true
            starts   | /items     | /api   | false
            ends     | a.exe      | .EXE   | true
            ends     | exe        | .exe   | false
            contains | a b c      | B      | true
            contains | a c        | b      | false
            """)
    void twoFieldsOfAnEventCompare(String how, String value, String with, boolean found) {
        assertThat(Events.finds("x:" + how + "(y)", "x", value, "y", with)).isEqualTo(found);
    }

    @Test
    void anyOfManyValuesWillDoAndNoneWillNot() {
        assertThat(Events.finds("x:same(y)", "x", "1", "x", "2", "y", "3", "y", "2"))
                .isTrue();
        assertThat(Events.finds("x:same(y)", "x", "1")).isFalse();
        assertThat(Events.finds("x:same(y)", "y", "1")).isFalse();
    }

    @Test
    void itNamesBothFieldsAndPrintsWhatItReads() {
        Query query = Query.parse("a\\ b:ends( c\\:d ) x:1");

        assertThat(query.fields()).containsExactly("a b", "c:d", "x");
        assertThat(Query.parse(query.print())).isEqualTo(query);
    }

    @Test
    void theTimeIsNoValue() {
        assertThatThrownBy(() -> Query.parse("time:same(x)")).hasMessageContaining("no value");
        assertThatThrownBy(() -> Query.parse("x:same()")).hasMessageContaining("cannot find a value");
    }
}
