package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to one server: what to connect to, and what to ask for there.
 *
 * @param proxy whether there is one in between
 * @param tunnel what the relay asks the proxy for; null when the client can do that by itself
 */
record HttpHop(
        HttpClients.Kind kind,
        HttpConnectOptions connect,
        RequestOptions request,
        boolean proxy,
        ProxyRelay.@Nullable Tunnel tunnel) {

    /** Whom turns are counted by. */
    String lane() {
        return request.getHost() + ":" + request.getPort();
    }

    /** Which other requests may follow on the same connection; null for none, as through a proxy, which may look at each. */
    KeptConnections.@Nullable Key reuse() {
        if (proxy) return null;
        return new KeptConnections.Key(
                kind, connect.getServer(), connect.getHost(), Boolean.TRUE.equals(connect.isSsl()));
    }

    /**
     * Works it out.
     *
     * @throws BrokenAccess when the access makes no sense
     * @throws RuntimeException when the address or a header is not valid in HTTP
     */
    static HttpHop of(HttpCall call, HttpAccess access, Proxies proxies, ChannelSettings settings) {
        if (!Facts.isWeb(call.url())) throw new IllegalArgumentException("not a web address");
        RequestOptions request = new RequestOptions()
                .setAbsoluteURI(call.url())
                .setMethod(call.method())
                .setFollowRedirects(false)
                .setHeaders(call.lines(Texts.line(settings.userAgent())));
        boolean tls = Boolean.TRUE.equals(request.isSsl());
        HttpConnectOptions connect = new HttpConnectOptions()
                .setServer(SocketAddress.inetSocketAddress(request.getPort(), request.getHost()))
                .setHost(
                        access.tls().serverName().isEmpty()
                                ? request.getHost()
                                : access.tls().serverName())
                .setPort(request.getPort())
                .setSsl(tls)
                .setConnectTimeout(settings.connectTimeout().toMillis());
        URI proxy = proxies.proxy(access, request.getHost(), request.getPort(), tls);
        HttpClients.Kind kind = new HttpClients.Kind(access.tls(), tls && access.http2());
        if (proxy == null) return new HttpHop(kind, connect, request, false, null);
        boolean http = !scheme(proxy).startsWith("socks5");
        if (http && !tls) return asked(kind, connect, request, proxy);
        boolean simple = access.proxyHeaders().isEmpty() && !scheme(proxy).equals("https");
        if (simple || !http) {
            connect.setProxyOptions(options(proxy, settings.connectTimeout()));
            return new HttpHop(kind, connect, request, true, null);
        }
        return new HttpHop(kind, connect, request, true, tunnel(proxy, access));
    }

    /** Without TLS there is no tunnel: the proxy itself is asked for the whole address. */
    private static HttpHop asked(HttpClients.Kind kind, HttpConnectOptions connect, RequestOptions request, URI proxy) {
        boolean tls = scheme(proxy).equals("https");
        connect.setServer(SocketAddress.inetSocketAddress(port(proxy), proxy.getHost()))
                .setHost(proxy.getHost())
                .setPort(port(proxy))
                .setSsl(tls);
        String login = login(proxy);
        if (!login.isEmpty()) request.putHeader("Proxy-Authorization", basic(login));
        String host = request.getHost() + (request.getPort() == 80 ? "" : ":" + request.getPort());
        request.setURI("http://" + host + request.getURI());
        return new HttpHop(new HttpClients.Kind(kind.tls(), false), connect, request, true, null);
    }

    private static ProxyRelay.Tunnel tunnel(URI proxy, HttpAccess access) {
        MultiMap headers = HttpHeaders.headers();
        String login = login(proxy);
        if (!login.isEmpty()) headers.set("Proxy-Authorization", basic(login));
        access.proxyHeaders().forEach((name, value) -> headers.set(name, Texts.line(value.reveal())));
        boolean tls = scheme(proxy).equals("https");
        return new ProxyRelay.Tunnel(proxy.getHost(), port(proxy), headers, tls ? access.tls() : null);
    }

    private static ProxyOptions options(URI proxy, Duration patience) {
        ProxyType type = scheme(proxy).startsWith("socks5") ? ProxyType.SOCKS5 : ProxyType.HTTP;
        ProxyOptions options = new ProxyOptions()
                .setType(type)
                .setHost(proxy.getHost())
                .setPort(port(proxy))
                .setConnectTimeout(patience);
        String login = login(proxy);
        int colon = login.indexOf(':');
        if (login.isEmpty()) return options;
        return options.setUsername(colon < 0 ? login : login.substring(0, colon))
                .setPassword(colon < 0 ? "" : login.substring(colon + 1));
    }

    private static String basic(String login) {
        String pair = login.contains(":") ? login : login + ":";
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String login(URI proxy) {
        String info = proxy.getRawUserInfo();
        // A plus is no blank here.
        return info == null ? "" : URLDecoder.decode(info.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static int port(URI proxy) {
        if (proxy.getPort() >= 0) return proxy.getPort();
        return switch (scheme(proxy)) {
            case "https" -> 443;
            case "http" -> 80;
            default -> 1080;
        };
    }

    private static String scheme(URI proxy) {
        return proxy.getScheme().toLowerCase(Locale.ROOT);
    }
}
