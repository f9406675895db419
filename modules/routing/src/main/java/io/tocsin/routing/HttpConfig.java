package io.tocsin.routing;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.model.SettingPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An {@code http_config}, read. A receiver's replaces the global one as a whole.
 *
 * @param bearer the token of a bearer login; empty for none
 * @param login whether {@code authorization} or a bearer token says who we are
 * @param missing what keeps it from being used, for people; empty when nothing does
 */
record HttpConfig(HttpAccess access, Secret bearer, boolean login, String missing) {
    /** Nothing special. */
    static final HttpConfig NONE = new HttpConfig(HttpAccess.DIRECT, Secret.NONE, false, "");

    private static final String AUTHORIZATION = "Authorization";

    /** Reads what {@link HttpShape#HTTP} has checked. */
    static HttpConfig read(Values http, Secrets secrets) {
        for (String key : new String[] {"basic_auth.username", "basic_auth.password", "authorization.credentials"}) {
            reference(http, key);
        }
        Map<String, Secret> headers = headers(http.at("http_headers"), secrets);
        Secret bearer = bearer(http, secrets);
        authorization(http, bearer, secrets, headers);
        HttpAccess access = new HttpAccess(
                headers,
                http.has("oauth2") ? oauth2(http, secrets) : null,
                tls(http, "tls_config", secrets),
                http.text("proxy_url", ""),
                http.text("no_proxy", ""),
                http.flag("proxy_from_environment", false),
                joined(http.at("proxy_connect_header")),
                http.flag("follow_redirects", true),
                http.flag("enable_http2", true));
        boolean login = http.has("authorization") || http.says("bearer_token") || http.says("bearer_token_file");
        return new HttpConfig(access, bearer, login, missing(http));
    }

    /** The same without a login of its own, for destinations that bring theirs. */
    HttpAccess withoutLogin() {
        Map<String, Secret> headers = new LinkedHashMap<>(access.headers());
        headers.remove(AUTHORIZATION);
        return copy(headers, access.proxyUrl());
    }

    /** The same through the proxy of another, unless it has one. */
    HttpAccess throughProxyOf(HttpConfig other) {
        String proxy = access.proxyUrl().isEmpty() && !access.proxyFromEnvironment()
                ? other.access.proxyUrl()
                : access.proxyUrl();
        return copy(access.headers(), proxy);
    }

    private HttpAccess copy(Map<String, Secret> headers, String proxy) {
        return new HttpAccess(
                headers,
                access.oauth2(),
                access.tls(),
                proxy,
                access.noProxy(),
                access.proxyFromEnvironment(),
                access.proxyHeaders(),
                access.followRedirects(),
                access.http2());
    }

    private static String missing(Values http) {
        if (!http.has("oauth2")) return "";
        boolean signed = isSigned(http.at("oauth2"));
        if (signed && !http.says("oauth2.client_certificate_key") && !http.says("oauth2.client_certificate_key_file"))
            return "'oauth2' with a signed token (jwt-bearer) has no 'client_certificate_key'";
        if (!http.says("oauth2.client_id")) return "'oauth2.client_id' is empty";
        return http.says("oauth2.token_url") ? "" : "'oauth2.token_url' is empty";
    }

    private static void reference(Values http, String key) {
        if (http.says(key + "_ref"))
            http.warn(key + "_ref", "'" + key + "_ref' names a secret of a secret manager, and there is none here");
    }

    private static Secret bearer(Values http, Secrets secrets) {
        if (!http.has("authorization")) return secrets.orNone(http, "bearer_token");
        boolean isBearer = scheme(http).equals("Bearer");
        return isBearer ? secrets.orNone(http.at("authorization"), "credentials") : Secret.NONE;
    }

    private static String scheme(Values http) {
        String scheme = http.text("authorization.type", "").strip();
        return scheme.isEmpty() ? "Bearer" : scheme;
    }

    private static void authorization(Values http, Secret bearer, Secrets secrets, Map<String, Secret> headers) {
        if (http.has("basic_auth")) {
            Values basic = http.at("basic_auth");
            String user = secrets.orNone(basic, "username").reveal();
            String pair = user + ":" + secrets.orNone(basic, "password").reveal();
            byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
            headers.put(AUTHORIZATION, new Secret("Basic " + Base64.getEncoder().encodeToString(bytes)));
        } else if (!bearer.isEmpty()) {
            headers.put(AUTHORIZATION, new Secret("Bearer " + bearer.reveal()));
        } else if (http.has("authorization")) {
            Secret credentials = secrets.orNone(http.at("authorization"), "credentials");
            // Without credentials the scheme alone is sent, as upstream does not send any: some proxies add theirs.
            if (!credentials.isEmpty())
                headers.put(AUTHORIZATION, new Secret(scheme(http) + " " + credentials.reveal()));
        }
    }

