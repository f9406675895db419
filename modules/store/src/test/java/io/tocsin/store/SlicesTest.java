package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private final Random random = new Random(5);
    private final Slices values = new Slices();

    private byte[] some(int length) {
        byte[] bytes = new byte[length];
        // Few letters, so that many values begin alike.
        for (int i = 0; i < length; i++) bytes[i] = (byte) ('a' + random.nextInt(2));
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void add(byte[] value) {
        values.add(value, 0, value.length);
    }

    @Test
    void everyValueComesBackWhateverTheirLengths() {
        List<byte[]> added = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) added.add(some(random.nextInt(40)));
        added.forEach(this::add);

        for (int i = 0; i < added.size(); i++) assertThat(values.copy(i)).isEqualTo(added.get(i));
        assertThat(values.size()).isEqualTo(2_000);
        assertThat(values.length())
                .isEqualTo(added.stream().mapToInt(value -> value.length).sum());
    }

    @Test
    void aStretchOfALongerTextIsTakenAlone() {
        byte[] json = bytes("{\"user\":\"anna\"}");
        values.add(json, 9, 13);

        assertThat(values.copy(0)).isEqualTo(bytes("anna"));
        assertThat(values.same(0, json, 9, 13)).isTrue();
        assertThat(values.same(0, json, 9, 12)).isFalse();
        assertThat(values.same(0, json, 8, 12)).isFalse();
    }

    @Test
    void whatIsTheSameHasTheSameHashWhereverItStands() {
        for (int length = 0; length < 40; length++) {
            byte[] value = some(length);
            byte[] elsewhere = new byte[length + 11];
            random.nextBytes(elsewhere);
            System.arraycopy(value, 0, elsewhere, 6, length);
            add(value);

            int last = values.size() - 1;
            assertThat(values.same(last, elsewhere, 6, 6 + length)).isTrue();
            assertThat(Slices.hash(elsewhere, 6, 6 + length)).isEqualTo(Slices.hash(value, 0, length));
        }
    }

    @Test
    void oneByteMakesADifferenceAtEveryPlace() {
        for (int length = 1; length < 40; length++) {
            byte[] value = some(length);
            values.clear();
            add(value);
            for (int at = 0; at < length; at++) {
                byte[] other = value.clone();
                other[at] ^= 1;
                assertThat(values.same(0, other, 0, length)).isFalse();
            }
        }
    }

    @Test
    void afterAHugeValueItGoesOnWithSmallOnes() {
        byte[] huge = some(3 << 20);
        add(bytes("before"));
        add(huge);
        add(bytes("behind"));
        assertThat(values.copy(1)).isEqualTo(huge);
        assertThat(values.copy(2)).isEqualTo(bytes("behind"));

        values.clear();
        add(bytes("next"));

        assertThat(values.size()).isOne();
        assertThat(values.copy(0)).isEqualTo(bytes("next"));
        assertThat(values.bytes()).hasSizeLessThan(huge.length);
    }

    @Test
    void takesFromOthers() {
        Slices others = new Slices();
        others.add(bytes("one"), 0, 3);
        others.add(bytes("two"), 0, 3);
        values.add(others, 1);

        assertThat(values.copy(0)).isEqualTo(bytes("two"));
        assertThat(values.same(0, others, 1)).isTrue();
        assertThat(values.same(0, others, 0)).isFalse();
    }
}
