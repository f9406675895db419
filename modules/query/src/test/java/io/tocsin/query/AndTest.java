package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AndTest {
    private static final Query A = new Word("a");
    private static final Query B = new Word("b");
    private static final Query C = new Word("c");

    @Test
    void everyPartMustMatch() {
        assertThat(Events.finds("a b", "x", "b a")).isTrue();
        assertThat(Events.finds("a b", "x", "a")).isFalse();
    }

    @Test
    void partsMayMatchInDifferentFields() {
        assertThat(Events.finds("a AND b", "x", "a", "y", "b")).isTrue();
    }

    @Test
    void anAndInsideAnAndIsOne() {
        assertThat(new And(List.of(new And(List.of(A, B)), C))).isEqualTo(new And(List.of(A, B, C)));
    }

    @Test
    void onePartStandsForItself() {
        assertThat(And.of(List.of(A))).isEqualTo(A);
    }

    @Test
    void noPartIsEveryEvent() {
        assertThat(And.of(List.of())).isEqualTo(new All());
    }

    @Test
    void onePartAloneIsRefused() {
        assertThatThrownBy(() -> new And(List.of(A)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot join 1 conditions by AND: it takes two or more");
    }

    @Test
    void anOrInsidePrintsInParentheses() {
        assertThat(new And(List.of(A, new Or(List.of(B, C)))).print()).isEqualTo("a (b OR c)");
    }

    @Test
    void itAsksTheFieldsOfAllPartsInOrder() {
        assertThat(Query.parse("b:1 a:2 -b:3 c>4 word /regex/").fields()).containsExactly("b", "a", "c");
    }
}
