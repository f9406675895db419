package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Regex;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Words;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {
    private static final List<String> PARTS = List.of(
            "pool",
            "Time",
            "out",
            " ",
            "a",
            "b?",
            "c*",
            "d+",
            "e{2}",
            "f{0,3}",
            "g{12}",
            ".",
            "\\d",
            "\\d+",
            "\\.",
            "[xyz]",
            "[^]a]",
            "[]b]",
            "[[:alpha:]]",
            "(one|two)",
            "(three)?",
            "(?:four[)]five)*",
            "(six(seven)eight)",
            "\\x41",
            "\\pL",
            "^",
            "$",
            "\\Qa|b\\E",
            "|",
            "\\bword\\b",
            "-",
            "ü");

    @ParameterizedTest
    @CsvSource({
        "exhausted, exhausted, true",
        "Pool Exhausted, pool exhausted, true",
        "pool [a-z]+ after, ' after', false",
        "timed? out after, ' out after', false",
        "a+bc, bc, false",
        "(x|y)long tail, long tail, false",
        "12{3}4567, 4567, false",
        "a\\.b\\.c, a.b.c, false",
        "[)(]rest, rest, false",
    })
    void theLongestTextThatMustBeThereIsFound(String pattern, String text, boolean decides) {
        assertThat(Literal.of(pattern)).isEqualTo(new Literal(text, decides));
    }

    @ParameterizedTest
    @CsvSource({"one|two", "\\d+", "a?b*", "(pool)", "\\x70ool", "\\pLx", "[unclosed"})
    void whereNothingIsCertainNothingIsSaid(String pattern) {
        assertThat(Literal.of(pattern)).isNull();
    }

    @Test
    void whateverAnExpressionFindsContainsItsLiteral() {
        Random random = new Random(7);
        int found = 0;
        for (int round = 0; round < 60_000; round++) {
            String pattern = joined(random, PARTS, 1 + random.nextInt(5));
            @Nullable Literal literal = Literal.of(pattern);
            Regex regex = regex(pattern);
            if (literal == null || regex == null) continue;
            String value = value(random, pattern);
            if (!regex.test(value)) continue;
            found++;
            assertThat(Words.fold(value)).as("/%s/ in '%s'", pattern, value).contains(literal.text());
        }
        assertThat(found).isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource({
        "*Pool*, pool, true",
        "*atalog page*, atalog page, true",
        "*a\\*b*, a*b, true",
        "*a?pool*, pool, false",
        "pool*, pool, false",
        "*pool\\*, pool*, false",
        "*ü pool*, ' pool', false",
    })
    void theLongestTextOfAPatternIsFound(String pattern, String text, boolean decides) {
        assertThat(Literal.ofWildcard(pattern)).isEqualTo(new Literal(text, decides));
    }

    @Test
    void whateverAPatternCoversContainsItsLiteral() {
        Random random = new Random(8);
        List<String> parts = List.of("pool", "A", "*", "?", "\\*", "\\\\", "ü", " ", "b", "*");
        int found = 0;
        for (int round = 0; round < 30_000; round++) {
            Wildcard wildcard = wildcard(joined(random, parts, 1 + random.nextInt(5)));
            Literal literal = wildcard == null ? null : Literal.ofWildcard(wildcard.pattern());
            if (wildcard == null || literal == null) continue;
            String value = joined(random, List.of("pool", "POOL", "a", "*", "\\", "ü", " ", "b"), random.nextInt(6));
            boolean contains = Words.fold(value).contains(literal.text());
            if (wildcard.test(value)) {
                found++;
                assertThat(contains).as("%s in '%s'", wildcard.pattern(), value).isTrue();
            } else if (literal.decides()) {
                assertThat(contains).as("%s in '%s'", wildcard.pattern(), value).isFalse();
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    private static @Nullable Wildcard wildcard(String pattern) {
        try {
            return new Wildcard("message", pattern);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static @Nullable Regex regex(String pattern) {
        try {
            return new Regex(null, pattern);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    /** Something that the expression may well find: its own letters, with other text between them. */
    private static String value(Random random, String pattern) {
        String letters = pattern.replaceAll("\\\\[a-zA-Z]|[\\\\.\\[\\]{}()*+?^$|]", random.nextBoolean() ? "" : "x");
        return random.nextBoolean()
                ? letters
                : joined(random, List.of(letters, "pool", "TIME", "ee", "ggggggggggggx", "one", "7", " ", "A"), 4);
    }

    private static String joined(Random random, List<String> parts, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(parts.get(random.nextInt(parts.size())));
        return text.toString();
    }
}
