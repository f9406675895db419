package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ParserFuzzTest {
    private static final long SEED = 7_080L;
    private static final int ROUNDS = 100_000;

    /** Far beyond what the rounds take, yet an exponential step would not fit. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String[] SCRAPS = {
        "a",
        "b",
        "f",
        "level",
        "time",
        "_exists_",
        "ip",
        " ",
        "  ",
        "\t",
        ":",
        "=",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        " TO ",
        "*",
        "?",
        "\\",
        "\"",
        "/",
        "//",
        "-",
        "!",
        "+",
        "|",
        "||",
        "&",
        "&&",
        "AND",
        "OR",
        "NOT",
        " AND ",
        " OR ",
        "5",
        "-15m",
        "now",
        "2026-11-20",
        "10.0.0.0/8",
        "::1/64",
        "::",
        "/a+/",
        "(a|b){9}",
        "[^]",
        "\\d",
        "é",
        "😀",
        "\ud83d",
        "\u0000",
        "\u00a0",
        ",",
        "."
    };

    @Test
    void randomTextIsReadOrRefusedInGoodTime() {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Random random = new Random(SEED);
            int read = 0;
            for (int round = 0; round < ROUNDS; round++) read += isRead(scraps(random, 1 + random.nextInt(14))) ? 1 : 0;
            assertThat(read).as("seed %d", SEED).isBetween(ROUNDS / 20, ROUNDS);
        });
    }

    @Test
    void longRandomTextIsReadOrRefusedInGoodTime() {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Random random = new Random(SEED);
            for (int round = 0; round < 200; round++) isRead(scraps(random, 5_000));
            for (String scrap : SCRAPS) isRead(scrap.repeat(Parser.MAX_LENGTH / scrap.length()));
            for (String scrap : SCRAPS) isRead(("a " + scrap).repeat(5_000));
        });
    }

    /** Anything but a query or a QuerySyntaxException fails the test. */
    private static boolean isRead(String text) {
        try {
            Query query = Query.parse(text, Events.TIME);
            assertThat(Query.parse(query.print())).as(text).isEqualTo(query);
            query.matches(Events.event("f", "a b 5", "message", text));
            return true;
        } catch (QuerySyntaxException e) {
            assertThat(e.position()).as(text).isBetween(0, text.length());
            assertThat(e).as(text).hasMessageStartingWith("cannot ");
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ": " + text, e);
        }
    }

    private static String scraps(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(SCRAPS[random.nextInt(SCRAPS.length)]);
        return text.toString();
    }
}
