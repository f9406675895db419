package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordTest {
    @Test
    void aCorrelationIdIsFoundByItself() {
        assertThat(new Word("req-12AB").matches(Events.withIds(List.of("other", "REQ-12ab"))))
                .isTrue();
    }

    @Test
    void aCorrelationIdIsNotFoundByItsHead() {
        assertThat(new Word("req").matches(Events.withIds(List.of("req-12")))).isFalse();
    }

    @Test
    void itsWordsAreFoundInSequenceInAnyValue() {
        assertThat(Events.finds("abc-12", "a", "x", "message", "got (ABC: 12) back"))
                .isTrue();
        assertThat(Events.finds("abc-12", "message", "abc and 12")).isFalse();
        assertThat(Events.finds("abc-12", "message", "12 abc")).isFalse();
    }

    @Test
    void aWordIsFoundWholeOnly() {
        assertThat(Events.finds("pay", "message", "payment")).isFalse();
        assertThat(Events.finds("pay", "message", "re_pay")).isFalse();
        assertThat(Events.finds("pay", "action", "pay-out")).isTrue();
    }

    @Test
    void wordsDoNotRunOnIntoTheNextField() {
        assertThat(Events.finds("abc-12", "a", "abc", "b", "12")).isFalse();
    }

    @Test
    void aFieldNameIsNoValue() {
        assertThat(Events.finds("status", "status", "ok")).isFalse();
    }

    @Test
    void anAddressOfAPageIsOneToken() {
        assertThat(Query.parse("http://shop/cart")).isEqualTo(new Word("http://shop/cart"));
        assertThat(Events.finds("http://shop/cart", "message", "GET http://shop/cart?id=1"))
                .isTrue();
    }

    @Test
    void wordsOfEveryScriptAreFound() {
        assertThat(Events.finds("оплата", "message", "Ошибка: ОПЛАТА отклонена"))
                .isTrue();
        assertThat(Events.finds("σας", "message", "ΓΕΙΑ ΣΑΣ")).isTrue();
        assertThat(Events.finds("𐐨𐐩", "message", "see 𐐀𐐁!")).isTrue();
        assertThat(Events.finds("𐐨", "message", "see 𐐀𐐁!")).isFalse();
    }

    @Test
    void signsAloneAreRefusedWithAWayOut() {
        assertThatThrownBy(() -> new Word("->"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no letter or digit")
                .hasMessageContaining("regular expression");
    }
}
