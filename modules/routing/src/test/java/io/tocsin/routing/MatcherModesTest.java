package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What both syntaxes make of a text, and which one counts in which mode. Most cases are those of Alertmanager, told anew. */
class MatcherModesTest {
    private static final String NO = "refused";

    /** A text; what the classic syntax makes of it, what the newer one does: name, operator and value in turn. */
    private static final String[][] CASES = {
        {"{}", "", ""},
        {"", "", ""},
        {"foo=bar", "foo|=|bar", "foo|=|bar"},
        {"{foo=bar}", "foo|=|bar", "foo|=|bar"},
        {"{foo=bar,}", "foo|=|bar", "foo|=|bar"},
        {"{foo=\"bar\"}", "foo|=|bar", "foo|=|bar"},
        {"{foo=~bar.*}", "foo|=~|bar.*", "foo|=~|bar.*"},
        {"{foo=~\"bar.*\"}", "foo|=~|bar.*", "foo|=~|bar.*"},
        {"{foo!=bar}", "foo|!=|bar", "foo|!=|bar"},
        {"{foo!~\"bar.*\"}", "foo|!~|bar.*", "foo|!~|bar.*"},
        {"{foo=\"bar\", baz!=\"quux\"}", "foo|=|bar|baz|!=|quux", "foo|=|bar|baz|!=|quux"},
        {"{foo=\"bar\",baz!~\".*quux\", derp=\"wat\"}", "foo|=|bar|baz|!~|.*quux|derp|=|wat", "="},
        {"{foo=\"\"}", "foo|=|", "="},
        {"{foo=\"bar,quux\", job=\"job1\"}", "foo|=|bar,quux|job|=|job1", "="},
        {"{foo = \"bar\", dings != \"bums\", }", "foo|=|bar|dings|!=|bums", "="},
        {"foo=bar,dings!=bums", "foo|=|bar|dings|!=|bums", "="},
        {"{quote=\"Say: \\\"Hi, you!…\\\"\"}", "quote|=|Say: \"Hi, you!…\"", "="},
        {"statuscode=~\"5..\"", "statuscode|=~|5..", "="},
        {"a != \"\\\"\" , b !~ \"foo,bar\" , ", "a|!=|\"|b|!~|foo,bar", "="},
        // Only the classic syntax.
        {"{foo='}", "foo|=|'", NO},
        {"{foo=`}", "foo|=|`", NO},
        {"{foo=\\n}", "foo|=|\n", NO},
        {"{foo=bar\\n}", "foo|=|bar\n", NO},
        {"{foo=\\t}", "foo|=|\\t", NO},
        {"{foo=bar\\}", "foo|=|bar\\", NO},
        {"{foo=bar\\\\}", "foo|=|bar\\", NO},
        {"{foo=\\\"}", "foo|=|\"", NO},
        {"tricky=~~~", "tricky|=~|~~", NO},
        {"trickier==\\\\=\\=\\\"", "trickier|=|=\\=\\=\"", NO},
        {"{foo=bar}}", "foo|=|bar}", NO},
        {"{foo=bar}},}", "foo|=|bar}}", NO},
        {"{foo=,bar=}}", "foo|=||bar|=|}", NO},
        {"job=", "job|=|", NO},
        {"foo=!bar\\n", "foo|=|!bar\n", NO},
        {"foo=~\"\\d+\"", "foo|=~|\\d+", NO},
        {"foo:bar=baz baz", "foo:bar|=|baz baz", NO},
        // Only the newer one.
        {"{name-with-dashes = \"bar\"}", NO, "name-with-dashes|=|bar"},
        {"foo🙂=bar", NO, "foo🙂|=|bar"},
        {"{foo🙂=bar,bar=baz🙂}", NO, "foo🙂|=|bar|bar|=|baz🙂"},
        {"\"foo\"=\"bar\",", NO, "foo|=|bar"},
        {"{\"foo\"=~\"\\\\d+\"}", NO, "foo|=~|\\d+"},
        {"{\"foo\"=\"\\xf0\\x9f\\x99\\x82\"}", NO, "foo|=|🙂"},
        {"{\"\"=\"x\"}", NO, "|=|x"},
        {"a\u00a0=\u3000b", NO, "a|=|b"},
        // Both, and not the same.
        {"foo=\"\\xf0\\x9f\\x99\\x82\"", "foo|=|\\xf0\\x9f\\x99\\x82", "foo|=|🙂"},
        {"{foo=\"\\u0041\\t\"}", "foo|=|\\u0041\\t", "foo|=|A\t"},
        // Neither.
        {"{,}", NO, NO},
        {",", NO, NO},
        {"foo!bar", NO, NO},
        {"{foo!bar}", NO, NO},
        {"job=\"value", NO, NO},
        {"job=value\"", NO, NO},
        {"trickier==\\\\=\\=\\\"\"", NO, NO},
        {"a = foo\"bar", NO, NO},
        {"{foo=~\"invalid[regexp\"}", NO, NO},
        {"\"{foo=\\\"bar\"}", NO, NO},
        {"\"foo=\\\"bar\"", NO, NO},
        {"\"foo=\\\"bar\\\"\"", NO, NO},
        {"{{foo=`}}", NO, NO},
        {"{foo=bar},{a=b}", NO, NO},
    };

