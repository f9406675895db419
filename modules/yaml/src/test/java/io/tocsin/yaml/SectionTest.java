package io.tocsin.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SectionTest {
    private final Problems problems = new Problems();

    @Test
    void anUnknownKeyIsReportedWithItsPlaceAndTheNearestKnownOne() {
        Section section = read("group_wait: 30s\ngroup_intervall: 5m\n");

        section.duration("group_wait", Duration.ZERO);
        section.duration("group_interval", Duration.ZERO);
        section.done();

        assertThat(problems).hasToString("f.yml:2:1: unknown key 'group_intervall', did you mean 'group_interval'?");
    }

    @Test
    void allProblemsAreFoundInOneReading() {
        Section section = read("wait: soon\ncount: many\nflag: maybe\nname: [a]\n");

        section.duration("wait", Duration.ZERO);
        section.number("count", 0);
        section.flag("flag", false);
        section.text("name");

        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.yml:1:7: 'wait' must be a duration such as 30s, 5m or 1h30m, not 'soon'",
                        "f.yml:2:8: 'count' must be a whole number, not 'many'",
                        "f.yml:3:7: 'flag' must be true or false, not 'maybe'",
                        "f.yml:4:7: 'name' must be a text, not a list");
    }

    @Test
    void aKeyGivenTwiceIsAProblemAndTheFirstCounts() {
        Section section = read("a: 1\na: 2\n");

        assertThat(section.text("a")).isEqualTo("1");
        assertThat(problems).hasToString("f.yml:2:1: key 'a' is given twice");
    }

    @Test
    void brokenYamlIsAProblemWithItsLine() {
        YamlFile.read("f.yml", "a: [1, 2\nb: 3\n", problems);

        assertThat(problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(2));
    }

    @Test
    void aBombOfAliasesIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String below = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (below + ", ").repeat(9) + below));
        }

        YamlFile.read("f.yml", bomb.toString(), problems);

        assertThat(problems.isEmpty()).isFalse();
    }

    @Test
    void nullAndAbsentAreTheSame() {
        Section section = read("a: ~\nb:\n");

        assertThat(section.text("a", "x")).isEqualTo("x");
        assertThat(section.list("b")).isEmpty();
        assertThat(section.section("c")).isNull();
    }

    @Test
    void oneTextIsAListOfOne() {
        assertThat(read("to: a@example.org").texts("to")).containsExactly("a@example.org");
    }

    @Test
    void durationsAreReadAndPrinted() {
        assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Durations.parse("1w")).isEqualTo(Duration.ofDays(7));
        assertThat(Durations.parse("100ms")).isEqualTo(Duration.ofMillis(100));
        assertThat(Durations.parse("30m1h")).isNull();
        assertThat(Durations.parse("99999999999999y")).isNull();
        assertThat(Durations.print(Duration.ofMinutes(90))).isEqualTo("1h30m");
    }

    @Test
    void everythingWrongIsInTheException() {
        problems.add(new Mark("f.yml", 3, 4), "no");

        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(ConfigException.class)
                .hasMessage("f.yml:3:4: no");
    }

    private Section read(String text) {
        Yaml node = Objects.requireNonNull(YamlFile.read("f.yml", text, problems));
        return Section.of(node, "the file", problems);
    }
}
