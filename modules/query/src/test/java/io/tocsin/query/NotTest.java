package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotTest {
    @Test
    void itTurnsItsPartRound() {
        assertThat(Events.finds("-status:failed", "status", "ok")).isTrue();
        assertThat(Events.finds("-status:failed", "status", "failed")).isFalse();
    }

    @Test
    void anEventWithoutTheFieldIsFound() {
        assertThat(Events.finds("NOT status:failed")).isTrue();
        assertThat(Events.finds("status!=failed")).isTrue();
    }

    @Test
    void excludingHealthDoesNotHideApiHealth() {
        assertThat(Events.finds("-path:/health", "path", "/api/health")).isTrue();
        assertThat(Events.finds("-path:/health", "path", "/health")).isFalse();
    }

    @Test
    void anArrayIsExcludedByAnyOfItsValues() {
        assertThat(Events.finds("-tag:b", "tag", "a", "tag", "b")).isFalse();
    }

    @Test
    void severalPartsPrintInParentheses() {
        assertThat(new Not(new And(List.of(new Word("a"), new Word("b")))).print())
                .isEqualTo("-(a b)");
    }

    @Test
    void aTreeTooDeepToWalkCannotBeBuilt() {
        assertThatThrownBy(() -> {
                    Query query = new Word("a");
                    for (int i = 0; i < 1_000_000; i++) query = new Not(query);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most " + Shape.MAX_DEPTH);
    }
}
