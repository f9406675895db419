package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each modifier finds, and what it leaves; the line is YAML, the value is that of field {@code f}. */
class ModifierTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', nullValues = "-", emptyValue = "", textBlock = """
            f: abc                             ~ ABC                     ~ true
            f: abc                             ~ abc d                   ~ false
            f: 4624                            ~ 4624                    ~ true
            f: 4624                            ~ 46245                   ~ false
            f: 'a*c'                           ~ a b c                   ~ true
            f: 'a?c'                           ~ abbc                    ~ false
            f: 'a\\*c'                         ~ a*c                     ~ true
            f: 'a\\*c'                         ~ abc                     ~ false
            f: 'C:\\Windows'                   ~ c:\\windows             ~ true
            f: 'C:\\\\Windows'                 ~ c:\\windows             ~ true
            f: 'C:\\\\*'                       ~ C:\\temp                ~ true
            f: 'C:\\\\\\*'                     ~ C:\\*                   ~ true
            f: 'C:\\\\\\*'                     ~ C:\\temp                ~ false
            f: '*'                             ~ x                       ~ true
            f: '*'                             ~ -                       ~ false
            f: ''                              ~ x                       ~ false
            f: null                            ~ -                       ~ true
            f: null                            ~ x                       ~ false
            f: [a, null]                       ~ -                       ~ true
            f: [a, b]                          ~ b                       ~ true
            f: [a, b]                          ~ c                       ~ false
            f|contains: b c                    ~ a b c d                 ~ true
            f|contains: b c                    ~ b-c                     ~ false
            f|startswith: ab                   ~ ABC d                   ~ true
            f|startswith: ab                   ~ x ab                    ~ false
            f|endswith: '\\cmd.exe'            ~ C:\\CMD.EXE             ~ true
            f|endswith: '\\cmd.exe'            ~ \\cmd.exe x             ~ false
            f|contains|all: [a, b]             ~ xbya                    ~ true
            f|contains|all: [a, b]             ~ xb                      ~ false
            f|re: '^a.c$'                      ~ abc                     ~ true
            f|re: '^a.c$'                      ~ ABC                     ~ false
            f|re: 'b+'                         ~ abbc                    ~ true
            f|re|i: '^a.c$'                    ~ ABC                     ~ true
            f|re|ignorecase: 'a'               ~ A                       ~ true
            f|re|m: '^b$'                      ~ a=b                     ~ false
            f|cidr: 10.0.0.0/8                 ~ 10.1.2.3                ~ true
            f|cidr: 10.0.0.0/8                 ~ 11.1.2.3                ~ false
            f|cidr: [fe80::/10, 10.0.0.1]      ~ 10.0.0.1                ~ true
            f|base64: abc                      ~ YWJj                    ~ true
            f|base64|contains: abc             ~ xYWJjx                  ~ true
            f|base64: abc                      ~ abc                     ~ false
            f|base64offset|contains: http      ~ aHR0cA                  ~ true
            f|base64offset|contains: http      ~ eGh0dHA=                ~ true
            f|base64offset|contains: http      ~ eHhodHRw                ~ true
            f|base64offset|contains: http      ~ http                    ~ false
            f|wide|base64: abc                 ~ YQBiAGMA                ~ true
            f|utf16le|base64: abc              ~ YQBiAGMA                ~ true
            f|utf16be|base64: abc              ~ AGEAYgBj                ~ true
            f|utf16|base64: abc                ~ //5hAGIAYwA=            ~ true
            f|wide|base64offset|contains: ab   ~ YQBiA                   ~ true
            f|contains|windash: ' -enc '       ~ x /enc y                ~ true
            f|contains|windash: ' -enc '       ~ x \u2014enc y           ~ true
            f|contains|windash: ' -enc '       ~ x +enc y                ~ false
            f|windash|contains: 'a-b'          ~ a/b                     ~ false
            f|windash|contains: '-a -b -c'     ~ x /a -b \u2013c y       ~ true
            f|windash|contains: '-a -b -c'     ~ x /a -b c y             ~ false
            f|windash: '-a /b'                 ~ /a -b                   ~ true
            f|expand: '%admins%'               ~ ADM_bob                 ~ true
            f|expand: '%admins%'               ~ bob                     ~ false
            f|expand: 'x\\%y%admins%'          ~ x%yroot                 ~ true
            f: '%admins%'                      ~ %admins%                ~ true
            f|cidr|expand: '%nets%'            ~ 192.168.1.1             ~ true
            f|fieldref: g                      ~ other                   ~ true
            f|fieldref: g                      ~ another                 ~ false
            f|fieldref|endswith: g             ~ another                 ~ true
            f|fieldref|startswith: g           ~ Otherwise               ~ true
            f|fieldref|contains: g             ~ b                       ~ false
            f|fieldref|neq: g                  ~ another                 ~ true
            f|exists: true                     ~ x                       ~ true
            f|exists: true                     ~ -                       ~ false
            f|exists: false                    ~ -                       ~ true
            f|exists: no                       ~ x                       ~ false
            f|cased: Abc                       ~ Abc                     ~ true
            f|cased: Abc                       ~ abc                     ~ false
            f|contains|cased: b                ~ aBc                     ~ false
            f|lt: 5                            ~ 4                       ~ true
            f|lt: 5                            ~ 5                       ~ false
            f|lte: 5                           ~ 5.0                     ~ true
            f|gt: 5                            ~ 10                      ~ true
            f|gt: 5                            ~ x                       ~ false
            f|gte: 5                           ~ 4                       ~ false
            f|neq: a                           ~ b                       ~ true
            f|neq: a                           ~ A                       ~ false
            f|neq: [a, b]                      ~ b                       ~ false
            f|minute: 5                        ~ 2026-11-20T10:05:00Z    ~ true
            f|hour|gte: 22                     ~ 2026-11-20T23:00:00Z    ~ true
            f|hour|lt: 6                       ~ 2026-11-20T06:00:00Z    ~ false
            f|day|lte: 20                      ~ 2026-11-20              ~ true
            f|week: 47                         ~ 2026-11-20              ~ true
            f|month|gt: 10                     ~ 2026-11-20              ~ true
            f|year: 2025                       ~ 2026-11-20              ~ false
            """)
    void findsOrLeaves(String line, String value, boolean found) {
        Query query = Sigma.line(line);

        assertThat(query.matches(
                        "-".equals(value) || value == null
                                ? Sigma.event("g", "Other")
                                : Sigma.event("f", value, "g", "Other")))
                .isEqualTo(found);
        assertThat(Query.parse(query.print())).isEqualTo(query);
    }

    @Test
    void linesOfRegularExpressionsAreOneTextUnlessTheRuleSaysOtherwise() {
        assertThat(Sigma.line("f|re: '^b'").matches(Sigma.event("f", "a\nb"))).isFalse();
        assertThat(Sigma.line("f|re|m: '^b'").matches(Sigma.event("f", "a\nb"))).isTrue();
        assertThat(Sigma.line("f|re: 'a.b'").matches(Sigma.event("f", "a\nb"))).isFalse();
        assertThat(Sigma.line("f|re|s: 'a.b'").matches(Sigma.event("f", "a\nb")))
                .isTrue();
    }

    @Test
    void anEmptyTextIsAValueAndNothingIsNone() {
        assertThat(Sigma.line("f: ''").matches(Sigma.event("f", ""))).isTrue();
        assertThat(Sigma.line("f: ''").matches(Sigma.event())).isFalse();
        assertThat(Sigma.line("f: null").matches(Sigma.event("f", ""))).isFalse();
    }

    @Test
    void aLevelIsFoundInEverySpelling() {
        assertThat(Sigma.line("level: warning").matches(Sigma.event("level", "WARN")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            f|contians: a            ~ f1.yml:5:5: unknown modifier 'contians', did you mean 'contains'?
            f|: a                    ~ f1.yml:5:5: a modifier is missing behind '|'
            f|re|contains: a         ~ f1.yml:5:5: modifier 'contains' does not go with the others of 're|contains'
            f|contains|endswith: a   ~ f1.yml:5:5: 'contains|endswith' has two modifiers of which only one can hold
            f|i: a                   ~ f1.yml:5:5: modifier 'i' does not go with the others of 'i'
            f|wide: a                ~ f1.yml:5:5: 'wide' needs base64 or base64offset behind the encoding
            f|base64: a*             ~ f1.yml:5:15: what base64 encodes can have no wildcard
            f|exists: maybe          ~ f1.yml:5:15: 'exists' must be true or false, not 'maybe'
            f|lt: many               ~ f1.yml:5:11: a number must follow this modifier, not 'many'
            f|hour: noon             ~ f1.yml:5:13: 'hour' must be a whole number, not 'noon'
            f|hour: 24               ~ f1.yml:5:13: cannot ask for hour 24-24: it goes from 0 to 23
            f|cidr: 10.0.0.0/99      ~ f1.yml:5:13: cannot read address block '10.0.0.0/99': after the slash stands a number from 0 to 32; put it in quotes to find that text
            f|re: '(?=a)b'           ~ f1.yml:5:11: cannot read regular expression /(?-i)(?=a)b/: invalid or unsupported Perl syntax (RE2 syntax: no look-around, no back-references)
            f|contains: null         ~ f1.yml:5:17: null goes with no modifier but neq
            f|expand: '%adminz%'     ~ f1.yml:5:15: the list 'adminz' for %adminz% is not supplied, did you mean 'admins'?
            f|expand: '%none%'       ~ f1.yml:5:15: the list 'none' for %none% is empty
            f: []                    ~ f1.yml:5:5: the list of values is empty
            f: {a: b}                ~ f1.yml:5:8: a value must be a text, a number or nothing, not a mapping
            '|exists': true          ~ f1.yml:5:5: these modifiers need a field name before them: keywords are looked for in any value
            """)
    void whatIsWrongSaysWhereAndWhatWouldBeRight(String line, String problem) {
        assertThat(Sigma.reason("selection:\n  " + line + "\ncondition: selection"))
                .isEqualTo(problem);
    }
}
