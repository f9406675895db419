package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherSyntaxTest {
    /** Text, then each matcher as name, operator, value; from Alertmanager's own tables, told anew. */
    private static final String[][] CLASSIC = {
        {"{}"},
        {"{foo='}", "foo", "=", "'"},
        {"{foo=`}", "foo", "=", "`"},
        {"{foo=\\\"}", "foo", "=", "\""},
        {"{foo=bar}", "foo", "=", "bar"},
        {"{foo=\"bar\"}", "foo", "=", "bar"},
        {"{foo=~bar.*}", "foo", "=~", "bar.*"},
        {"{foo!=\"bar\"}", "foo", "!=", "bar"},
        {"{foo!~\"bar.*\"}", "foo", "!~", "bar.*"},
        {"{foo=\"bar\", baz!=\"quux\"}", "foo", "=", "bar", "baz", "!=", "quux"},
        {"{foo=\"\"}", "foo", "=", ""},
        {"{foo=\"bar,quux\", job=\"job1\"}", "foo", "=", "bar,quux", "job", "=", "job1"},
        {"{foo = \"bar\", dings != \"bums\", }", "foo", "=", "bar", "dings", "!=", "bums"},
        {"foo=bar,dings!=bums", "foo", "=", "bar", "dings", "!=", "bums"},
        {"{quote=\"She said: \\\"Hi, ladies!\\\"\"}", "quote", "=", "She said: \"Hi, ladies!\""},
        {"tricky=~~~", "tricky", "=~", "~~"},
        {"trickier==\\\\=\\=\\\"", "trickier", "=", "=\\=\\=\""},
        {"a != \"\\\"\" , b !~ \"foo,bar\" , ", "a", "!=", "\"", "b", "!~", "foo,bar"},
        {"{foo=bar}}", "foo", "=", "bar}"},
        {"{foo=bar}},}", "foo", "=", "bar}}"},
        {"{foo=,bar=}}", "foo", "=", "", "bar", "=", "}"},
        {"{foo=bar\\t}", "foo", "=", "bar\\t"},
        {"{foo=bar\\n}", "foo", "=", "bar\n"},
        {"{foo=bar\\}", "foo", "=", "bar\\"},
        {"{foo=bar\\\\}", "foo", "=", "bar\\"},
        {"job=", "job", "=", ""},
        {"{foo=", "foo", "=", ""},
        {"{foo=}b", "foo", "=", "}b"},
    };

    private static final String[][] UTF8 = {
        {""},
        {"{}"},
        {"{foo=bar,}", "foo", "=", "bar"},
        {"{foo!~[a-z]+}", "foo", "!~", "[a-z]+"},
        {"{foo=🙂bar}", "foo", "=", "🙂bar"},
        {"foo=bar,", "foo", "=", "bar"},
        {"{\"foo\"=~\"\\\\d+\"}", "foo", "=~", "\\d+"},
        {"{\"foo\"=\"\\xf0\\x9f\\x99\\x82\"}", "foo", "=", "🙂"},
        {"{\"foo\"=\"\\U0001f642\"}", "foo", "=", "🙂"},
        {"{\"foo\"=\"bar\\t\\n\"}", "foo", "=", "bar\t\n"},
        {"{\"foo\"=\"\\\"bar\\\"\"}", "foo", "=", "\"bar\""},
        {"\"größe.cm\" != \"\"", "größe.cm", "!=", ""},
        {"foo=\"bar\",bar!=\"baz\"", "foo", "=", "bar", "bar", "!=", "baz"},
    };

    @Test
    void readsTheClassicSyntaxAsAlertmanagerDoes() {
        for (String[] row : CLASSIC) {
            assertThat(ClassicMatchers.parse(row[0])).as(row[0]).isEqualTo(expected(row));
        }
    }

    @Test
    void readsTheUtf8SyntaxAsAlertmanagerDoes() {
        for (String[] row : UTF8) {
            assertThat(Utf8Matchers.parse(row[0])).as(row[0]).isEqualTo(expected(row));
        }
    }

    private static List<Matcher> expected(String[] row) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 1; i < row.length; i += 3) {
            matchers.add(new Matcher(row[i], Operator.ofSymbol(row[i + 1]), row[i + 2]));
        }
        return matchers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "{,}",
                "job=\"value",
                "job=value\"",
                "trickier==\\\\=\\=\\\"\"",
                "a = foo\"bar",
                "{invalid-name = \"x\"}",
                "{foo=~\"invalid[regexp\"}",
                "\"foo=\\\"bar\"",
                "\"{foo=\\\"bar\\\"}\"",
                "{{foo=",
            })
    void theClassicSyntaxRefuses(String text) {
        assertThatThrownBy(() -> ClassicMatchers.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "{,}",
                "{",
                "}",
                "foo=bar}",
                "{foo=bar",
                "{foo=:\"bar\"}",
                "{foo=\"bar\\w\"}",
                "{\"foo\"=~\"\\d+\"}",
                "{foo=bar\\n}",
                "{\"foo\"=\"\\xf0\\x9f\"}",
                "foo=",
                "foo",
                "foo==bar",
                "foo=bar baz",
                "{foo=bar}}",
                "foo!bar",
                "foo=\"bar",
                "{foo=bar},{a=b}",
                "foo=~\"(\"",
            })
    void theUtf8SyntaxRefuses(String text) {
        assertThatThrownBy(() -> Utf8Matchers.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theClassicReadingWinsWhereTheTwoDisagree() {
        List<String> warnings = new ArrayList<>();

        List<Matcher> read = MatcherSyntax.list("foo=\"\\u0041\"", warnings::add);

        assertThat(read).containsExactly(new Matcher("foo", Operator.EQUAL, "\\u0041"));
        assertThat(warnings).singleElement().asString().contains("in the newer syntax");
    }

    @Test
    void whatOnlyTheClassicSyntaxReadsComesWithAWarning() {
        List<String> warnings = new ArrayList<>();

        List<Matcher> read = MatcherSyntax.list("foo=~\"\\d+\"", warnings::add);

        assertThat(read).containsExactly(new Matcher("foo", Operator.REGEX, "\\d+"));
        assertThat(warnings).singleElement().asString().contains("double the backslashes");
    }

    @Test
    void whatBothReadAlikeComesWithoutAWarning() {
        List<String> warnings = new ArrayList<>();

        MatcherSyntax.list("{severity=\"critical\", team!~\"a|b\"}", warnings::add);
        MatcherSyntax.list("\"dienst.name\"=\"Zürich\"", warnings::add);

        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{a=b}", "a=b}", "{a=b", "a"})
    void aFilterIsOneMatcherWithoutBraces(String text) {
        assertThatThrownBy(() -> MatcherSyntax.one(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegexMatchesTheWholeValueAndAMissingLabelIsEmpty() {
        Labels labels = Labels.of("m", "foo");

        assertThat(new Matchers(MatcherSyntax.list("m=~\"fo\"", w -> {})).matches(labels))
                .isFalse();
        assertThat(new Matchers(MatcherSyntax.list("m=~\"fo+\"", w -> {})).matches(labels))
                .isTrue();
        assertThat(new Matchers(MatcherSyntax.list("m=~\"a|foo\"", w -> {})).matches(labels))
                .isTrue();
        assertThat(new Matchers(MatcherSyntax.list("x=\"\",y!=\"a\",z!~\".+\"", w -> {})).matches(labels))
                .isTrue();
        assertThat(new Matchers(MatcherSyntax.list("m!~\"fo.\"", w -> {})).matches(labels))
                .isFalse();
    }

    @Test
    void matchersPrintAsInAlertmanagersKeys() {
        assertThat(new Matcher("a", Operator.REGEX, "b\"\\\n").toString()).isEqualTo("a=~\"b\\\"\\\\\\n\"");
        assertThat(new Matcher("a b", Operator.NOT_EQUAL, "x\t").toString()).isEqualTo("\"a b\"!=\"x\\t\"");
        assertThat(new Matcher("größe", Operator.EQUAL, "x\t").toString()).isEqualTo("größe=\"x\t\"");
    }

    @Test
    void goQuotesControlAndInvisibleCharacters() {
        assertThat(GoText.quote("a\u0001\u007f\u00a0\u200b😀\ue000\u000b"))
                .isEqualTo("\"a\\x01\\x7f\\u00a0\\u200b😀\\ue000\\v\"");
    }

    @Test
    void noTextMakesAParserFailInAnotherWay() {
        long seed = Seeds.first();
        Random random = new Random(seed);
        String alphabet = "{}!=~,\\\"'` \tabf09_:.*+([ü🙂nxuU";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(14); c > 0; c--)
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            assertThatCode(() -> read(text.toString()))
                    .as("seed " + seed + " " + text)
                    .doesNotThrowAnyException();
        }
    }

    private static void read(String text) {
        try {
            List<Matcher> matchers = MatcherSyntax.list(text, warning -> {});
            new Matchers(matchers).matches(Labels.of("a", "b"));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void expressionsThatWouldOverflowTheCompilerAreRefused() {
        for (String regex : List.of(
                "(".repeat(30_000),
                "(".repeat(20_000) + ")".repeat(20_000),
                "a".repeat(70_000),
                "(?:a{1,1000}){1,1000}",
                "(?:(?:(?:a{100}){100}){100}){100}",
                "(" + "a".repeat(60_000) + "){1,1000}")) {
            assertThatThrownBy(() -> new Matcher("a", Operator.REGEX, regex))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void expressionsThatPeopleWriteAreNot() {
        for (String regex : List.of(
                "[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}",
                "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}",
                "(" + "host|".repeat(5_000) + "x)",
                "a{1,1000}",
                "(".repeat(500) + ")".repeat(500))) {
            assertThat(new Matcher("a", Operator.REGEX, regex).matches("?")).isFalse();
        }
    }

    @Test
    void noExpressionMakesTheCompilerFailInAnotherWay() {
        long seed = Seeds.first();
        Random random = new Random(seed);
        String[] parts = {
            "(", ")", "(?:", "(?i)", "[", "]", "^", "a", "-", "{2}", "{3,9}", "{1000}", "*", "+?", "|", "\\Q", "\\E",
            "\\d", "\\", "\\pL", "\\x{1f}", ".", "$"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder regex = new StringBuilder();
            for (int c = random.nextInt(12); c > 0; c--) regex.append(parts[random.nextInt(parts.length)]);
            assertThatCode(() -> compile(regex.toString()))
                    .as("seed " + seed + " " + regex)
                    .doesNotThrowAnyException();
        }
    }

    private static void compile(String regex) {
        try {
            Regex.compile(regex).matcher("aaaa").find();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
