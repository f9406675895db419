package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '\u0001', emptyValue = "", textBlock = """
            x:=pool            | pool              | true
            x:=pool            | POOL              | true
            x:=pool            | pool exhausted    | false
            x:="Pool is out"   | pool is out       | true
            x:=pool*           | pool exhausted    | true
            x:=exh*            | pool exhausted    | false
            x:=*exhausted      | pool exhausted    | true
            x:=*pool           | pool exhausted    | false
            x:==Pool           | Pool              | true
            x:==Pool           | pool              | false
            x:==*ool*          | POOL              | false
            x:=a\\*b           | a*b               | true
            x:=a\\*b           | axb               | false
            x:="C:\\\\*"       | C:\\*             | true
            x:="C:\\\\*"       | C:\\Windows       | false
            x:(=a OR ==B)      | B                 | true
            x:(=a OR ==B)      | b                 | false
            """)
    void theWholeValueIsCovered(String query, String value, boolean found) {
        assertThat(Events.finds(query, "x", value)).isEqualTo(found);
    }

    @Test
    void theEmptyTextIsAValue() {
        assertThat(Events.finds("x:=\"\"", "x", "")).isTrue();
        assertThat(Events.finds("x:=\"\"", "x", " ")).isFalse();
        assertThat(Events.finds("x:=\"\"", "y", "")).isFalse();
    }

    @Test
    void aLevelIsTakenAsItIsWritten() {
        assertThat(Events.finds("level:=warning", "level", "WARN")).isFalse();
    }

    @Test
    void openAltogetherItAsksWhetherThereIsAny() {
        assertThat(Query.parse("x:=*")).isEqualTo(new Exists("x"));
        assertThatThrownBy(() -> new Whole("x", "**", false)).hasMessageContaining("whether the field exists");
    }

    @Test
    void aTextOfSignsIsFoundAsItStands() {
        Whole whole = Whole.of("x", "a*b?c\\d");

        assertThat(whole.matches(Events.event("x", "A*b?c\\d"))).isTrue();
        assertThat(whole.matches(Events.event("x", "axbxc\\d"))).isFalse();
        assertThat(whole.isWild()).isFalse();
        assertThat(whole.text()).isEqualTo("a*b?c\\d");
        assertThat(Query.parse(whole.print())).isEqualTo(whole);
    }

    @Test
    void aPatternThatIsTooLongIsRefusedAndALongTextIsNot() {
        String text = "b".repeat(Wildcard.MAX_LENGTH + 1);

        assertThat(Whole.of("x", text).matches(Events.event("x", text))).isTrue();
        assertThatThrownBy(() -> new Whole("x", "*" + text, false)).hasMessageContaining("at most");
    }
}