    @Test
    void eachModeReadsWithItsSyntax() {
        for (String[] row : CASES) {
            String newer = row[2].equals("=") ? row[1] : row[2];
            assertThat(read(row[0], MatcherMode.CLASSIC))
                    .as("classic " + row[0])
                    .isEqualTo(row[1]);
            assertThat(read(row[0], MatcherMode.UTF8)).as("newer " + row[0]).isEqualTo(newer);
            // The classic reading counts wherever there is one.
            assertThat(read(row[0], MatcherMode.FALLBACK))
                    .as("both " + row[0])
                    .isEqualTo(row[1].equals(NO) ? newer : row[1]);
        }
    }

    @Test
    void aWarningComesWithWhatTheNewerSyntaxReadsOtherwise() {
        for (String[] row : CASES) {
            List<String> warnings = new ArrayList<>();
            if (row[1].equals(NO)) continue;
            MatcherSyntax.list(row[0], warnings::add);
            boolean same = row[2].equals("=") || row[2].equals(row[1]);
            assertThat(warnings).as(row[0]).hasSize(same ? 0 : 1);
        }
    }

    private static String read(String text, MatcherMode mode) {
        try {
            List<String> parts = new ArrayList<>();
            for (Matcher matcher : MatcherSyntax.list(text, mode, warning -> {}))
                parts.add(matcher.name() + "|" + matcher.operator().symbol() + "|" + matcher.value());
            return String.join("|", parts);
        } catch (IllegalArgumentException e) {
            return NO;
        }
    }

    @Test
    void aFilterIsOneMatcherInEveryMode() {
        for (MatcherMode mode : MatcherMode.values()) {
            assertThat(MatcherSyntax.one("foo=\"bar\"", mode)).isEqualTo(new Matcher("foo", Operator.EQUAL, "bar"));
            assertThatThrownBy(() -> MatcherSyntax.one("", mode)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MatcherSyntax.one("{a=b}", mode)).isInstanceOf(IllegalArgumentException.class);
        }
        // Braces are nothing special in classic values.
        assertThat(MatcherSyntax.one("a=b}", MatcherMode.CLASSIC).value()).isEqualTo("b}");
        assertThatThrownBy(() -> MatcherSyntax.one("a=b}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MatcherSyntax.one("a=b,c=d", MatcherMode.UTF8))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void featuresSayWhichModeItIs() {
        assertThat(MatcherMode.of(List.of())).isEqualTo(MatcherMode.FALLBACK);
        assertThat(MatcherMode.of(List.of("utf8-strict-mode", "other"))).isEqualTo(MatcherMode.UTF8);
        assertThat(MatcherMode.of(List.of("classic-mode"))).isEqualTo(MatcherMode.CLASSIC);
        assertThatThrownBy(() -> MatcherMode.of(List.of("classic-mode", "utf8-strict-mode")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileIsReadInItsMode() {
        String file = "receivers: [{name: r}]\nroute: {receiver: r, %s}";

        assertThat(problems(file.formatted("group_by: ['a b']"), MatcherMode.FALLBACK))
                .isEmpty();
        assertThat(problems(file.formatted("group_by: ['a b']"), MatcherMode.CLASSIC))
                .hasSize(1);
        assertThat(problems(file.formatted("labels: {a-b: c}"), MatcherMode.CLASSIC))
                .hasSize(1);
        assertThat(problems(file.formatted("routes: [{matchers: ['a=~\"\\d\"']}]"), MatcherMode.FALLBACK))
                .isEmpty();
        assertThat(problems(file.formatted("routes: [{matchers: ['a=~\"\\d\"']}]"), MatcherMode.UTF8))
                .hasSize(1);
        assertThat(problems(file.formatted("routes: [{matchers: ['\"a\"=b']}]"), MatcherMode.CLASSIC))
                .hasSize(1);
    }

    private static List<?> problems(String text, MatcherMode mode) {
        Problems problems = new Problems();
        RoutingFile.parse("f", text, name -> null, file -> null, mode, problems);
        return problems.list();
    }

    @Test
    void noTextMakesAnySyntaxFailInAnotherWay() {
        long seed = Seeds.first();
        Random random = new Random(seed);
        String[] parts = {
            "{", "}", "!", "=", "~", ",", "\\", "\"", "'", "`", " ", "\t", "\n", "a", "b:", "0", "_", ".", "*", "(",
            "[", "ü", "🙂", "\ud83d", "\ude42", "\\x", "\\u00", "\\xff", "\u0000", "\u00a0", "\u2028", "foo=", "=~\""
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(12); c > 0; c--) text.append(parts[random.nextInt(parts.length)]);
            for (MatcherMode mode : MatcherMode.values()) {
                assertThat(outcome(text.toString(), mode))
                        .as("seed " + seed + " " + text)
                        .isNull();
            }
        }
    }

    private static @Nullable Throwable outcome(String text, MatcherMode mode) {
        try {
            MatcherSyntax.list(text, mode, warning -> {});
            MatcherSyntax.one(text, mode);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage() == null ? e : null;
        } catch (RuntimeException | StackOverflowError e) {
            return e;
        }
    }
}
