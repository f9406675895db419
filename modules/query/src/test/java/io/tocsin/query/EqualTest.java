package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EqualTest {
    @Test
    void aNameIsEqualAsAWhole() {
        assertThat(Events.finds("path:/health", "path", "/HEALTH")).isTrue();
        assertThat(Events.finds("path:/health", "path", "/api/health")).isFalse();
        assertThat(Events.finds("service:payment", "service", "payment-api")).isFalse();
    }

    @Test
    void proseHasTheWordsInSequence() {
        assertThat(Events.finds("message:exhausted", "message", "pool exhausted"))
                .isTrue();
        assertThat(Events.finds("message:\"pool exhausted\"", "message", "The pool, exhausted."))
                .isTrue();
        assertThat(Events.finds("message:haust", "message", "pool exhausted")).isFalse();
    }

    @Test
    void proseIsEqualToItselfEvenWithoutWords() {
        assertThat(Events.finds("x:\"- -\"", "x", "- -")).isTrue();
        assertThat(Events.finds("x:\"-\"", "x", "- -")).isFalse();
    }

    @Test
    void anyValueOfAnArrayWillDo() {
        assertThat(Events.finds("tag:b", "tag", "a", "tag", "b")).isTrue();
    }

    @Test
    void theNameOfAFieldIsExact() {
        assertThat(Events.finds("Service:a", "service", "a")).isFalse();
        assertThat(Events.finds("extra.ip:a", "ip", "a")).isFalse();
    }

    @Test
    void theEmptyTextIsAValue() {
        assertThat(Events.finds("x:\"\"", "x", "")).isTrue();
        assertThat(Events.finds("x:\"\"", "x", " ")).isFalse();
        assertThat(Events.finds("x:\"\"")).isFalse();
    }

    @Test
    void levelsAreEqualInAnySpelling() {
        assertThat(Events.finds("level:warning", "level", "WARN")).isTrue();
        assertThat(Events.finds("level:WARN", "level", "40")).isTrue();
        assertThat(Events.finds("level:warning", "level", "ERROR")).isFalse();
        assertThat(Events.finds("severity:warning", "severity", "WARN")).isFalse();
    }

    @Test
    void aLevelThatNobodyKnowsIsAName() {
        assertThat(Events.finds("level:chatty", "level", "Chatty")).isTrue();
        assertThat(Events.finds("level:chatty", "level", "INFO")).isFalse();
    }

    @Test
    void aRequestIsKnownByEveryCorrelationId() {
        assertThat(Query.parse("request_id:t-2").matches(Events.withIds(List.of("r-1", "T-2"), "request_id", "r-1")))
                .isTrue();
        assertThat(Query.parse("trace_id:r-1").matches(Events.withIds(List.of("r-1"))))
                .isFalse();
    }

    @Test
    void anEventIsKnownByItsId() {
        assertThat(Events.finds("_id:000000000000001A")).isTrue();
        assertThat(Events.finds("_id:1a")).isFalse();
    }

    @Test
    void theTimeIsNoText() {
        assertThatThrownBy(() -> new Equal("time", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use a range");
    }

    @Test
    void aFieldWithoutANameIsRefused() {
        assertThatThrownBy(() -> new Equal("", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Equal("_exists_", "x")).hasMessageContaining("field:*");
    }
}
