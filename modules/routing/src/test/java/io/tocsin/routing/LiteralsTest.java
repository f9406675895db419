package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "10\\.9\\..* 10.9.",
                "db-.+ db-",
                "abc* ab",
                "abc? ab",
                "ab{2} a",
                "a|b \"\"",
                "(a) \"\"",
                "(?i)a \"\"",
                "\\d+ \"\"",
                "a\\db a",
                "^a \"\"",
                "a$ a",
                "\uD83D\uDE00* \"\"",
            })
    void prefixes(String regex, String prefix) {
        assertThat(Literals.prefix(regex)).isEqualTo(prefix);
    }

    @Test
    void onlyPlainAlternativesHaveValues() {
        assertThat(Literals.values("a|b\\.c")).isEqualTo(Set.of("a", "b.c"));
        assertThat(Literals.values("a")).isEqualTo(Set.of("a"));
        assertThat(Literals.values("a|")).isEqualTo(Set.of("a", ""));
        assertThat(Literals.values("a|b.")).isNull();
        assertThat(Literals.values("a|(b)")).isNull();
        assertThat(Literals.values("a|b".repeat(100))).isNull();
    }

    /** Whatever is read from an expression, matching by it must not differ from matching without. */
    @Test
    void neverRulesOutWhatTheExpressionMatches() {
        long seed = Seeds.first();
        Random random = new Random(seed);
        String letters = "ab.*+?|()[]\\^${}1,-";
        for (int i = 0; i < 20_000; i++) {
            String regex = text(random, letters);
            Matcher matcher;
            try {
                matcher = new Matcher("x", Operator.REGEX, regex);
            } catch (IllegalArgumentException noExpression) {
                continue;
            }
            String value = text(random, "ab.1,-");
            if (!matcher.matches(value)) continue;
            assertThat(value).as("seed %s: %s", seed, regex).startsWith(Literals.prefix(regex));
            Set<String> values = Literals.values(regex);
            if (values != null)
                assertThat(values).as("seed %s: %s", seed, regex).contains(value);
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) text.append(letters.charAt(random.nextInt(letters.length())));
        return text.toString();
    }
}
