package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    @Test
    void itIsFoundAnywhereInTheValueCaseAside() {
        assertThat(Events.finds("message:/timed? out after \\d+/", "message", "Call TIMED out after 30 s"))
                .isTrue();
        assertThat(Events.finds("message:/^out/", "message", "timed out")).isFalse();
    }

    @Test
    void bareItAsksEveryValue() {
        assertThat(Events.finds("/err(or)?$/", "a", "x", "b", "big err")).isTrue();
    }

    @Test
    void signsCanBeFound() {
        assertThat(Events.finds("/->/", "message", "a -> b")).isTrue();
    }

    @Test
    void anEscapedSlashDoesNotEndIt() {
        assertThat(Query.parse("path:/^\\/api\\/v\\d/")).isEqualTo(new Regex("path", "^/api/v\\d"));
    }

    @Test
    void aPathIsNoRegularExpression() {
        assertThat(Query.parse("path:/api/health")).isEqualTo(new Equal("path", "/api/health"));
        assertThat(Query.parse("path:/login OR path:/").fields()).containsExactly("path");
        assertThat(Query.parse("path:/login OR path:/")).isInstanceOf(Or.class);
    }

    @Test
    void aBrokenOneSaysWhatIsWrong() {
        assertThatThrownBy(() -> Query.parse("a x:/b(/"))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageContaining("missing closing )")
                .extracting(error -> ((QuerySyntaxException) error).position())
                .isEqualTo(4);
    }

    @Test
    void itsLengthIsLimited() {
        assertThatThrownBy(() -> new Regex(null, "a".repeat(Regex.MAX_LENGTH + 1)))
                .hasMessageContaining("at most " + Regex.MAX_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{100}){100}){100}",
                "((a{1000}){1000}){1000}",
                "[)](\\Q(\\E(a{50}){50}){50}",
                "(?:a[]){2}]{90}b){900}",
                "(a[[:alpha:])]{60}){60}",
                "(\\(a{60}){60}"
            })
    void repetitionsThatWouldFillTheMemoryAreRefused(String pattern) {
        assertThatThrownBy(() -> new Regex(null, pattern)).hasMessageContaining("more than " + RegexText.MAX_SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "\\d{1,3}(\\.\\d{1,3}){3}",
                "x{1000}",
                "a{b}",
                "a{",
                "(a|b)*c"
            })
    void repetitionsThatPeopleUseAreTaken(String pattern) {
        assertThat(Query.parse(new Regex(null, pattern).print())).isEqualTo(new Regex(null, pattern));
    }

    @Test
    void patternsThatBreakOtherEnginesTakeNoLongTime() {
        Query query = new Regex("x", "(a*)*(a|aa)+b");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(query.matches(Events.event("x", "a".repeat(20_000))))
                        .isFalse());
    }

    @Test
    void equalityIsByFieldAndPattern() {
        assertThat(new Regex("x", "a/b")).isEqualTo(new Regex("x", "a\\/b")).hasSameHashCodeAs(new Regex("x", "a/b"));
        assertThat(new Regex("x", "a")).isNotEqualTo(new Regex(null, "a")).isNotEqualTo(new Regex("x", "b"));
    }
}
