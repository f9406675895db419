package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import io.tocsin.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Broken files are inactive with a reason that has a place; nothing else ever happens. */
class SigmaFuzzTest {
    private static final long SEED = 20_261_128L;
    private static final int ROUNDS = 4_000;

    /** Far beyond what the rounds take, yet an exponential step would not fit. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String WHOLE = """
            title: A rule
            id: 5f1c2a4e-0000-4000-8000-000000000001
            name: base
            level: high
            logsource: {product: test}
            detection:
              sel_one:
                Image|endswith: ['\\a.exe', '\\b.exe']
                CommandLine|contains|all: [' -x ', '*y?']
              sel_two:
              - Hash|re|i: '^[a-f0-9]{4,}$'
              - Ip|cidr: 10.0.0.0/8
              filter_one: {User|expand: '%admins%', At|hour|gte: 22, Size|gt: 5}
              words: [mimi, katz]
              condition: (1 of sel_* or words) and not filter_one
            ---
            title: A correlation
            correlation:
              type: event_count
              rules: [base]
              group-by: [Ip]
              timespan: 5m
              condition: {gte: 10}
            ---
            title: A filter
            logsource: {product: test}
            filter:
              rules: [base]
              system: {User: SYSTEM}
              condition: not system
            """;

    private static final List<String> SCRAPS = List.of(
            "|",
            ":",
            "- ",
            "\n",
            "  ",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "*",
            "?",
            "\\",
            "%",
            "&a ",
            "*a",
            "not ",
            "and ",
            "or ",
            "of ",
            "1 of ",
            "all of them",
            "(",
            ")",
            "| count() > 5",
            "null",
            "~",
            "---\n",
            "condition",
            "detection",
            "|contains",
            "|base64offset",
            "|windash",
            "|re",
            "|fieldref",
            "|exists",
            "!!binary ",
            "é",
            "\u0000",
            "\t",
            "#",
            "-/-a -b -c -d",
            "9999999999",
            "1e999",
            "timeframe: 5m\n");

    @Test
    void brokenFilesAreInactiveWithAReason() {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Random random = new Random(SEED);
            int inactive = 0;
            for (int round = 0; round < ROUNDS; round++) inactive += read(mutated(random), round);
            assertThat(inactive).as("seed %d", SEED).isBetween(ROUNDS / 4, 6 * ROUNDS);
        });
    }

    @Test
    void theWholeFileIsActive() {
        SigmaSet set = Sigma.parse(WHOLE);

        assertThat(set.inactive()).isEmpty();
        assertThat(set.correlations()).hasSize(1);
        assertThat(set.correlations().getFirst().match().print()).contains("-User:=SYSTEM");
    }

    private static int read(String text, int round) {
        try {
            SigmaSet set = SigmaFiles.parse(Map.of("f.yml", text), Sigma.MAPS, Sigma.LISTS, new Problems());
            for (Inactive inactive : set.inactive()) {
                assertThat(inactive.reasons()).isNotEmpty();
                inactive.reasons().forEach(reason -> {
                    assertThat(reason.problem().line()).isPositive();
                    assertThat(reason.problem().column()).isPositive();
                    assertThat(reason.problem().message()).isNotBlank();
                });
            }
            for (SigmaRule rule : set.rules()) {
                assertThat(Query.parse(rule.match().print())).isEqualTo(rule.match());
                rule.match().matches(Sigma.event("Image", "x\\a.exe", "User", "root", "Size", "7"));
            }
            return set.inactive().size();
        } catch (AssertionError | RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + " round " + round + ":\n" + text, e);
        }
    }

    /** One to four cuts, copies or scraps. */
    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(WHOLE);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
                default -> text.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
            }
        }
        return text.toString();
    }
}
