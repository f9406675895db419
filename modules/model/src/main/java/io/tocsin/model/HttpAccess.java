package io.tocsin.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached over HTTP beyond its address: what Alertmanager calls {@code http_config}.
 *
 * @param headers sent with every request, {@code Authorization} of a basic or bearer login among them
 * @param oauth2 where a token for the requests is fetched; null when none is needed
 * @param proxyUrl of the proxy to go through; empty for none
 * @param noProxy hosts, domains and addresses with comma between them that are reached without the proxy
 * @param proxyFromEnvironment whether {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say which proxy
 * @param proxyHeaders sent to the proxy when a tunnel is asked for
 */
public record HttpAccess(
        Map<String, Secret> headers,
        @Nullable OAuth2 oauth2,
        Tls tls,
        String proxyUrl,
        String noProxy,
        boolean proxyFromEnvironment,
        Map<String, Secret> proxyHeaders,
        boolean followRedirects,
        boolean http2) {
    /** Nothing special: no login, no proxy, the trusted certificates of the JDK. */
    public static final HttpAccess DIRECT =
            new HttpAccess(Map.of(), null, Tls.DEFAULT, "", "", false, Map.of(), true, true);

    public HttpAccess {
        headers = Map.copyOf(headers);
        proxyHeaders = Map.copyOf(proxyHeaders);
    }

    /** As {@link #DIRECT}, with these headers. */
    public static HttpAccess withHeaders(Map<String, Secret> headers) {
        return new HttpAccess(headers, null, Tls.DEFAULT, "", "", false, Map.of(), true, true);
    }

    /** The same without what says who we are: only the way there, its proxy and its certificates. */
    public HttpAccess anonymous() {
        return new HttpAccess(
                Map.of(), null, tls, proxyUrl, noProxy, proxyFromEnvironment, proxyHeaders, followRedirects, http2);
    }

    /** The same without a login of its own, for destinations that bring theirs. */
    public HttpAccess withoutLogin() {
        Map<String, Secret> others = new LinkedHashMap<>(headers);
        others.keySet().removeIf("Authorization"::equalsIgnoreCase);
        return new HttpAccess(
                others, null, tls, proxyUrl, noProxy, proxyFromEnvironment, proxyHeaders, followRedirects, http2);
    }

    /** Nothing special but for the proxy that the environment names, if it does. */
    public static HttpAccess asTheEnvironmentSays() {
        return new HttpAccess(Map.of(), null, Tls.DEFAULT, "", "", true, Map.of(), true, true);
    }

    /** The same without following redirects. */
    public HttpAccess withoutRedirects() {
        return new HttpAccess(
                headers, oauth2, tls, proxyUrl, noProxy, proxyFromEnvironment, proxyHeaders, false, http2);
    }

    /**
     * Client credentials after RFC 6749, section 4.4, or a signed statement after RFC 7523, section 2.1.
     *
     * @param params further parameters of the request for a token
     * @param statement what is signed instead of giving the secret; null for the secret
     * @param access how the token server is reached, which says nothing of how the other one is
     */
    public record OAuth2(
            String clientId,
            Secret clientSecret,
            String tokenUrl,
            List<String> scopes,
            Map<String, String> params,
            @Nullable Statement statement,
            HttpAccess access) {
        public OAuth2 {
            scopes = List.copyOf(scopes);
            params = Map.copyOf(params);
        }

        /** With a secret. */
        public OAuth2(
                String clientId,
                Secret clientSecret,
                String tokenUrl,
                List<String> scopes,
                Map<String, String> params,
                HttpAccess access) {
            this(clientId, clientSecret, tokenUrl, scopes, params, null, access);
        }
    }

    /**
     * A JSON Web Token by which a client says who it is.
     *
     * @param key an RSA key in PEM form, PKCS #1 or #8
     * @param keyId tells the server which of our keys it is; empty for none
     * @param algorithm {@code RS256}, {@code RS384} or {@code RS512}
     * @param issuer empty for the client
     * @param audience empty for the address of the token server
     * @param claims further ones, of texts, numbers, booleans, nulls, lists and maps; they go before those that are made
     */
    public record Statement(
            Secret key, String keyId, String algorithm, String issuer, String audience, Map<String, Object> claims) {
        public Statement {
            // Claims may be null.
            claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
        }
    }

    /**
     * Certificates in PEM form: text, not paths; empty where there is none.
     *
     * @param serverName what the certificate must be for; empty for the host of the address
     * @param insecure whether any certificate will do
     * @param minVersion {@code TLS12}, {@code TLS13} …; empty for the JDK's own choice, as is {@code maxVersion}
     */
    public record Tls(
            String trustedCertificates,
            String certificate,
            Secret key,
            String serverName,
            boolean insecure,
            String minVersion,
            String maxVersion) {
        /** The trusted certificates of the JDK, and none of our own. */
        public static final Tls DEFAULT = new Tls("", "", Secret.NONE, "", false, "", "");
    }
}
