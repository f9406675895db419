package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Regex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            "K",
            "s",
            "-",
            " ",
            ".",
            "1",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
            "\\S",
            "\\.",
            "\\-",
            "[ab]",
            "[^a]",
            "[a-c1]",
            "[^]a]",
            "[]b]",
            "[-a]",
            "[a-]",
            "[A-Cx]",
            "[\\d.]",
            "[^\\w ]",
            "(a|b)",
            "(?:ab|1)",
            "(b?)",
            "(a|)",
            "|");
    private static final List<String> AGAIN =
            List.of("", "", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}", "{0}");
    private static final List<String> TEXTS =
            List.of("a", "B", "ab", "k", "S", "-", " ", ".", "1", "12", "c", "x", "]", "_");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Found, when the bytes come in pieces. */
    private static int state(Automaton automaton, String text, Random random) {
        byte[] all = bytes(text);
        int state = Automaton.START;
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(4));
            state = automaton.after(state, Arrays.copyOfRange(all, from, to));
            from = to;
        }
        return state;
    }

    @Test
    void itFindsWhatRe2Finds() {
        Random random = new Random(21);
        int[] answers = new int[2];
        for (int round = 0; round < 4_000; round++) {
            String pattern = pattern(random);
            Automaton automaton = Automaton.of(pattern);
            Regex regex = regex(pattern);
            if (automaton == null || regex == null) continue;
            for (int i = 0; i < 20; i++) {
                String text = joined(random, TEXTS, random.nextInt(8));
                int state = state(automaton, text, random);
                boolean found = regex.test(text);
                assertThat(state == Automaton.FOUND)
                        .as("/%s/ in '%s'", pattern, text)
                        .isEqualTo(found);
                assertThat(state).isNotEqualTo(Automaton.UNKNOWN);
                answers[found ? 1 : 0]++;
            }
        }
        assertThat(answers[0]).isGreaterThan(2_000);
        assertThat(answers[1]).isGreaterThan(2_000);
    }

    @Test
    void whatIsEscapedOrBeyondAsciiIsLeftToRe2() {
        Automaton automaton = automaton("pool.*dry");

        assertThat(automaton.after(Automaton.START, bytes("the pool of größe"))).isEqualTo(Automaton.UNKNOWN);
        assertThat(automaton.after(Automaton.START, bytes("the pool\\nis dry"))).isEqualTo(Automaton.UNKNOWN);
        assertThat(automaton.after(Automaton.START, bytes("pool DRY größe"))).isEqualTo(Automaton.FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^a",
                "a$",
                "\\ba",
                "a\\z",
                "(?i)a",
                "\\pL",
                "\\x41",
                "[[:alpha:]]",
                "ü",
                "[ü]",
                "[\\x41]",
                "\\Qa\\E",
                "a*",
                "(a|)",
                "a{60}",
                "[a-z]{64}b",
                "\\n",
                "(?P<n>a)"
            })
    void whatIsRareOrFindsNothingIsLeftToRe2(String pattern) {
        assertThat(Automaton.of(pattern)).isNull();
    }

    @Test
    void anExpressionOfManyStatesIsLeftToRe2InTheEnd() {
        Automaton automaton = automaton("a.{20}b.{20}c");
        Random random = new Random(5);
        int state = Automaton.START;
        for (int i = 0; i < 20_000 && state >= 0 && state != Automaton.FOUND; i++) {
            state = automaton.after(state, bytes(random.nextBoolean() ? "a" : "x"));
        }

        assertThat(state).isEqualTo(Automaton.UNKNOWN);
    }

    private static Automaton automaton(String pattern) {
        Automaton automaton = Automaton.of(pattern);
        if (automaton == null) throw new AssertionError("none for " + pattern);
        return automaton;
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        int parts = 1 + random.nextInt(5);
        for (int i = 0; i < parts; i++) {
            pattern.append(PARTS.get(random.nextInt(PARTS.size()))).append(AGAIN.get(random.nextInt(AGAIN.size())));
        }
        return pattern.toString();
    }

    private static @Nullable Regex regex(String pattern) {
        try {
            return new Regex(null, pattern);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    private static String joined(Random random, List<String> parts, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(parts.get(random.nextInt(parts.size())));
        return text.toString();
    }
}
