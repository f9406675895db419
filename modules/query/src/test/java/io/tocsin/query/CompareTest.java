package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.query.Compare.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareTest {
    @ParameterizedTest
    @CsvSource({
        "x>5, 5.5, true", "x>5, 5, false", "x>=5, 5.0, true", "x<5, 4, true", "x<5, 5, false", "x<=5, 5, true",
        "x>5, 10, true", "x>5, ten, false", "x<5, '', false", "x>5, 0x10, false", "x>-1, -0, true", "x>1e3, 1001, true",
        "x<5, NaN, false", "x>5, Infinity, false", "x:>5, 6, true", "x > 5, 6, true"
    })
    void numbersCompareAsNumbers(String query, String value, boolean found) {
        assertThat(Events.finds(query, "x", value)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "level>=WARN, WARN, true", "level>=WARN, ERROR, true", "level>=WARN, INFO, false", "level>warning, WARN, false",
        "level<info, debug, true", "level>=40, ERROR, true", "level>=WARN, 50, true", "level>=WARN, chatty, false"
    })
    void levelsCompareByRank(String query, String value, boolean found) {
        assertThat(Events.finds(query, "level", value)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "version>v1.2, V1.3, true",
        "version>v1.2, v1.10, false",
        "version<b, A, true",
        "version<=b, B, true",
        "version>z, é, true"
    })
    void otherTextComparesFoldedInOrderOfCodePoints(String query, String value, boolean found) {
        assertThat(Events.finds(query, "version", value)).isEqualTo(found);
    }

    @Test
    void textBeyondThe16BitPlaneComparesAsItsBytesDo() {
        assertThat(Words.compare("\uff61", "\ud83d\ude00")).isNegative();
    }

    @ParameterizedTest
    @CsvSource({
        "time>2026-11-20T09:59:59Z, true",
        "time>=2026-11-20T11:00:00+01:00, true",
        "time>2026-11-20T10:00:00Z, false",
        "_time<2026-11-20T10:00:01, true",
        "time>=1795168800, true",
        "time>1795168800000, false",
        "time>=2026-11-20, true",
        "time>2026-11-20, false",
        "time<=2026-11-20, true",
        "time<2026-11-20, false"
    })
    void theTimeOfTheEventIsCompared(String query, boolean found) {
        assertThat(Events.finds(query, "time", "1999-01-01T00:00:00Z")).isEqualTo(found);
    }

    @Test
    void relativeTimesCountFromNowAndBecomeAbsolute() {
        Query query = Query.parse("time>-15m", Events.TIME);

        assertThat(query).isEqualTo(new Compare("time", Operator.GT, "2026-11-20T09:45:00Z"));
        assertThat(Query.parse(query.print())).isEqualTo(query);
    }

    @Test
    void relativeTimesAreRefusedWhereThereIsNoNow() {
        assertThatThrownBy(() -> Query.parse("time>-15m"))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageContaining("must mean the same at any time");
    }

    @Test
    void aDateGivenInCodeIsItsMidnight() {
        Compare compare = new Compare("time", Operator.LE, "2026-11-20");

        assertThat(compare.matches(Events.at("2026-11-20T00:00:00Z"))).isTrue();
        assertThat(compare.matches(Events.at("2026-11-20T00:00:01Z"))).isFalse();
        assertThat(Query.parse(compare.print())).isEqualTo(compare);
    }

    @Test
    void somethingElseThanATimeIsRefused() {
        assertThatThrownBy(() -> Query.parse("time>soon")).hasMessageContaining("cannot compare time with 'soon'");
    }

    @Test
    void anyValueOfAnArrayWillDo() {
        assertThat(Events.finds("x>5", "x", "1", "x", "9")).isTrue();
    }

    @Test
    void theOrderFollowsFromFieldAndValue() {
        assertThat(new Compare("x", Operator.LT, "5").order()).isEqualTo(Order.NUMBER);
        assertThat(new Compare("x", Operator.LT, "5s").order()).isEqualTo(Order.TEXT);
        assertThat(new Compare("level", Operator.LT, "40").order()).isEqualTo(Order.LEVEL);
        assertThat(new Compare("level", Operator.LT, "35").order()).isEqualTo(Order.NUMBER);
        assertThat(new Compare("time", Operator.LT, "5").order()).isEqualTo(Order.TIME);
        assertThat(new Compare("_id", Operator.LT, "5").order()).isEqualTo(Order.TEXT);
    }
}
