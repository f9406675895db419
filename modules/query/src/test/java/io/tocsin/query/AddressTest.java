package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "255.255.255.255",
                "10.1.2.3",
                "::",
                "::1",
                "1::",
                "fe80::1:2",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "::ffff:10.1.2.3",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:1.2.3.4",
                "ABCD::EF01",
                "1::8",
                "1:0::0:8"
            })
    void addressesReadAsTheJdkReadsThem(String text) throws UnknownHostException {
        assertThat(Address.of(text)).isEqualTo(byJdk(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1..2.3",
                "1.2.3.",
                "a.b.c.d",
                "localhost",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8:",
                ":1:2:3:4:5:6:7:8",
                "1::2::3",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "[::1]",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3.4:5",
                "10.0.0.1:80",
                "1:2:3:4::5:6:7:8",
                "٣.1.1.1",
                "::٣",
                "1:",
                "1.2.3.4::"
            })
    void anythingElseIsNone(String text) {
        assertThat(Address.of(text)).isNull();
    }

    @Test
    void prefixesAreSharedAsInOneLongNumber() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Address one = new Address(random.nextLong(), random.nextLong());
            int differing = random.nextInt(128);
            Address other = differing < 64
                    ? new Address(one.high() ^ Long.MIN_VALUE >>> differing, random.nextLong())
                    : new Address(one.high(), one.low() ^ Long.MIN_VALUE >>> (differing - 64));

            assertThat(one.sharesPrefix(other, differing)).isTrue();
            assertThat(one.sharesPrefix(other, differing + 1)).isFalse();
        }
    }

    private static @Nullable Address byJdk(String literal) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(literal).getAddress();
        byte[] all = new byte[16];
        if (bytes.length == 4) all[10] = all[11] = -1;
        System.arraycopy(bytes, 0, all, 16 - bytes.length, bytes.length);
        return new Address(
                new BigInteger(Arrays.copyOf(all, 8)).longValue(),
                new BigInteger(Arrays.copyOfRange(all, 8, 16)).longValue());
    }
}
