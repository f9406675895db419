package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As golang.org/x/net/http/httpproxy documents it. */
class NoProxyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | any.example.org | 443 | true",
                "'' | example.org | 443 | false",
                "' , ,' | example.org | 443 | false",
                "example.org | example.org | 443 | true",
                "example.org | a.Example.ORG | 443 | true",
                "example.org | badexample.org | 443 | false",
                ".example.org | example.org | 443 | false",
                ".example.org | a.example.org | 443 | true",
                "*.example.org | a.example.org | 443 | true",
                "a, b ,example.org:8443 | example.org | 8443 | true",
                "example.org:8443 | example.org | 443 | false",
                "10.0.0.0/8 | 10.1.2.3 | 443 | true",
                "10.0.0.0/8 | 11.1.2.3 | 443 | false",
                "10.0.0.0/99 | 10.1.2.3 | 443 | false",
                "10.0.0.0/x | 10.1.2.3 | 443 | false",
                "10.0.0.0/8 | ten.example.org | 443 | false",
                "10.1.2.3 | 10.1.2.3 | 443 | true",
                "10.1.2.3:80 | 10.1.2.3 | 443 | false",
                "fd00::/8 | [fd12::1] | 443 | true",
                "fd12::1 | fd12:0::1 | 443 | true",
                "[fd12::1]:443 | fd12::1 | 443 | true",
                "999.1.1.1 | 999.1.1.1 | 443 | true",
            })
    void entriesCoverHosts(String list, String host, int port, boolean covered) {
        assertThat(NoProxy.covers(list, host, port)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "127.9.9.9, true",
        "::1, true",
        "[::1], true",
        "::2, false",
        "128.0.0.1, false",
        "localhost.example.org, false",
    })
    void thisMachineIsLocal(String host, boolean local) {
        assertThat(NoProxy.local(host)).isEqualTo(local);
    }
}
