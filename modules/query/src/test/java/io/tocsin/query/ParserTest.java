package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    /** What is typed, and the same as Tocsin writes it. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\u0001', textBlock = """
            *                                  => *
            *:*                                => *
            a b                                => a b
            a AND b && c                       => a b c
            a OR b || c                        => a OR b OR c
            a b OR c d                         => a b OR c d
            a (b OR c) d                       => a (b OR c) d
            ((a))                              => a
            NOT a                              => -a
            ! a                                => -a
            !a -b NOT(c d)                     => -a -b -(c d)
            --a                                => --a
            NOT a OR b                         => -a OR b
            and or not                         => and or not
            \\AND                              => \\AND
            "AND"                              => "AND"
            f:"AND"                            => f:"AND"
            NOT:x                              => \\NOT:x
            a-b                                => a-b
            \\-a                               => \\-a
            "a \\"b\\" c"                      => "a \\"b\\" c"
            "C:\\temp"                         => "C:\\\\temp"
            pool\\ exhausted                   => pool\\ exhausted
            f:x                                => f:x
            f : x                              => f:x
            f=x                                => f:x
            f==x                               => f:x
            f = x                              => f:x
            f!=x                               => -f:x
            f != x                             => -f:x
            -f!=x                              => --f:x
            f:a:b=c                            => f:"a:b=c"
            f:a:b                              => f:a:b
            my\\ field:x                       => my\\ field:x
            f\\:g:x                            => f\\:g:x
            f:-5                               => f:-5
            f:""                               => f:""
            f:pool\\ exhausted                 => f:"pool exhausted"
            f:(a OR b)                         => f:a OR f:b
            f:(a -b)                           => f:a -f:b
            f:(a "b c" d* /e/ [1 TO 2] >3)     => f:a f:"b c" f:d* f:/e/ f:[1 TO 2] f>3
            f!=(a OR b)                        => -(f:a OR f:b)
            f:(*)                              => f:*
            f:((a))                            => f:a
            f:*                                => f:*
            f:**                               => f:*
            _exists_:f                         => f:*
            f:a*b?                             => f:a*b?
            f:\\*                              => f:"*"
            f:a\\**                            => f:a\\**
            pay*                               => pay*
            -pay*                              => -pay*
            f:>5                               => f>5
            f>5                                => f>5
            f > 5                              => f>5
            f:<= 5                             => f<=5
            f>-5                               => f>-5
            f<"a b"                            => f<"a b"
            f>"*"                              => f>"*"
            f:[1 TO 5]                         => f:[1 TO 5]
            f:{1 TO 5}                         => f:{1 TO 5}
            f:[ 1  TO  * }                     => f:[1 TO *}
            f:["a b" TO "TO"]                  => f:["a b" TO "TO"]
            f:[* TO *]                         => f:*
            f:[a TO b](c)                      => f:[a TO b] c
            ip:10.0.0.0/8                      => ip:10.0.0.0/8
            ip:::1/128                         => ip:::1/128
            ip:(10.0.0.0/8 OR ::/0)            => ip:10.0.0.0/8 OR ip:::/0
            f:/a b/                            => f:/a b/
            f:/a\\/b/                          => f:/a\\/b/
            f:/[/]/                            => f:"/[/]/"
            /a|b/ c                            => /a|b/ c
            (/a b/)                            => /a b/
            /a:\\ /                            => /a:\\ /
            /api/health                        => \\/api/health
            path:/health                       => path:"/health"
            path:/a url:/                      => path:"/a" url:"/"
            http://a/b                         => http\\://a/b
            a(b)c                              => a b c
            time:2026-11-20                    => time:[2026-11-20 TO 2026-11-21}
            time>2026-12-31                    => time>=2027-01-01
            time:1795168800                    => time:[1795168800 TO 1795168800]
            time:2026-11-20T10*                => time:2026-11-20T10*
            """)
    void whatIsTypedIsUnderstood(String typed, String printed) {
        Query query = Query.parse(typed);

        assertThat(query.print()).isEqualTo(printed);
        assertThat(Query.parse(query.print())).isEqualTo(query);
    }

    /** What is typed, the place of the fault, and a part of what its author is told. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\u0001', textBlock = """
            a | count by service => 2 => pipes are not supported here
            a|b                  => 1 => pipes are not supported here
            a AND                => 5 => a condition is missing
            a OR                 => 4 => a condition is missing
            NOT                  => 3 => a condition is missing
            AND a                => 0 => a condition is missing before it; put it in quotes
            a OR OR b            => 5 => cannot use OR here
            a && && b            => 5 => cannot use && here
            || a                 => 0 => cannot use || here
            ()                   => 1 => a condition is missing before ')'
            a)                   => 1 => cannot close what is not open
            (a                   => 0 => cannot find the ')'
            (a OR (b)            => 0 => cannot find the ')'
            a -                  => 2 => put '-' directly before a condition
            a - b                => 2 => put '-' directly before a condition
            "a                   => 0 => cannot find the end of this quote
            f:"a                 => 2 => cannot find the end of this quote
            a"b"                 => 1 => cannot start a quote inside a word
            a\\                  => 1 => cannot end with a backslash
            :x                   => 0 => put a field name before the operator
            a OR =x              => 5 => put a field name before the operator
            "a":x                => 3 => put a field name before the operator
            f:                   => 2 => "" for the empty text, or * for any
            f:)                  => 2 => cannot find a value after 'f:'
            f: AND b             => 3 => cannot use AND as a value
            f>                   => 2 => cannot find a value after 'f>'
            f>a*                 => 2 => wildcards have no order
            f=<5                 => 1 => write <= or >=
            f*:x                 => 0 => cannot use a wildcard in the field name
            *:x                  => 0 => cannot use a wildcard in the field name
            _exists_:a*          => 9 => name one field
            _exists_>5           => 0 => write _exists_:field
            f:[1 5]              => 2 => cannot read this range
            f:[1 TO 5            => 2 => cannot read this range
            f:[1 TO ]            => 8 => cannot find a value after 'TO'
            f:[a* TO b]          => 3 => wildcards have no order
            f:["*" TO b]         => 3 => it stands for an open end
            f:[ERROR] x          => 2 => put a value that starts with a bracket in quotes
            ip:10.0.0.0/99       => 3 => a number from 0 to 32
            x f:/(/              => 4 => cannot read regular expression
            /(?=a)/              => 0 => no look-around
            ...                  => 0 => no letter or digit
            time:soon            => 5 => cannot compare time with 'soon'
            time>-15m            => 5 => must mean the same at any time
            time:now             => 5 => must mean the same at any time
            """)
    void whatIsWrongIsSaidWithItsPlaceAndTheCure(String typed, int position, String said) {
        QuerySyntaxException error = catchThrowableOfType(QuerySyntaxException.class, () -> Query.parse(typed));

        assertThat(error)
                .hasMessageContaining(said)
                .hasMessageStartingWith("cannot ")
                .hasMessageEndingWith("(at character " + (position + 1) + " of the query)");
        assertThat(error.position()).isEqualTo(position);
    }

    @Test
    void theExampleOfTheManualIsUnderstood() {
        Query query = Query.parse("level:ERROR service:payment_api \"pool exhausted\" duration_ms>2000 extra.status:5*"
                + " -path:/health (user:anna OR user:bob) _exists:trace_id");

        assertThat(query.fields())
                .containsExactly("level", "service", "duration_ms", "extra.status", "path", "user", "trace_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "-15m", "now-2h", "now+1d", "-1w", "-500ms", "-30s"})
    void relativeTimesAreReadWhereThereIsANow(String time) {
        assertThat(Query.parse("time>" + time, Events.TIME).print()).startsWith("time>20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "-15y", "now-", "-m", "now15m", "-9999999m", "now-15"})
    void otherRelativeTimesAreRefused(String time) {
        assertThatThrownBy(() -> Query.parse("time>" + time, Events.TIME)).isInstanceOf(QuerySyntaxException.class);
    }

    @Test
    void nestingBeyondTheLimitIsRefusedAndNotFatal() {
        for (String opening : new String[] {"(", "-", "NOT ", "!", "f:(", "-("}) {
            assertThatThrownBy(() -> Query.parse(opening.repeat(5_000) + "a"))
                    .isInstanceOf(QuerySyntaxException.class)
                    .hasMessageContaining("at most " + Shape.MAX_DEPTH + " levels");
        }
    }

    @Test
    void aTextTooLongIsRefused() {
        assertThatThrownBy(() -> Query.parse("a".repeat(Parser.MAX_LENGTH + 1)))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageContaining("at most " + Parser.MAX_LENGTH);
    }

    @Test
    void tooManyConditionsAreRefused() {
        assertThatThrownBy(() -> Query.parse("a ".repeat(Shape.MAX_TERMS + 1)))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageContaining("at most " + Shape.MAX_TERMS);
    }
}
