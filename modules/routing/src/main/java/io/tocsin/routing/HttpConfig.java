package io.tocsin.routing;

import io.tocsin.model.Secret;
import io.tocsin.yaml.Section;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code http_config} and gives the headers that it amounts to; a receiver's replaces the global one as a whole. */
final class HttpConfig {
    private HttpConfig() {}

    /** The headers, or null when the section has no http_config. */
    static @Nullable Map<String, String> headers(Section parent, Settings settings) {
        Section http = parent.section("http_config");
        if (http == null) return null;
        Settings.accept(
                http,
                "oauth2",
                "enable_http2",
                "follow_redirects",
                "proxy_url",
                "no_proxy",
                "proxy_from_environment",
                "proxy_connect_header");
        tls(http, "tls_config");
        if (http.has("basic_auth") && http.has("authorization")) {
            http.problem("basic_auth", "at most one of 'basic_auth' and 'authorization' can be given");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        named(http.section("http_headers"), settings, headers);
        authorization(http, settings, headers);
        http.done();
        return headers;
    }

    private static void authorization(Section http, Settings settings, Map<String, String> headers) {
        Section basic = http.section("basic_auth");
        if (basic != null) headers.put("Authorization", "Basic " + basic(basic, settings));
        Section scheme = http.section("authorization");
        if (scheme != null) {
            String type = scheme.text("type", "Bearer");
            Secret credentials = settings.secret(scheme, "credentials");
            headers.put("Authorization", type + " " + (credentials == null ? "" : credentials.reveal()));
            scheme.done();
        }
        Secret bearer = settings.secret(http, "bearer_token");
        if (bearer != null) headers.put("Authorization", "Bearer " + bearer.reveal());
    }

    private static String basic(Section basic, Settings settings) {
        Secret user = settings.secret(basic, "username");
        Secret password = settings.secret(basic, "password");
        Settings.accept(basic, "username_ref", "password_ref");
        basic.done();
        String pair = (user == null ? "" : user.reveal()) + ":" + (password == null ? "" : password.reveal());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static void named(@Nullable Section http, Settings settings, Map<String, String> headers) {
        if (http == null) return;
        for (String name : http.keys()) {
            Section header = http.section(name);
            if (header == null) continue;
            header.texts("values").forEach(value -> headers.merge(name, value, (a, b) -> a + "," + b));
            header.texts("secrets").forEach(value -> headers.merge(name, value, (a, b) -> a + "," + b));
            for (String file : header.texts("files")) {
                Secret secret = settings.file(header, "files", file);
                if (!secret.isEmpty()) headers.merge(name, secret.reveal(), (a, b) -> a + "," + b);
            }
            header.done();
        }
    }

    /** Checks the keys of a TLS section and gives the path of its CA file, empty where there is none. */
    static String tls(Section parent, String key) {
        Section tls = parent.section(key);
        if (tls == null) return "";
        Settings.accept(
                tls,
                "ca",
                "cert",
                "cert_file",
                "key",
                "key_file",
                "server_name",
                "insecure_skip_verify",
                "min_version");
        Settings.accept(tls, "max_version", "ca_ref", "cert_ref", "key_ref");
        String ca = tls.text("ca_file", "");
        tls.done();
        return ca;
    }
}
