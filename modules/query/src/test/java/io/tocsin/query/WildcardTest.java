package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WildcardTest {
    @Test
    void aNameIsCoveredAsAWhole() {
        assertThat(Events.finds("status:5*", "status", "503")).isTrue();
        assertThat(Events.finds("status:5*", "status", "250")).isFalse();
        assertThat(Events.finds("path:/api/*/items", "path", "/API/7/8/items")).isTrue();
        assertThat(Events.finds("path:health*", "path", "/health/live")).isFalse();
    }

    @Test
    void proseIsCoveredByTheWholeOrByOneWord() {
        assertThat(Events.finds("message:exh*", "message", "pool exhausted")).isTrue();
        assertThat(Events.finds("message:pool*ted", "message", "pool exhausted"))
                .isTrue();
        assertThat(Events.finds("message:ool*", "message", "pool exhausted")).isFalse();
        assertThat(Events.finds("message:p*exh", "message", "pool exhausted")).isFalse();
    }

    @Test
    void bareItCoversAnyWordOrValueOrCorrelationId() {
        assertThat(Events.finds("exh*", "a", "x", "path", "/pool/exhausted")).isTrue();
        assertThat(Events.finds("/pool/*", "path", "/pool/exhausted")).isTrue();
        assertThat(Query.parse("req-1*").matches(Events.withIds(List.of("req-12"))))
                .isTrue();
        assertThat(Events.finds("exh*", "exhausted", "yes")).isFalse();
    }

    @Test
    void aQuestionMarkIsOneCharacterOfAnyScript() {
        assertThat(Events.finds("x:a?c", "x", "aBc")).isTrue();
        assertThat(Events.finds("x:a?c", "x", "a😀c")).isTrue();
        assertThat(Events.finds("x:a?c", "x", "ac")).isFalse();
    }

    @Test
    void aStarAlsoCoversNothing() {
        assertThat(Events.finds("x:a*b*", "x", "ab")).isTrue();
    }

    @Test
    void whatIsEscapedStandsForItself() {
        assertThat(Events.finds("x:a\\*b*", "x", "a*bc")).isTrue();
        assertThat(Events.finds("x:a\\*b*", "x", "axbc")).isFalse();
        assertThat(new Wildcard("x", "a\\b*")).isEqualTo(new Wildcard("x", "ab**"));
    }

    @Test
    void manyStarsTakeNoLongTime() {
        Query query = new Wildcard("x", "*a".repeat(100) + "*b");
        String value = "a".repeat(20_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(query.matches(Events.event("x", value))).isFalse());
    }

    @Test
    void aPatternWithNothingOpenIsRefused() {
        assertThatThrownBy(() -> new Wildcard("x", "a\\*")).hasMessageContaining("it has no * or ?");
        assertThatThrownBy(() -> new Wildcard("x", "**")).hasMessageContaining("whether the field exists");
        assertThatThrownBy(() -> new Wildcard(null, "a*" + "b".repeat(Wildcard.MAX_LENGTH)))
                .hasMessageContaining("at most " + Wildcard.MAX_LENGTH);
    }
}
