package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a request goes through, decided as Alertmanager does.
 *
 * @param environment where {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} stand, in capitals or not
 */
record Proxies(Map<String, String> environment) {
    Proxies {
        environment = Map.copyOf(environment);
    }

    /**
     * The proxy; null for none.
     *
     * @param tls whether the server is spoken to in TLS
     * @throws BrokenAccess when its address is none
     */
    @Nullable
    URI proxy(HttpAccess access, String host, int port, boolean tls) {
        if (access.proxyFromEnvironment()) {
            String proxy = variable(tls ? "HTTPS_PROXY" : "HTTP_PROXY");
            return proxy.isEmpty() || around(variable("NO_PROXY"), host, port) ? null : address(proxy);
        }
        if (access.proxyUrl().isEmpty()) return null;
        // Without a list of exceptions there is none, not even for this machine.
        boolean direct = !access.noProxy().isEmpty() && around(access.noProxy(), host, port);
        return direct ? null : address(access.proxyUrl());
    }

    private static boolean around(String exceptions, String host, int port) {
        return NoProxy.local(host) || NoProxy.covers(exceptions, host, port);
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name, "");
        return (value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value).strip();
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            boolean known = Set.of("http", "https", "socks5", "socks5h").contains(scheme);
            if (known && uri.getHost() != null) return uri;
        } catch (IllegalArgumentException noUri) {
            // said below, without the address: it may hold a password
        }
        throw new BrokenAccess("the address of the proxy is not one such as http://host:3128");
    }
}
