package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Limit;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Sort;
import io.tocsin.query.Pipe.Stats;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    /** What is typed, and the same as Tocsin writes it. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\u0001', textBlock = """
            a                                           => a
            a | count                                   => a | count
            a|count()                                   => a | count
            | count                                     => * | count
            * | count by service                        => * | count by service
            a OR b | count by service                   => a OR b | count by service
            * | COUNT(*) BY service                     => * | count by service
            * | stats count() by (service)              => * | count by service
            * | stats by                                => !
            * | sum(x), avg(y), p95(z), max(z) by s, 1m => * | sum(x), avg(y), p95(z), max(z) by s, 1m
            * | count by bucket(1m), service            => * | count by service, 1m
            * | count by time(90s)                      => * | count by 90s
            * | count by (_time:5m, service)            => * | count by service, 5m
            * | count by bin(60000ms)                   => * | count by 1m
            * | count by 7d                             => * | count by 7d
            * | count by 1w                             => * | count by 7d
            * | count by service level                  => * | count by service, level
            * | p1(x), p99.9(x), p99.99(x), median(x)   => * | p1(x), p99.9(x), p99.99(x), p50(x)
            * | mean(x), dc(user), perc95(x)            => * | avg(x), distinct(user), p95(x)
            * | distinct( user )                        => * | distinct(user)
            * | top 10 extra.ip                         => * | top 10 extra.ip
            * | top extra.ip                            => * | top 10 extra.ip
            * | top 5 by (extra.ip)                     => * | top 5 extra.ip
            * | top by extra.ip                         => * | top 10 extra.ip
            * | top 5 \\5                               => * | top 5 5
            * | count by x | sort count desc            => * | count by x | sort count desc
            * | count by x | sort -count                => * | count by x | sort count desc
            * | count by x | sort - count()             => * | count by x | sort count desc
            * | count by x | sort by (count desc)       => * | count by x | sort count desc
            * | count by x | sort x, -count             => * | count by x | sort count desc | sort x
            * | count by x | sort +x | limit 20         => * | count by x | sort x | limit 20
            * | median(a) by x | sort median(a)         => * | p50(a) by x | sort p50(a)
            * | count by 1h | sort _time desc | head 3  => * | count by 1h | sort time desc | limit 3
            * | count by my\\ field, "a,b", \\1m        => * | count by my\\ field, a\\,b, \\1m
            * | sum(a\\(b\\)), max("by") by \\by        => * | sum(a\\(b\\)), max(\\by) by \\by
            path:/login | count by path                 => path:"/login" | count by path
            /a|b/ | count                               => /a|b/ | count
            "a | count by x"                            => "a | count by x"
            f:"a|b" | count                             => f:"a|b" | count
            a || count                                  => a OR count
            \\|x | count                                 => \\|x | count
            """)
    void whatIsTypedIsUnderstood(String typed, String printed) {
        if (printed.equals("!")) {
            assertThatThrownBy(() -> Statement.parse(typed)).isInstanceOf(QuerySyntaxException.class);
            return;
        }
        Statement statement = Statement.parse(typed);

        assertThat(statement.print()).isEqualTo(printed);
        assertThat(Statement.parse(statement.print())).isEqualTo(statement);
    }

    /** What is typed, the place of the fault, and a part of what its author is told. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\u0001', textBlock = """
            a | cuont by service                => 4  => did you mean 'count'?
            a | conut()                         => 4  => did you mean 'count'?
            a | averge(x)                       => 4  => known are count, sum, avg
            a | stats cuont                     => 10 => did you mean 'count'?
            a | count, smu(x)                   => 11 => did you mean 'sum'?
            a | tpo x                           => 4  => did you mean 'top'?
            a | srot x                          => 4  => did you mean 'sort'?
            a | "count"x                        => 11 => cannot read 'x' here
            a | p100(x)                         => 4  => cannot calculate 'p100'
            a | p0(x)                           => 4  => cannot calculate 'p0'
            a |                                 => 3  => cannot find a pipe after '|'
            a | | count                         => 4  => cannot find a pipe after '|'
            a | count | count by x              => 12 => cannot make a table of a table
            a | count | top 5 x                 => 12 => cannot make a table of a table
            a | sort count                      => 4  => works on a table
            a | limit 5                         => 4  => works on a table
            a | sum                             => 4  => cannot calculate sum of nothing: write sum(field)
            a | sum()                           => 4  => write sum(field)
            a | sum(x                           => 7  => cannot find the ')'
            a | count(x)                        => 4  => count counts events
            a | sum(x*)                         => 8  => cannot use a wildcard
            a | max(time)                       => 4  => cannot calculate max of time
            a | distinct(_id)                   => 4  => cannot calculate distinct of _id
            a | count by                        => 12 => write a field or a duration
            a | count by time                   => 13 => write a duration, as by 1m
            a | count by _id                    => 13 => every event has its own
            a | count by _exists_               => 13 => cannot ask field '_exists_'
            a | count by 1m, 5m                 => 17 => cannot use a second stretch of time
            a | count by bucket(1y)             => 20 => cannot read the duration '1y'
            a | count by time(0s)               => 18 => whole milliseconds, from 1ms to 366d
            a | count by 500d                   => 13 => from 1ms to 366d
            a | count by x, x                   => 4  => twice
            a | count, count                    => 4  => twice
            a | count service                   => 10 => 'by' before fields
            a | count as c                      => 10 => cannot rename a column
            a | count by (x                     => 13 => cannot find the ')'
            a | top 0 x                         => 4  => from 1 to 10000
            a | top 5                           => 9  => write top 10 field
            a | top                             => 7  => write top 10 field
            a | count | limit                   => 17 => write limit 20
            a | count | limit x                 => 18 => write one from 1 to 10000
            a | count | limit 10001             => 18 => from 1 to 10000
            a | count by x | sort cuont         => 22 => did you mean 'count'? (it has x, count)
            a | count by x | sort sum(y)        => 22 => the table has no such column
            (a | count)                         => 3  => cannot use '|' inside parentheses
            a AND | count                       => 6  => a condition is missing
            a:| count                           => 2  => cannot find a value after 'a:'
            time>-15m | count                   => 5  => must mean the same at any time
            """)
    void whatIsWrongIsSaidWithItsPlaceAndTheCure(String typed, int position, String said) {
        QuerySyntaxException error = catchThrowableOfType(QuerySyntaxException.class, () -> Statement.parse(typed));

        assertThat(error)
                .hasMessageContaining(said)
                .hasMessageStartingWith("cannot ")
                .hasMessageEndingWith("(at character " + (position + 1) + " of the query)");
        assertThat(error.position()).isEqualTo(position);
    }

    @Test
    void relativeTimesBecomeAbsoluteBeforeThePipe() {
        Statement statement = Statement.parse("time>-15m | count by 1m", Events.TIME);

        assertThat(statement.query()).isEqualTo(Query.parse("time>-15m", Events.TIME));
        assertThat(statement.print()).isEqualTo("time>2026-11-20T09\\:45\\:00Z | count by 1m".replace("\\", ""));
    }

    @Test
    void thePartsAreThoseThatWereWritten() {
        Statement statement =
                Statement.parse("x | count, p99.9(duration_ms) by service, 5m | sort -count | limit 3", Events.TIME);

        assertThat(statement.isTable()).isTrue();
        assertThat(statement.pipes())
                .containsExactly(
                        new Stats(
                                List.of(Measure.count(), new Measure(Kind.PERCENTILE, "duration_ms", 0.999)),
                                List.of("service"),
                                Duration.ofMinutes(5)),
                        new Sort("count", true),
                        new Limit(3));
        assertThat(statement.stats())
                .extracting(Stats::columns)
                .isEqualTo(List.of("time", "service", "count", "p99.9(duration_ms)"));
    }

    @Test
    void withoutPipesEventsAreListed() {
        assertThat(Statement.parse("a").isTable()).isFalse();
        assertThat(Statement.parse("a").stats()).isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN, 0.12345, 0.000001})
    void aQuantileThatCannotBeWrittenIsRefused(double quantile) {
        assertThatThrownBy(() -> Measure.percentile("x", quantile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot use the quantile");
    }

    @Test
    void tooManyOfEverythingIsRefused() {
        assertRefused("* | count" + ", sum(x)".repeat(16), "at most 16 are allowed");
        assertRefused("* | count by a,b,c,d,e,f,g,h,i", "at most 8 are allowed");
        assertRefused("* | count" + " | limit 5".repeat(16), "at most 16 are allowed");
    }

    private static void assertRefused(String text, String said) {
        assertThatThrownBy(() -> Statement.parse(text))
                .isInstanceOf(QuerySyntaxException.class)
                .hasMessageContaining(said);
    }
}
