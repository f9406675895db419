package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sigma.Inactive.Why;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final String RULE = "id: r\nname: rule\n" + Sigma.rule("mapped", "s: {User: a}\ncondition: s");

    private static String filter(String rules, String source, String condition) {
        return "title: Filter\nid: filter\nlogsource: {product: " + source + "}\nfilter:\n  rules: " + rules
                + "\n  admin: {User|startswith: adm}\n  condition: " + condition + "\n";
    }

    private static String match(SigmaSet set) {
        return set.rules().getFirst().match().print();
    }

    @Test
    void itIsLaidOnItsRulesAsItIsWritten() {
        assertThat(match(Sigma.parse(RULE, filter("[r]", "mapped", "not admin"))))
                .isEqualTo("kind:app user.name:=a -user.name:=adm*");
        assertThat(match(Sigma.parse(filter("[rule]", "mapped", "admin"), RULE)))
                .isEqualTo("kind:app user.name:=a user.name:=adm*");
        assertThat(match(Sigma.parse(RULE, filter("any", "mapped", "not admin"))))
                .contains("-user");
    }

    @Test
    void itLeavesOtherRulesAlone() {
        SigmaSet set = Sigma.parse(RULE, filter("[other]", "mapped", "not admin"));

        assertThat(match(set)).doesNotContain("-user");
        assertThat(set.inactive()).extracting(Inactive::why).containsExactly(Why.DEPENDS);
    }

    @Test
    void itLeavesOtherSourcesAlone() {
        SigmaSet set = Sigma.parse(RULE, filter("[r]", "test", "not admin"));

        assertThat(match(set)).doesNotContain("-user");
        assertThat(set.inactive().getFirst().reasons().getFirst().problem().message())
                .isEqualTo("none of its rules is active with the log source {product: test}");
    }

    @Test
    void aWiderSourceIsMeantToo() {
        String rule = RULE.replace("{product: mapped}", "{product: mapped, category: login}");

        assertThat(match(Sigma.parse(rule, filter("[r]", "mapped", "not admin"))))
                .contains("-user");
    }

    @Test
    void aBrokenOneIsLeftOutAndItsRulesStay() {
        SigmaSet set = Sigma.parse(RULE, filter("[r]", "mapped", "not admni"));

        assertThat(match(set)).doesNotContain("-user");
        assertThat(set.inactive().getFirst().reasons().getFirst().problem().message())
                .isEqualTo("unknown selection 'admni' in the condition, did you mean 'admin'?");
    }
}
