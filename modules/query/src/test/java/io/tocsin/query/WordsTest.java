package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void wordsAreRunsOfLettersDigitsAndUnderscores() {
        assertThat(Words.of("GET /api/v1_x?id=42, «Привет»—日本!"))
                .containsExactly("get", "api", "v1_x", "id", "42", "привет", "日本");
        assertThat(Words.of("")).isEmpty();
        assertThat(Words.of(" -- ")).isEmpty();
        assertThat(Words.of("a a")).containsExactly("a", "a");
    }

    @Test
    void foldingTakesCaseAwayInEveryScript() {
        assertThat(Words.fold("ÀÉ Straße ΣΑΣ İ 𐐀")).isEqualTo(Words.fold("àé sTRAßE σας İ 𐐨"));
    }

    @Test
    void foldedTextIsTheSameObject() {
        String folded = "already lower 12";

        assertThat(Words.fold(folded)).isSameAs(folded);
    }

    /** The index stores folded words; the matcher folds while it compares. Both rest on these three. */
    @Test
    void foldingKeepsLengthAndWordsAndIsDoneAtOnce() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(point -> {
            int folded = Words.fold(point);
            assertThat(Character.charCount(folded)).isEqualTo(Character.charCount(point));
            assertThat(Words.isWordPart(folded)).isEqualTo(Words.isWordPart(point));
            assertThat(Words.fold(folded)).isEqualTo(folded);
        });
    }

    @Test
    void foldingBothCasesOfALetterGivesOne() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(Character::isLetter)
                .forEach(point -> {
                    int upper = Character.toUpperCase(point);
                    assertThat(Words.fold(upper)).isEqualTo(Words.fold(point));
                });
    }

    @Test
    void proseHasWhiteSpace() {
        assertThat(Words.isProse("a b")).isTrue();
        assertThat(Words.isProse("a\nb")).isTrue();
        assertThat(Words.isProse("a\u00a0b")).isTrue();
        assertThat(Words.isProse("a-b/c")).isFalse();
        assertThat(Words.isProse("")).isFalse();
    }

    @Test
    void orderIsThatOfFoldedText() {
        assertThat(Words.compare("Abc", "aBC")).isZero();
        assertThat(Words.compare("ab", "ABC")).isNegative();
        assertThat(Words.compare("b", "ABC")).isPositive();
    }

    @Test
    void halfACharacterIsNoWordAndNoHarm() {
        assertThat(Words.of("a\ud800b\udc00")).containsExactly("a", "b");
        assertThat(Words.fold("A\ud800É")).isEqualTo("a\ud800é");
    }
}
