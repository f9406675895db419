package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "-12",
                "+3",
                "007",
                "0.5",
                ".5",
                "5.",
                "-.5",
                "1e3",
                "1E-3",
                "1.5e+10",
                "123456789012345",
                "-123456789012345",
                "1234567890123456",
                "9223372036854775808",
                "0.1",
                "1e308",
                "4.9e-324"
            })
    void decimalNumbersReadAsJavaReadsThem(String text) {
        assertThat(Numbers.of(text)).hasValue(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1 ",
                " 1",
                "1,5",
                "1_000",
                "0x10",
                "0x1p3",
                "NaN",
                "Infinity",
                "-Infinity",
                "1d",
                "1f",
                "1L",
                "1e999",
                "5ms",
                "1.2.3",
                "--1",
                "١",
                "½",
                "1e5.5"
            })
    void anythingElseIsNone(String text) {
        assertThat(Numbers.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "-0.0", "-0e5", "-.0", "+0"})
    void zeroHasNoSign(String text) {
        assertThat(Double.doubleToRawLongBits(Numbers.of(text).orElseThrow())).isZero();
    }

    @Test
    void aRunOfDigitsTooLongToMeasureAnythingIsNone() {
        assertThat(Numbers.of("0".repeat(Numbers.MAX_LENGTH))).hasValue(0);
        assertThat(Numbers.of("0".repeat(Numbers.MAX_LENGTH + 1))).isEmpty();
    }
}