    private static Map<String, Secret> headers(Values http, Secrets secrets) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String segment : http.names()) {
            Values header = http.at(segment);
            String name = SettingPath.name(segment);
            for (String value : header.texts("values")) add(headers, name, value);
            for (String value : header.texts("secrets")) add(headers, name, value);
            int files = header.texts("files").size();
            for (int i = 0; i < files; i++) {
                String text = secrets.file(header, "files." + i);
                if (!text.isEmpty()) add(headers, name, text);
            }
        }
        return headers;
    }

    private static Map<String, Secret> joined(Values lists) {
        Map<String, Secret> headers = new LinkedHashMap<>();
        for (String segment : lists.names()) {
            for (String value : lists.texts(segment)) add(headers, SettingPath.name(segment), value);
        }
        return headers;
    }

    /** Several values of one header are one with commas between them (RFC 9110, 5.3). */
    private static void add(Map<String, Secret> headers, String name, String value) {
        headers.merge(name, new Secret(value), (first, next) -> new Secret(first.reveal() + ", " + next.reveal()));
    }

    /** Its token server is reached by its own keys alone: neither TLS nor the proxy of the section around it count, as upstream. */
    private static HttpAccess.OAuth2 oauth2(Values http, Secrets secrets) {
        Values oauth2 = http.at("oauth2");
        Map<String, String> params = oauth2.at("endpoint_params").names().stream()
                .collect(Collectors.toMap(SettingPath::name, segment -> oauth2.text("endpoint_params." + segment, "")));
        return new HttpAccess.OAuth2(
                oauth2.text("client_id", ""),
                secrets.orNone(oauth2, "client_secret"),
                oauth2.text("token_url", ""),
                oauth2.texts("scopes"),
                params,
                isSigned(oauth2) ? statement(oauth2, secrets) : null,
                new HttpAccess(
                        Map.of(),
                        null,
                        tls(oauth2, "tls_config", secrets),
                        oauth2.text("proxy_url", ""),
                        oauth2.text("no_proxy", ""),
                        oauth2.flag("proxy_from_environment", false),
                        joined(oauth2.at("proxy_connect_header")),
                        false,
                        http.flag("enable_http2", true)));
    }

    private static boolean isSigned(Values oauth2) {
        return oauth2.text("grant_type", "").equals(HttpShape.SIGNED_GRANT);
    }

    private static HttpAccess.Statement statement(Values oauth2, Secrets secrets) {
        reference(oauth2, "client_certificate_key");
        String algorithm = oauth2.text("signature_algorithm", "");
        return new HttpAccess.Statement(
                new Secret(pem(oauth2, "client_certificate_key", "PRIVATE KEY", secrets)),
                oauth2.text("client_certificate_key_id", ""),
                algorithm.isEmpty() ? "RS256" : algorithm,
                oauth2.text("iss", ""),
                oauth2.text("audience", ""),
                Claims.of(oauth2.at("claims")));
    }

    /** A TLS section, with the texts of the files that it names. */
    static HttpAccess.Tls tls(Values parent, String key, Secrets secrets) {
        if (!parent.has(key)) return HttpAccess.Tls.DEFAULT;
        Values tls = parent.at(key);
        for (String name : new String[] {"ca", "cert", "key"}) reference(tls, name);
        return new HttpAccess.Tls(
                pem(tls, "ca", "CERTIFICATE", secrets),
                pem(tls, "cert", "CERTIFICATE", secrets),
                new Secret(pem(tls, "key", "PRIVATE KEY", secrets)),
                tls.text("server_name", ""),
                tls.flag("insecure_skip_verify", false),
                tls.text("min_version", ""),
                tls.text("max_version", ""));
    }

    private static String pem(Values tls, String key, String what, Secrets secrets) {
        @Nullable Secret secret = secrets.at(tls, key);
        if (secret == null || secret.isEmpty()) return "";
        String where = tls.says(key) ? key : key + "_file";
        if (!secret.reveal().contains(what + "-----"))
            tls.warn(where, "'" + where + "' has no " + what + " in PEM form, '-----BEGIN …'");
        return secret.reveal();
    }
}
