package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "10.0.0.1/32, 10.0.0.1, true",
        "10.0.0.1/32, 10.0.0.2, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, true",
        "fe80::/10, FEBF::1, true",
        "fe80::/10, fec0::1, false",
        "2001:db8::/64, 2001:db8::ffff, true",
        "2001:db8::/65, 2001:db8:0:0:8000::, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "10.0.0.0/8, 10.1.2.3:80, false",
        "10.0.0.0/8, ten, false",
        "10.0.0.0/8, '', false",
        "::1/128, ::1, true"
    })
    void anAddressLiesInItsBlock(String block, String address, boolean found) {
        assertThat(Events.finds("ip:" + block, "ip", address)).isEqualTo(found);
    }

    @Test
    void inQuotesItIsText() {
        assertThat(Query.parse("net:\"10.0.0.0/8\"")).isEqualTo(new Equal("net", "10.0.0.0/8"));
        assertThat(new Equal("net", "10.0.0.0/8").print()).isEqualTo("net:\"10.0.0.0/8\"");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33", "::/129", "10.0.0.0/99999999999999999999"})
    void aPrefixTooLongIsRefused(String block) {
        assertThatThrownBy(() -> Query.parse("ip:" + block)).hasMessageContaining("after the slash stands a number");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0", "10.0.0/8", "host/8", "10.0.0.0/", "/8", "10.0.0.0/+8"})
    void whatIsNoBlockCannotBeOne(String block) {
        assertThatThrownBy(() -> new Cidr("ip", block)).hasMessageContaining("cannot read address block");
    }

    @Test
    void aDateWithSlashesIsNoBlock() {
        assertThat(Query.parse("day:20/11")).isEqualTo(new Equal("day", "20/11"));
    }
}
