package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyFieldTest {
    @Test
    void functionsMakeOneKeyOfManyValues() {
        assertThat(value("lower(user)", "user", "ALICE")).isEqualTo("alice");
        assertThat(value("cidr(ip,24)", "ip", "10.1.2.3")).isEqualTo("10.1.2.0/24");
        assertThat(value("cidr(ip, 0)", "ip", "10.1.2.3")).isEqualTo("0.0.0.0/0");
        assertThat(value("cidr(ip, 32)", "ip", "::ffff:10.1.2.3")).isEqualTo("10.1.2.3/32");
        assertThat(value("cidr(ip, 24)", "ip", "2001:db8:1:2:3::4")).isEqualTo("2001:db8:1:2::/64");
        assertThat(value("cidr(ip, 24, 128)", "ip", "2001:db8:0:0:1:0:0:1")).isEqualTo("2001:db8::1:0:0:1/128");
        assertThat(value("cidr(ip, 24, 128)", "ip", "1:2:3:4:5:6:7:8")).isEqualTo("1:2:3:4:5:6:7:8/128");
        assertThat(value("cidr(ip, 24, 0)", "ip", "fe80::1")).isEqualTo("::/0");
        assertThat(value("template(message)", "message", "took 3 s")).isEqualTo("took <*> s");
    }

    @Test
    void whatIsNoAddressHasNoNetwork() {
        assertThat(value("cidr(ip, 24)", "ip", "localhost")).isNull();
        assertThat(KeyFieldReader.parse("cidr(ip, 24)").keepingMissing().of(fields("ip", "localhost")))
                .isEqualTo("∅");
    }

    @Test
    void aMissingValueIsNoneUnlessItIsKept() {
        assertThat(KeyField.of("user").of(Fields.EMPTY)).isNull();
        assertThat(KeyField.of("user").of(fields("user", ""))).isNull();
        assertThat(KeyField.of("user").keepingMissing().of(Fields.EMPTY)).isEqualTo(KeyField.MISSING);
        assertThat(KeyField.of("user").keepingMissing().of(fields("user", "a"))).isEqualTo("a");
    }

    @Test
    void labelsBeginWithTheFunction() {
        assertThat(KeyFieldReader.parse("lower(extra.user)").label()).isEqualTo("lower_extra_user");
        assertThat(KeyFieldReader.parse("cidr(ip, 24)").label()).isEqualTo("cidr_ip");
        assertThat(KeyFieldReader.parse("template(message)").label()).isEqualTo("template_message");
        assertThat(KeyFieldReader.parse("9a.b").label()).isEqualTo("_9a_b");
    }

    private static @Nullable String value(String field, String name, String value) {
        return KeyFieldReader.parse(field).of(fields(name, value));
    }

    private static Fields fields(String name, String value) {
        return new Fields.Builder().add(name, value).build();
    }
}
