package io.tocsin.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredTextTest {
    @ParameterizedTest
    @CsvSource({"*abc*,abc", "Login*,login", "a*bc?d,a bc d", "\\*bc*,*bc", "*ΣΑ*,σα", "?*,''"})
    void aWildcardRequiresWhatIsNotOpen(String pattern, String texts) {
        assertThat(String.join(" ", RequiredText.ofWildcard(pattern))).isEqualTo(texts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abc;abc",
                "^abc$;abc",
                "ABC.*d+e;abc d e",
                "logi?n;log n",
                "po{2}l;p l",
                "pool*abc;poo abc",
                "login(_failed)?;login",
                "api\\/login;api/login",
                "a[]b]c;a c",
                "a[[:alpha:]]c;a c",
                "x(a[)]b)y;x y",
                "abc\\b\\d;abc",
                "abé*c;ab c",
                "a{b;b",
                "a|b;''",
                "ab\\x63;''",
                "a\\Qb|c\\E;''",
                "(\\Qa)b\\E);''"
            })
    void anExpressionRequiresWhatStandsAtItsTop(String pattern, String texts) {
        assertThat(String.join(" ", RequiredText.ofRegex(pattern))).isEqualTo(texts);
    }

    @Test
    void anythingMayBeAskedForTexts() {
        for (String odd : new String[] {"(", "[", "\\", "(\\", "[\\", "a{", "[[:"})
            assertThat(RequiredText.ofRegex(odd)).doesNotContain(odd);
    }
}
