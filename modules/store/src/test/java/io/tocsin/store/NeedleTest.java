package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NeedleTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itIsFoundWhateverItsCase() {
        Needle needle = new Needle("pool");

        assertThat(needle.mayBeIn(bytes("the POOL is dry"))).isTrue();
        assertThat(needle.mayBeIn(bytes("pool"))).isTrue();
        assertThat(needle.mayBeIn(bytes("poo"))).isFalse();
        assertThat(needle.mayBeIn(bytes(""))).isFalse();
    }

    @Test
    void whatIsEscapedOrBeyondAsciiHasToBeRead() {
        Needle needle = new Needle("pool");

        assertThat(needle.mayBeIn(bytes("\\u0070ool"))).isTrue();
        assertThat(needle.mayBeIn(bytes("\u212a"))).isTrue();
    }

    @Test
    void theLongestWordOfAsciiStandsForAll() {
        assertThat(Needle.ofWords(List.of("größer", "pool", "exhausted"))).isNotNull();
        assertThat(Needle.ofWords(List.of("größer"))).isNull();
    }

    /** Against all places at which a text can lie over a variable and its neighbours. */
    @Test
    void noVariableThatMakesAMatchIsPassedOver() throws Exception {
        Random random = new Random(3);
        String[] pieces = {"a", "b", "ab", "ba", "aab", "", " ", "abab"};
        for (int round = 0; round < 20_000; round++) {
            String before = pieces[random.nextInt(pieces.length)];
            String value = pieces[random.nextInt(pieces.length)];
            String after = pieces[random.nextInt(pieces.length)];
            String text = pieces[random.nextInt(5)];
            boolean inConstant = before.contains(text) || after.contains(text);
            if (text.isEmpty()
                    || inConstant
                    || !Words.fold(before + value + after).contains(text)) continue;
            VariableTexts texts = new VariableTexts(new Needle(text));
            RowTest test = texts.test(
                    new OneValue(bytes(value)),
                    new VariableTexts.Edge(before, true),
                    new VariableTexts.Edge(after, true));

            assertThat(test != null && test.of(0))
                    .as("'%s' in '%s|%s|%s'", text, before, value, after)
                    .isTrue();
        }
    }

    /** A column of one value. */
    private static final class OneValue extends DirectColumn {
        private final byte[] value;

        OneValue(byte[] value) {
            super(1);
            this.value = value;
        }

        @Override
        public byte[] value(int code) {
            return value;
        }

        @Override
        public double @Nullable [] numbers() {
            return null;
        }
    }
}
