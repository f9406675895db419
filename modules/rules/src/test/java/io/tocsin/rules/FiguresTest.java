package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void numbersHaveNoMoreDigitsThanPeopleRead() {
        assertThat(Figures.plain(0)).isEqualTo("0");
        assertThat(Figures.plain(12)).isEqualTo("12");
        assertThat(Figures.plain(-3.5)).isEqualTo("-3.5");
        assertThat(Figures.plain(1234.56789)).isEqualTo("1234.568");
        assertThat(Figures.plain(0.000123456)).isEqualTo("0.000123");
        assertThat(Figures.plain(5e9)).isEqualTo("5000000000");
        assertThat(Figures.plain(1e17)).isEqualTo("1E+17");
        assertThat(Figures.plain(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(Figures.plain(Double.NaN)).isEqualTo("none");
        assertThat(Figures.short1(4.25)).isEqualTo("4.3");
        assertThat(Figures.short1(-8.04)).isEqualTo("-8.0");
    }
}
