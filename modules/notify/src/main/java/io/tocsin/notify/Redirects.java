package io.tocsin.notify;

import io.tocsin.notify.Answer.Answered;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer sends a request. Only 307 and 308 are followed: they keep method and body, while 301, 302 and 303 make a GET
 * of a POST, which would come back with somebody's login page and status 200 and be taken for a delivery.
 */
final class Redirects {
    private Redirects() {}

    /**
     * The next request; null when there is none to make.
     *
     * <p>On another host, port or without TLS, it carries no header of ours: any of them may be a credential.
     */
    static @Nullable HttpCall next(HttpCall call, Answered answer) {
        String location = answer.headers().get("Location");
        if (location == null || (answer.status() != 307 && answer.status() != 308)) return null;
        URI here = uri(call.url());
        URI there = here == null ? null : resolve(here, location);
        if (here == null || there == null || !Facts.isWeb(there.toString())) return null;
        HttpCall next = call.to(there.toString());
        if (sameOrigin(here, there)) return next;
        return call.confidential() ? null : next.with(Map.of());
    }

    /** Also from http to https of the same host: what was sent in the open may be sent under cover. */
    private static boolean sameOrigin(URI here, URI there) {
        if (!host(here).equals(host(there))) return false;
        boolean same = scheme(here).equals(scheme(there)) && port(here) == port(there);
        return same || (scheme(there).equals("https") && port(here) == 80 && port(there) == 443);
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) return uri.getPort();
        return scheme(uri).equals("https") ? 443 : 80;
    }

    private static @Nullable URI resolve(URI here, String location) {
        try {
            URI there = here.resolve(location.strip());
            return there.getHost() == null ? null : there;
        } catch (IllegalArgumentException noUri) {
            return null;
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException noUri) {
            return null;
        }
    }
}
