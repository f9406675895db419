package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StatementFuzzTest {
    private static final long SEED = 7_081L;
    private static final int ROUNDS = 100_000;

    /** Far beyond what the rounds take, yet an exponential step would not fit. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String[] SCRAPS = {
        " | ",
        "|",
        "|",
        " ",
        " ",
        "count",
        "count",
        "sum",
        "avg(",
        "p95(",
        "p99.9",
        "p0",
        "median",
        "distinct(",
        "top ",
        "sort ",
        "limit ",
        "stats ",
        " by ",
        " by ",
        "(",
        ")",
        "()",
        ",",
        ", ",
        "x",
        "x",
        "service",
        "time",
        "_time:",
        "_id",
        "bucket(",
        "1m",
        "5m)",
        "0s",
        "10",
        "99999999999",
        "desc",
        " asc",
        "-",
        "+",
        "\\",
        "\"",
        "\"a b\"",
        "*",
        "/",
        "/a/",
        ":",
        "=",
        "!=",
        ">",
        "AND",
        "OR",
        "a:b",
        "as",
        "é",
        "😀",
        "\ud83d",
        "\u0000",
        "\u00a0",
        ".",
        "_exists_"
    };

    @Test
    void randomPipesAreReadOrRefusedInGoodTime() {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Random random = new Random(SEED);
            int tables = 0;
            for (int round = 0; round < ROUNDS; round++)
                tables += isTable("* | count" + scraps(random, random.nextInt(10))) ? 1 : 0;
            for (int round = 0; round < ROUNDS; round++)
                tables += isTable("* | " + scraps(random, 1 + random.nextInt(8))) ? 1 : 0;
            assertThat(tables).as("seed %d", SEED).isBetween(ROUNDS / 50, ROUNDS);
        });
    }

    @Test
    void longRandomPipesAreReadOrRefusedInGoodTime() {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Random random = new Random(SEED);
            for (int round = 0; round < 200; round++) isTable("* | count by " + scraps(random, 5_000));
            for (String start : new String[] {"", "* | ", "* | count by ", "* | count | sort "}) {
                for (String scrap : SCRAPS)
                    isTable(start + scrap.repeat((Parser.MAX_LENGTH - start.length()) / scrap.length()));
            }
        });
    }

    /** Anything but a statement or a QuerySyntaxException fails the test. */
    private static boolean isTable(String text) {
        try {
            Statement statement = Statement.parse(text, Events.TIME);
            assertThat(Statement.parse(statement.print())).as(text).isEqualTo(statement);
            if (!statement.isTable()) return false;
            Tally tally = new Tally(statement.pipes());
            tally.add(Events.event("x", "5", "service", "a"));
            assertThat(tally.table().columns()).isEqualTo(tally.stats().columns());
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
