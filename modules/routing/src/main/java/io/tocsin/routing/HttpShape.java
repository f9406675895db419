package io.tocsin.routing;

import io.tocsin.model.SettingPath;
import java.util.Locale;
import java.util.Set;

/** {@code http_config} and what it is made of, with the combinations that make no sense. */
final class HttpShape {
    /** A token that is asked for with a signed statement, RFC 7523. */
    static final String SIGNED_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** Headers that change the connection, or that are set elsewhere. */
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "accept-encoding",
            "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version",
            "x-prometheus-scrape-timeout-seconds",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256");

    static final Shape TLS = Shape.EMPTY
            .with(Kind.TEXT, "ca ca_file ca_ref cert cert_file cert_ref key_file key_ref server_name")
            .with(Kind.SECRET, "key")
            .with(Kind.FLAG, "insecure_skip_verify")
            .with(Kind.oneOf("TLS10", "TLS11", "TLS12", "TLS13"), "min_version max_version")
            .rule(values -> values.atMostOne("ca", "ca_file", "ca_ref"))
            .rule(values -> values.atMostOne("cert", "cert_file", "cert_ref"))
            .rule(values -> values.atMostOne("key", "key_file", "key_ref"))
            .rule(HttpShape::certificateWithKey)
            .rule(HttpShape::versionsInOrder);

    private static final Shape BASIC = Shape.EMPTY
            .with(Kind.TEXT, "username username_file username_ref password_file password_ref")
            .with(Kind.SECRET, "password")
            .rule(values -> values.atMostOne("username", "username_file", "username_ref"))
            .rule(values -> values.atMostOne("password", "password_file", "password_ref"));

    private static final Shape AUTHORIZATION = Shape.EMPTY
            .with(Kind.TEXT, "type credentials_file credentials_ref")
            .with(Kind.SECRET, "credentials")
            .rule(values -> values.atMostOne("credentials", "credentials_file", "credentials_ref"))
            .rule(HttpShape::notBasic);

    private static final Shape OAUTH2 = proxy(Shape.EMPTY)
            .with(Kind.TEXT, "client_id client_secret_file client_secret_ref grant_type token_url")
            .with(Kind.TEXT, "client_certificate_key_id client_certificate_key_file client_certificate_key_ref")
            .with(Kind.TEXT, "signature_algorithm iss audience")
            .with(Kind.SECRET, "client_secret client_certificate_key")
            .with(Kind.TEXTS, "scopes")
            .with(Kind.TEXT_MAP, "endpoint_params")
            .with(Kind.FREE_MAP, "claims")
            .with(Kind.keys(TLS), "tls_config")
            .required("client_id", "token_url")
            .rule(HttpShape::grant);

    static final Shape HEADER =
            Shape.EMPTY.with(Kind.TEXTS, "values files").with(new Kind.Items(Kind.SECRET), "secrets");

    static final Shape HTTP = proxy(Shape.EMPTY)
            .with(Kind.keys(BASIC), "basic_auth")
            .with(Kind.keys(AUTHORIZATION), "authorization")
            .with(Kind.keys(OAUTH2), "oauth2")
            .with(Kind.SECRET, "bearer_token")
            .with(Kind.TEXT, "bearer_token_file")
            .with(Kind.keys(TLS), "tls_config")
            .with(Kind.FLAG, "follow_redirects enable_http2")
            .with(new Kind.Named(Kind.keys(HEADER)), "http_headers")
            .rule(values ->
                    values.atMostOne("basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"))
            .rule(HttpShape::reserved);

    private HttpShape() {}

    private static Shape proxy(Shape shape) {
        return shape.with(Kind.PROXY, "proxy_url")
                .with(Kind.TEXT, "no_proxy")
                .with(Kind.FLAG, "proxy_from_environment")
                .with(new Kind.Named(new Kind.Items(Kind.SECRET)), "proxy_connect_header")
                .rule(HttpShape::proxies);
    }

    private static void proxies(Values values) {
        boolean environment = values.flag("proxy_from_environment", false);
        if (environment && values.says("proxy_url")) {
            values.problem("proxy_url", "'proxy_url' cannot be given with 'proxy_from_environment': choose one");
        }
        if (environment && values.says("no_proxy")) {
            values.problem("no_proxy", "'no_proxy' cannot be given with 'proxy_from_environment': set NO_PROXY there");
        }
        if (!environment && !values.has("proxy_url") && values.says("no_proxy")) {
            values.problem("no_proxy", "'no_proxy' needs a 'proxy_url'");
        }
        boolean headers = !values.at("proxy_connect_header").names().isEmpty();
        if (headers && !environment && !values.says("proxy_url")) {
            values.problem(
                    "proxy_connect_header", "'proxy_connect_header' needs 'proxy_url' or 'proxy_from_environment'");
        }
    }

    private static void certificateWithKey(Values values) {
        boolean certificate = values.says("cert") || values.says("cert_file") || values.says("cert_ref");
        boolean key = values.says("key") || values.says("key_file") || values.says("key_ref");
        if (certificate && !key) values.problem("", "a client certificate needs its key: 'key' or 'key_file'");
        if (key && !certificate) values.problem("", "a client key needs its certificate: 'cert' or 'cert_file'");
    }

    private static void versionsInOrder(Values values) {
        String least = values.text("min_version", "");
        String most = values.text("max_version", "");
        // The names sort as the versions do.
        if (!least.isEmpty() && !most.isEmpty() && least.compareTo(most) > 0) {
            values.problem("max_version", "'max_version' cannot be before 'min_version', " + least);
        }
    }

    private static void notBasic(Values values) {
        if (values.text("type", "").strip().toLowerCase(Locale.ROOT).equals("basic")) {
            values.problem("type", "'type' cannot be basic: write it as basic_auth: {username: …, password: …}");
        }
    }

    private static void grant(Values values) {
        if (!values.text("grant_type", "").equals(SIGNED_GRANT)) {
            values.atMostOne("client_secret", "client_secret_file", "client_secret_ref");
            return;
        }
        values.atMostOne("client_certificate_key", "client_certificate_key_file", "client_certificate_key_ref");
        String algorithm = values.text("signature_algorithm", "");
        if (!Set.of("", "RS256", "RS384", "RS512").contains(algorithm)) {
            values.problem(
                    "signature_algorithm",
                    "'signature_algorithm' must be one of RS256, RS384, RS512, not '" + algorithm + "'");
        }
    }

    private static void reserved(Values values) {
        for (String segment : values.at("http_headers").names()) {
            String name = SettingPath.name(segment);
            if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) continue;
            String instead = name.equalsIgnoreCase("authorization") ? ": use 'authorization' or 'basic_auth'" : "";
            values.problem("http_headers." + segment, "header '" + name + "' cannot be set" + instead);
        }
    }
}
