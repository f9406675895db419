package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseTest {
    @Test
    void itsWordsMustBeNeighboursInOneValue() {
        assertThat(Events.finds("\"pool exhausted\"", "message", "DB Pool exhausted!"))
                .isTrue();
        assertThat(Events.finds("\"pool exhausted\"", "message", "pool is exhausted"))
                .isFalse();
        assertThat(Events.finds("\"pool exhausted\"", "a", "pool", "b", "exhausted"))
                .isFalse();
    }

    @Test
    void whatStandsBetweenTheWordsDoesNotCount() {
        assertThat(Events.finds("\"pool exhausted\"", "error", "pool-exhausted"))
                .isTrue();
        assertThat(Events.finds("\"pool, exhausted...\"", "message", "pool  exhausted"))
                .isTrue();
    }

    @Test
    void aFalseStartDoesNotHideTheRealOne() {
        assertThat(Events.finds("\"a a b\"", "message", "a a a b")).isTrue();
    }

    @Test
    void aPhraseLongerThanTheValueIsNotInIt() {
        assertThat(Events.finds("\"a b c\"", "message", "x a b")).isFalse();
        assertThat(Events.finds("\"abc\"", "message", "ab")).isFalse();
    }

    @Test
    void aCorrelationIdIsNoValue() {
        assertThat(new Phrase("req-1").matches(Events.withIds(List.of("req-1"))))
                .isFalse();
    }

    @Test
    void starsInQuotesAreJustSigns() {
        assertThat(Query.parse("\"pay* now\"")).isEqualTo(new Phrase("pay* now"));
    }

    @Test
    void emptyQuotesAreRefused() {
        assertThatThrownBy(() -> new Phrase("")).isInstanceOf(IllegalArgumentException.class);
    }
}
