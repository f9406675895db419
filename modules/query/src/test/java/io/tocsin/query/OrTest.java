package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrTest {
    private static final Query A = new Word("a");
    private static final Query B = new Word("b");
    private static final Query C = new Word("c");

    @Test
    void onePartIsEnough() {
        assertThat(Events.finds("a OR b", "x", "b")).isTrue();
        assertThat(Events.finds("a OR b", "x", "c")).isFalse();
    }

    @Test
    void anOrInsideAnOrIsOne() {
        assertThat(new Or(List.of(A, new Or(List.of(B, C))))).isEqualTo(new Or(List.of(A, B, C)));
    }

    @Test
    void onePartStandsForItself() {
        assertThat(Or.of(List.of(A))).isEqualTo(A);
    }

    @Test
    void noPartIsRefused() {
        assertThatThrownBy(() -> Or.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAndInsideNeedsNoParentheses() {
        assertThat(new Or(List.of(A, new And(List.of(B, C)))).print()).isEqualTo("a OR b c");
    }

    @Test
    void moreConditionsThanAnIndexTakesAreRefused() {
        List<Query> many = java.util.Collections.nCopies(Shape.MAX_TERMS + 1, A);

        assertThatThrownBy(() -> new Or(many)).hasMessageContaining("at most " + Shape.MAX_TERMS);
    }
}
