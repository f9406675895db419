package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.query.Query;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {
    private static final Profile SPEND = new Profile(
            "spend",
            Query.parse("action:pay"),
            List.of(KeyField.of("user")),
            Duration.ofDays(30),
            Map.of(
                    "mean", new Profile.Value.Number(new Measure.Average("amount")),
                    "places", new Profile.Value.Top(KeyField.of("location"), 3)));
    private static final ValueList VIP = new ValueList("vip", Set.of("anna", "10.0.0.1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a > 1 or b > 2 and c > 3               | ((a > 1) or ((b > 2) and (c > 3)))
            not a > 1 and b > 2                    | (not (a > 1) and (b > 2))
            a + 2 * b - 1 >= 3                     | (((a + (2 * b)) - 1) >= 3)
            (a + 2) * 3 < -b                       | (((a + 2) * 3) < (0 - b))
            (a > 1 or b > 2) and c == 'x'          | (((a > 1) or (b > 2)) and (c == "x"))
            a != "x y"                             | not (a == "x y")
            size > 5GB                             | (size > 5000000000)
            took > 2.5s and share >= 5%            | ((took > 2500) and (share >= 0.05))
            extra.amount > 3 * spend.mean          | (extra.amount > (3 * spend.mean))
            place not in spend.places              | not (place in spend.places)
            user IN list(vip)                      | (user in list(vip))
            exists(user) AND NOT exists(extra.geo) | (exists(user) and not exists(extra.geo))
            `user-agent` = "curl"                  | (`user-agent` == "curl")
            amount > -1_000                        | (amount > -1000)
            """)
    void anExpressionIsReadAndPrinted(String text, String printed) {
        assertThat(parse(text).print()).isEqualTo(printed);
        assertThat(parse(printed)).isEqualTo(parse(text));
    }

    @Test
    void letNamesFields() {
        Expression expression = ExpressionParser.parse(
                "amount > 3 * spend.mean", Map.of("amount", "extra.amount"), Map.of("spend", SPEND), Map.of());

        assertThat(expression.print()).isEqualTo("(extra.amount > (3 * spend.mean))");
        assertThat(expression.fields()).containsExactly("extra.amount");
        assertThat(expression.profiles()).containsExactly("spend");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount                    | 0  | expected a comparison
            amount >                  | 8  | expected a field, a number or a text
            amount > 5 amount         | 11 | unexpected 'amount'
            (amount > 5               | 11 | expected ')', not the end
            a > 1 and b               | 10 | expected a comparison
            (a > 1) + 2 > 3           | 0  | expected a field, a number or a text, not a comparison
            a in b                    | 5  | expected values of a profile or list(name)
            a in spend.mean           | 5  | spend.mean is a number
            a in spend.place          | 11 | unknown value of profile spend 'place', did you mean 'places'?
            a in list(vups)           | 10 | unknown list 'vups', did you mean 'vip'?
            a > 5XB                   | 5  | takes a number, a size such as 5GB
            a > 'x'                   | 4  | cannot order the text "x"
            a == 'x                   | 7  | missing '
            a # b                     | 2  | unexpected '#'
            exists(spend.mean)        | 7  | exists takes a field
            """)
    void errorsSayWhereAndWhat(String text, int at, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        WhenSyntaxException.class, e -> assertThat(e.position()).isEqualTo(at))
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> parse("(".repeat(3_000) + "a > 1" + ")".repeat(1_000)))
                .isInstanceOf(WhenSyntaxException.class)
                .hasMessageContaining("more than 50 levels");
        assertThatThrownBy(() -> parse("not ".repeat(1_000) + "a > 1")).isInstanceOf(WhenSyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount > 100                          | YES
            amount > 1000                         | NO
            missing > 1                           | UNKNOWN
            not missing > 1                       | UNKNOWN
            user > 1                              | UNKNOWN
            missing > 1 or amount > 100           | YES
            missing > 1 and amount > 1000         | NO
            missing > 1 and amount > 100          | UNKNOWN
            user == 'ANNA'                        | YES
            user in list(vip)                     | YES
            missing not in list(vip)              | UNKNOWN
            not exists(missing)                   | YES
            amount == '900.0'                     | YES
            amount / zero > 1                     | UNKNOWN
            amount % 7 > 1                        |
            place in spend.places                 | UNKNOWN
            amount > spend.mean or amount > 5     | YES
            """)
    void anEventIsAsked(String text, Verdict expected) {
        Map<String, String> fields =
                new HashMap<>(Map.of("amount", "900", "user", "Anna", "zero", "0", "place", "Kyiv"));

        if (expected == null) assertThatThrownBy(() -> parse(text)).isInstanceOf(WhenSyntaxException.class);
        else assertThat(parse(text).ask(fields::get)).isEqualTo(expected);
    }

    @Test
    void whatWasComparedIsExplained() {
        assertThat(parse("amount > 3 * other and user == 'anna' and amount < spend.mean")
                        .explain(Map.of("amount", "900", "user", "Anna")::get))
                .isEqualTo("amount: 900, user: Anna");
    }

    private static Expression parse(String text) {
        return ExpressionParser.parse(text, Map.of(), Map.of("spend", SPEND), Map.of("vip", VIP));
    }
}
