package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final String SELECTIONS = """
            a: {a: 1}
            b: {b: 1}
            sel_x: {x: 1}
            sel_y: {y: 1}
            sel_z: {z: 1}
            _hidden: {h: 1}
            """;

    /** The event has the fields that are named, each with the value 1. */
    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', emptyValue = "", textBlock = """
            a                            ~ a     ~ true
            a                            ~ b     ~ false
            a and b                      ~ ab    ~ true
            a and b                      ~ a     ~ false
            a or b                       ~ b     ~ true
            a OR b AND sel_x             ~ a     ~ true
            (a or b) and sel_x           ~ a     ~ false
            a or b and sel_x             ~ b     ~ false
            not a                        ~ b     ~ true
            not a and b                  ~ b     ~ true
            not (a and b)                ~ a     ~ true
            not not a                    ~ a     ~ true
            a and not 1 of sel_*         ~ a     ~ true
            a and not 1 of sel_*         ~ ay    ~ false
            1 of sel_*                   ~ z     ~ true
            any of sel_*                 ~ z     ~ true
            1 of sel_*                   ~ ab    ~ false
            all of sel_*                 ~ xyz   ~ true
            all of sel_*                 ~ xy    ~ false
            2 of sel_*                   ~ xz    ~ true
            2 of sel_*                   ~ z     ~ false
            1 of them                    ~ h     ~ false
            1 of them                    ~ b     ~ true
            all of them                  ~ abxyz ~ true
            all of them                  ~ abxy  ~ false
            1 of *_y                     ~ y     ~ true
            1 of s*x                     ~ x     ~ true
            1 of _hidden                 ~ h     ~ true
            [a, b]                       ~ b     ~ true
            [a and b, sel_x]             ~ b     ~ false
            """)
    void joinsSelections(String condition, String fields, boolean found) {
        List<String> pairs = new ArrayList<>();
        fields.chars().forEach(c -> pairs.addAll(List.of(Character.toString(c), "1")));

        assertThat(Sigma.query(SELECTIONS + "condition: " + condition)
                        .matches(Sigma.event(pairs.toArray(String[]::new))))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            sel_w            ~ unknown selection 'sel_w' in the condition, did you mean 'sel_x'?
            1 of sex_*       ~ no selection is named like 'sex_*', did you mean 'sel_x'?
            a and            ~ a selection is missing at the end of the condition
            a b              ~ cannot read the condition from 'b' on: 'and' or 'or' is missing before it, or a parenthesis is not open
            (a               ~ a ')' is missing in the condition
            a)               ~ cannot read the condition from ')' on: 'and' or 'or' is missing before it, or a parenthesis is not open
            or a             ~ a selection is missing before 'or'
            9 of sel_*       ~ cannot read '9 of' 3 selections: write 1, all, or a number up to that
            some of sel_*    ~ cannot read 'some of' 3 selections: write 1, all, or a number up to that
            1 of             ~ a selection is missing after 'of'
            a | near b       ~ the aggregation 'near b' has no translation: write a correlation document
            """)
    void whatIsWrongIsSaid(String condition, String problem) {
        assertThat(Sigma.reason(SELECTIONS + "condition: '" + condition + "'")).endsWith(": " + problem);
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        assertThat(Sigma.reason(SELECTIONS + "condition: '" + "(".repeat(4000) + "'"))
                .contains("nested deeper");
        assertThat(Sigma.reason(SELECTIONS + "condition: " + "not ".repeat(2000) + "a"))
                .contains("nested deeper");
        assertThat(Sigma.reason(SELECTIONS + "condition: " + "a or ".repeat(5000) + "a"))
                .contains("longer than");
    }

    @Test
    void aMapIsAndAListIsOrAndAWordIsAKeyword() {
        assertThat(finds("s: {a: 1, b: 2}", "a", "1")).isFalse();
        assertThat(finds("s: [{a: 1}, {b: 2}]", "a", "1")).isTrue();
        assertThat(finds("s: [event::clear, x]", "m", "an Event::Clear here")).isTrue();
        assertThat(finds("s: [event::clear, x]", "m", "event clear")).isFalse();
        assertThat(finds("s: [{a: 1}, word]", "m", "sWords")).isTrue();
        assertThat(finds("s: word", "m", "words")).isTrue();
        assertThat(finds("s: {'|all': [a, b]}", "m", "xbxa")).isTrue();
        assertThat(finds("s: {'|all': [a, b]}", "m", "xb")).isFalse();
        assertThat(finds("s: {'|re': 'a.c'}", "m", "xabcx")).isTrue();
        assertThat(finds("s: {'|cased': [aB]}", "m", "xaBx")).isTrue();
        assertThat(finds("s: {'|cased': [aB]}", "m", "xabx")).isFalse();
        assertThat(finds("s: ['a*c']", "m", "x abbc x")).isTrue();
    }

    private static boolean finds(String selection, String... pairs) {
        return Sigma.query(selection + "\ncondition: s").matches(Sigma.event(pairs));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            s: {}          ~ selection 's' is empty
            s: []          ~ selection 's' is empty
            s: null        ~ selection 's' is empty
            s: [[a]]       ~ a list must not hold another list
            s: [null]      ~ selection 's' is empty
            """)
    void emptySelectionsAreRefused(String selection, String problem) {
        assertThat(Sigma.reason(selection + "\ncondition: s")).endsWith(": " + problem);
    }

    @Test
    void aConditionIsRequired() {
        assertThat(Sigma.reason("s: {a: 1}")).endsWith("'condition' is required");
        assertThat(Sigma.reason("s: {a: 1}\ncondition: {x: y}")).endsWith("a condition must be a text, not a mapping");
    }
}
