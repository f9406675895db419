package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigTest {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----";

    private final Problems problems = new Problems();

    private Integration integration(String global, String own) {
        RoutingConfig config = RoutingFile.parse(
                "f",
                "global: {" + global
                        + "}\nroute: {receiver: r}\nreceivers: [{name: r, webhook_configs: [{url: 'http://x'" + own
                        + "}]}]",
                name -> null,
                Map.of("ca.pem", CERTIFICATE, "key.pem", KEY, "token", " s3cret\n")::get,
                problems);
        return config.receiver(config.root()).integrations().getFirst();
    }

    private HttpAccess access(String http) {
        Integration read = integration("", ", http_config: " + http);
        assertThat(problems.list()).isEmpty();
        assertThat(read.settings()).isEmpty();
        return access(read);
    }

    private static HttpAccess access(Integration integration) {
        return Objects.requireNonNull(integration.destination()).access();
    }

    @Test
    void loginsBecomeHeaders() {
        assertThat(access("{basic_auth: {username: u, password_file: token}}").headers())
                .isEqualTo(Map.of("Authorization", new Secret("Basic dTpzM2NyZXQ=")));
        assertThat(access("{authorization: {type: ' Token ', credentials: c}}").headers())
                .isEqualTo(Map.of("Authorization", new Secret("Token c")));
        assertThat(access("{bearer_token_file: token}").headers())
                .isEqualTo(Map.of("Authorization", new Secret("Bearer s3cret")));
        assertThat(access("{authorization: {}}").headers()).isEmpty();
    }

    @Test
    void headersJoinTheirValues() {
        assertThat(access(
                                "{http_headers: {X-A: {values: [a, b], secrets: [c], files: [token]}, X.B: {values: [d]}, X-C: ~}}")
                        .headers())
                .isEqualTo(Map.of("X-A", new Secret("a, b, c, s3cret"), "X.B", new Secret("d")));
    }

    @Test
    void oauthTlsAndProxiesAreKept() {
        HttpAccess access = access(
                "{oauth2: {client_id: i, client_secret: s, token_url: 'http://t', scopes: [a],"
                        + " endpoint_params: {p.q: r}, tls_config: {insecure_skip_verify: true}}, follow_redirects: no, enable_http2: off,"
                        + " proxy_url: 'http://p:1', no_proxy: 'a,b', proxy_connect_header: {X: [y, z]},"
                        + " tls_config: {ca_file: ca.pem, cert_file: ca.pem, key_file: key.pem, server_name: n, min_version: TLS12, max_version: TLS13}}");

        assertThat(access)
                .isEqualTo(new HttpAccess(
                        Map.of(),
                        new HttpAccess.OAuth2(
                                "i",
                                new Secret("s"),
                                "http://t",
                                List.of("a"),
                                Map.of("p.q", "r"),
                                new HttpAccess(
                                        Map.of(),
                                        null,
                                        new HttpAccess.Tls("", "", Secret.NONE, "", true, "", ""),
                                        "",
                                        "",
                                        false,
                                        Map.of(),
                                        false,
                                        false)),
                        new HttpAccess.Tls(CERTIFICATE, CERTIFICATE, new Secret(KEY), "n", false, "TLS12", "TLS13"),
                        "http://p:1",
                        "a,b",
                        false,
                        Map.of("X", new Secret("y, z")),
                        false,
                        false));
        assertThat(access("{proxy_from_environment: true, tls_config: {insecure_skip_verify: true}}"))
                .satisfies(other -> {
                    assertThat(other.proxyFromEnvironment()).isTrue();
                    assertThat(other.tls().insecure()).isTrue();
                });
    }

    @Test
    void aStatementIsSignedAsTheFileSays() {
        String grant = "grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer'";
        HttpAccess.OAuth2 full = Objects.requireNonNull(access("{oauth2: {client_id: i, token_url: 'http://t', " + grant
                        + ", client_certificate_key_file: key.pem, client_certificate_key_id: k, signature_algorithm: RS512,"
                        + " iss: me, audience: you, claims: {a: 1, b.c: yes, d: [x, null], e: {f: 'false'}, g: {}}}}")
                .oauth2());
        HttpAccess.OAuth2 least = Objects.requireNonNull(access("{oauth2: {client_id: i, token_url: 'http://t', "
                        + grant + ", client_certificate_key_file: key.pem}}")
                .oauth2());

        Map<String, Object> claims =
                new HashMap<>(Map.of("a", 1L, "b.c", "yes", "e", Map.of("f", false), "g", Map.of()));
        claims.put("d", Arrays.asList("x", null));
        assertThat(full.statement())
                .isEqualTo(new HttpAccess.Statement(new Secret(KEY), "k", "RS512", "me", "you", claims));
        assertThat(least.statement())
                .isEqualTo(new HttpAccess.Statement(new Secret(KEY), "", "RS256", "", "", Map.of()));
    }

    @Test
    void theTokenServerIsReachedByItsOwnKeysAlone() {
        HttpAccess.OAuth2 own = Objects.requireNonNull(access("{proxy_url: 'http://outer', oauth2: {client_id: i,"
                        + " token_url: 'http://t', proxy_url: 'socks5://p:1', no_proxy: 'a,b',"
                        + " proxy_connect_header: {X: [y]}, tls_config: {ca_file: ca.pem, server_name: n}}}")
                .oauth2());
        HttpAccess.OAuth2 environment = Objects.requireNonNull(
                access("{oauth2: {client_id: i, token_url: 'http://t', proxy_from_environment: true}}")
                        .oauth2());
        HttpAccess.OAuth2 none = Objects.requireNonNull(access("{proxy_url: 'http://outer', tls_config: {ca_file:"
                        + " ca.pem}, oauth2: {client_id: i, token_url: 'http://t'}}")
                .oauth2());

        assertThat(own.access())
                .isEqualTo(new HttpAccess(
                        Map.of(),
                        null,
                        new HttpAccess.Tls(CERTIFICATE, "", Secret.NONE, "n", false, "", ""),
                        "socks5://p:1",
                        "a,b",
                        false,
                        Map.of("X", new Secret("y")),
                        false,
                        true));
        assertThat(environment.access().proxyFromEnvironment()).isTrue();
        assertThat(none.access()).isEqualTo(HttpAccess.DIRECT.withoutRedirects());
    }

    @Test
    void aReceiversReplacesTheGlobalOneAsAWhole() {
        String global = "http_config: {proxy_url: 'http://p', bearer_token: t}";

        assertThat(access(integration(global, "")).proxyUrl()).isEqualTo("http://p");
        assertThat(access(integration(global, ", http_config: {}"))).isEqualTo(HttpAccess.DIRECT);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void onlyTeamsGoesThroughTheGlobalProxyAllTheSame() {
        RoutingConfig config = RoutingFile.parse(
                "f",
                "global: {http_config: {proxy_url: 'http://p', bearer_token: t}}\nroute: {receiver: r}\nreceivers:"
                        + " [{name: r, msteamsv2_configs: [{webhook_url: 'http://x', http_config: {}}]}]",
                name -> null,
                name -> null,
                problems);

        HttpAccess access = access(config.receiver(config.root()).integrations().getFirst());
        assertThat(access.proxyUrl()).isEqualTo("http://p");
        assertThat(access.headers()).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsAWarning() {
        access("{tls_config: {ca_file: none.pem}}");
        access("{tls_config: {ca: nonsense}}");
        access("{basic_auth: {username: u, password_ref: p}}");
        Integration signed = integration(
                "",
                ", http_config: {oauth2: {client_id: i, token_url: t, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer'}}");

        assertThat(signed.undeliverable()).contains("jwt-bearer").contains("client_certificate_key");
        assertThat(problems.warnings())
                .extracting(Problem::message)
                .anyMatch(message -> message.startsWith("cannot read 'none.pem'"))
                .anyMatch(message -> message.startsWith("'ca' has no CERTIFICATE in PEM form"))
                .anyMatch(message -> message.contains("names a secret of a secret manager"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{basic_auth: {}, authorization: {}}|at most one of 'basic_auth' and 'authorization'",
                "{basic_auth: {username: a, username_file: b}}|at most one of 'username' and 'username_file'",
                "{authorization: {credentials: a, credentials_file: b}}|at most one of",
                "{authorization: {type: Basic}}|'type' cannot be basic",
                "{bearer_token: a, bearer_token_file: b}|at most one of",
                "{bearer_token: a, oauth2: {client_id: a, token_url: b}}|at most one of",
                "{oauth2: {token_url: b}}|'client_id' is required",
                "{oauth2: {client_id: b}}|'token_url' is required",
                "{oauth2: {client_id: a, token_url: b, client_secret: c, client_secret_file: d}}|at most one of",
                "{oauth2: {client_id: a, token_url: b, no_proxy: c}}|'no_proxy' needs a 'proxy_url'",
                "{oauth2: {client_id: a, token_url: b, tls_config: {key: c}}}|needs its certificate",
                "{proxy_connect_header: {a: [b]}}|'proxy_connect_header' needs 'proxy_url'",
                "{proxy_from_environment: true, proxy_url: 'http://p'}|choose one",
                "{proxy_from_environment: true, no_proxy: a}|set NO_PROXY there",
                "{proxy_url: 'a b:c'}|'proxy_url' must be the address of a proxy",
                "{http_headers: {authorization: {values: [a]}}}|header 'authorization' cannot be set",
                "{http_headers: {X: [a]}}|'X' must be a mapping, not a list",
                "{tls_config: {ca: a, ca_file: b}}|at most one of 'ca' and 'ca_file'",
                "{tls_config: {min_version: TLS14}}|'min_version' must be one of TLS10, TLS11, TLS12, TLS13, not 'TLS14'",
                "{tls_config: {min_version: TLS13, max_version: TLS12}}|'max_version' cannot be before",
                "{tls_config: {insecure: true}}|unknown key 'insecure'",
                "{follow_redirect: true}|did you mean 'follow_redirects'?",
                "yes|'http_config' must be a mapping",
            })
    void refuses(String http, String expected) {
        integration("", ", http_config: " + http);

        assertThat(problems.list()).extracting(Problem::message).anyMatch(message -> message.contains(expected));
    }
}
