package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Severity;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
    @Test
    void whatARuleSaysAboutItselfIsKept() {
        SigmaSet set = Sigma.parse("""
                title: Shadow read
                id: 6f1c2a4e-0000-4000-8000-000000000001
                name: shadow
                status: test
                description: Somebody reads the passwords
                author: Anna, Bob
                references: [https://example.org/1, https://example.org/2]
                tags: [attack.t1003]
                falsepositives:
                - Backups
                level: high
                custom: is allowed
                logsource: {product: Test, definition: any text}
                detection:
                  s: {path: /etc/shadow}
                  condition: s
                """);

        assertThat(set.inactive()).isEmpty();
        SigmaRule rule = set.rules().getFirst();
        assertThat(rule.about())
                .isEqualTo(new SigmaAbout(
                        "f1.yml",
                        1,
                        "6f1c2a4e-0000-4000-8000-000000000001",
                        "shadow",
                        "Shadow read",
                        "Somebody reads the passwords",
                        "Anna, Bob",
                        "test",
                        SigmaLevel.HIGH,
                        List.of("attack.t1003"),
                        List.of("https://example.org/1", "https://example.org/2"),
                        List.of("Backups")));
        assertThat(rule.about().level().severity()).isEqualTo(Severity.HIGH);
        assertThat(rule.match().print()).isEqualTo("path:=\"/etc/shadow\"");
        assertThat(rule.map()).isEqualTo("plain");
    }

    @Test
    void whatIsNotSaidHasADefault() {
        SigmaAbout about = Sigma.parse(Sigma.rule("test", "s: {a: 1}\ncondition: s"))
                .rules()
                .getFirst()
                .about();

        assertThat(about.id()).isEqualTo("f1");
        assertThat(about.level()).isEqualTo(SigmaLevel.MEDIUM);
        assertThat(about.author()).isEmpty();
    }

    @Test
    void documentsOfAFileAreRulesOfTheirOwn() {
        String one = Sigma.rule("test", "s: {a: 1}\ncondition: s");
        String broken = Sigma.rule("test", "s: {a: 1}\ncondition: t");
        SigmaSet set = Sigma.parse(one + "---\n" + broken + "---\n" + one);

        assertThat(set.rules()).extracting(rule -> rule.about().id()).containsExactly("f1", "f1#3");
        assertThat(set.inactive()).extracting(Inactive::id).containsExactly("f1#2");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            status: deprecated      ~ STATUS      ~ its status is deprecated
            taxonomy: ecs           ~ UNSUPPORTED ~ taxonomy 'ecs' is not known: only sigma is
            action: global          ~ UNSUPPORTED ~ 'action' joins documents in a way that Sigma has given up
            level: hihg             ~ BROKEN      ~ unknown level 'hihg', did you mean 'high'?
            """)
    void someHeadsKeepARuleInactive(String line, Why why, String reason) {
        SigmaSet set = Sigma.parse(line + "\n" + Sigma.rule("test", "s: {a: 1}\ncondition: s"));

        assertThat(set.rules()).isEmpty();
        assertThat(set.inactive().getFirst().why()).isEqualTo(why);
        assertThat(set.inactive().getFirst().reasons().getFirst().problem().message())
                .isEqualTo(reason);
    }

    @Test
    void aLogSourceWithoutAMapKeepsARuleInactiveAndItsOtherFaultsAreFoundToo() {
        SigmaSet set = Sigma.parse(Sigma.rule("toaster", "s: {a|hot: 1}\ncondition: s"));

        assertThat(set.inactive().getFirst().reasons())
                .extracting(Inactive.Reason::why)
                .containsExactly(Why.BROKEN, Why.UNMAPPED);
        assertThat(set.inactive().getFirst().reasons().get(1).problem().message())
                .isEqualTo("no map fits the log source {product: toaster}");
    }

    @Test
    void aFieldWithoutANameKeepsARuleInactive() {
        SigmaSet set = Sigma.parse(
                Sigma.rule("mapped", "s: {Other: 1}\ncondition: s"),
                Sigma.rule("mapped", "s: {lost: 1}\ncondition: s"));

        assertThat(set.inactive()).extracting(Inactive::why).containsExactly(Why.UNMAPPED, Why.UNMAPPED);
    }

    @Test
    void fieldsAreNamedAsTheMapSays() {
        SigmaSet set = Sigma.parse(
                Sigma.rule("mapped", "s: {User: a, Ip|cidr: 10.0.0.0/8}\nt: {Ip: null}\ncondition: s or t"));

        assertThat(set.rules().getFirst().match().print())
                .isEqualTo("kind:app (user.name:=a (src:10.0.0.0/8 OR dst:10.0.0.0/8) OR -(src:* OR dst:*))");
    }

    @Test
    void theSecondRuleOfAnIdIsInactive() {
        String rule = "id: x\n" + Sigma.rule("test", "s: {a: 1}\ncondition: s");
        SigmaSet set = Sigma.parse(rule, rule);

        assertThat(set.rules()).hasSize(1);
        assertThat(set.inactive()).extracting(Inactive::why).containsExactly(Why.DUPLICATE);
        assertThat(set.inactive().getFirst().reasons().getFirst().problem())
                .hasToString("f2.yml:1:5: id 'x' is already used in f1.yml:1");
    }

    @Test
    void moreConditionsThanAQueryTakesAreSaid() {
        String values = "s: {a: [" + "x, ".repeat(10) + "1";
        StringBuilder many = new StringBuilder(values);
        for (int i = 0; i < 1024; i++) many.append(", v").append(i);

        assertThat(Sigma.reason(many + "]}\ncondition: s")).contains("at most 1024 fit");
    }

    @Test
    void mistakesAreWarnedOfAndTheRestIsNot() {
        Problems problems = new Problems();
        SigmaFiles.parse(
                Map.of(
                        "a.yml", Sigma.rule("test", "s: {a|hot: 1}\ncondition: s"),
                        "b.yml", Sigma.rule("toaster", "s: {a: 1}\ncondition: s")),
                Sigma.MAPS,
                Map.of(),
                problems);

        assertThat(problems.isEmpty()).isTrue();
        assertThat(problems.warnings())
                .extracting(Object::toString)
                .containsExactly("a.yml:4:7: unknown modifier 'hot'" + hint() + " (this Sigma rule is inactive)");
    }

    private static String hint() {
        return Nearest.hint("hot", Modifier.words());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            just text             ~ a Sigma document must be a mapping, not 'just text'
            title: x              ~ a Sigma document needs 'detection', 'correlation' or 'filter'
            title: [              ~ cannot read YAML: expected the node content, but found '<stream end>'
            detection: {}         ~ 'title' is required
            """)
    void whatIsNoRuleSaysSo(String text, String problem) {
        assertThat(Sigma.parse(text)
                        .inactive()
                        .getFirst()
                        .reasons()
                        .getFirst()
                        .problem()
                        .message())
                .isEqualTo(problem);
    }
}
