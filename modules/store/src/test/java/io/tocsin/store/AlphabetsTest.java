package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sets of bits say what the columns themselves say. */
class AlphabetsTest {
    /** A column of which only the characters are known. */
    private record Written(@Nullable String characters) implements Column {
        @Override
        public int rows() {
            return 0;
        }

        @Override
        public int distinct() {
            return 0;
        }

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public Codes coded() {
            throw new AssertionError("its values are not asked");
        }

        @Override
        public byte[] value(int code) {
            throw new AssertionError("its values are not asked");
        }

        @Override
        public double @Nullable [] numbers() {
            return null;
        }
    }

    private static boolean isForeign(Column column, String text) throws IOException {
        return Alphabets.of(1, number -> column).areForeignTo(0, new Needle(text));
    }

    @Test
    void aTextWithACharacterThatIsNotThereIsForeign() throws IOException {
        Column hexadecimal = new Written("0123456789abcdef");

        assertThat(isForeign(hexadecimal, "relay")).isTrue();
        assertThat(isForeign(hexadecimal, "cafe")).isFalse();
        assertThat(isForeign(hexadecimal, "4-2")).isTrue();
    }

    @Test
    void whatIsNotKnownOrSaysMoreThanItSeemsToIsNeverForeign() throws IOException {
        for (String characters : new @Nullable String[] {null, "0\\", "0\u017f", "0\u212a"})
            assertThat(isForeign(new Written(characters), "relay")).isFalse();
    }

    @Test
    void itIsAsTheColumnsSay() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            List<Column> columns = List.of(new Written(text(random, 40)), new Written(text(random, 8)));
            Needle needle = new Needle(text(random, 3));
            Alphabets alphabets = Alphabets.of(2, columns::get);

            for (int c = 0; c < 2; c++)
                assertThat(alphabets.areForeignTo(c, needle)).isEqualTo(needle.isForeignTo(columns.get(c)));
        }
    }

    @Test
    void whatCanLieUnderAnEndOfATextIsAsTheColumnsSay() throws IOException {
        Random random = new Random(2);
        int reaching = 0;
        for (int i = 0; i < 20_000; i++) {
            Column column = new Written(random.nextInt(10) == 0 ? null : few(random, 4));
            Needle needle = new Needle("a" + few(random, 4));
            VariableTexts.Edge before = new VariableTexts.Edge(few(random, 4), random.nextBoolean());
            VariableTexts.Edge after = new VariableTexts.Edge(few(random, 4), random.nextBoolean());
            VariableTexts.Place place = VariableTexts.Place.of(needle, before, after);
            boolean reaches = place.reachesInto(column);

            assertThat(Alphabets.of(1, number -> column).haveOneOf(0, place.ends()))
                    .isEqualTo(reaches);
            if (reaches) reaching++;
        }
        assertThat(reaching).isBetween(2_000, 18_000);
    }

    /** Of few characters, one of which says more than it seems to, so that many texts share some. */
    private static String few(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) text.append("abc7 ".charAt(random.nextInt(5)));
        return text.toString();
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) text.append((char) random.nextInt(0x80));
        return text.toString();
    }
}
