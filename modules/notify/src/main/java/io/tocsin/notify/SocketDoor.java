package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.ProxyOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets by the way that {@code http_config} names: through its proxy, trusting its certificates. Lives on one event loop. */
final class SocketDoor {
    private final Vertx vertx;
    private final ChannelSettings settings;
    private final int maxBytes;
    private final Proxies proxies = new Proxies(System.getenv());
    private final ProxyRelay relay;
    private @Nullable WebSocketClient client;
    private HttpAccess.Tls trusted = HttpAccess.Tls.DEFAULT;

    SocketDoor(Vertx vertx, ChannelSettings settings, int maxBytes) {
        this.vertx = vertx;
        this.settings = settings;
        this.maxBytes = maxBytes;
        this.relay = new ProxyRelay(vertx, settings.connectTimeout());
    }

    /**
     * One that is not connected yet.
     *
     * @throws BrokenAccess when its certificates are none
     */
    ClientWebSocket socket(HttpAccess access) {
        WebSocketClient known = client;
        if (known == null || !trusted.equals(access.tls())) {
            known = vertx.createWebSocketClient(options(access.tls()));
            client = known;
            trusted = access.tls();
        }
        return known.webSocket();
    }

    private WebSocketClientOptions options(HttpAccess.Tls tls) {
        HttpClientOptions checked = new HttpClientOptions();
        HttpTls.apply(tls, vertx, checked);
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setMaxMessageSize(maxBytes)
                .setMaxFrameSize(maxBytes)
                .setTrustAll(checked.isTrustAll())
                .setVerifyHost(checked.isVerifyHost());
        if (checked.getTrustOptions() != null) options.setTrustOptions(checked.getTrustOptions());
        if (checked.getKeyCertOptions() != null) options.setKeyCertOptions(checked.getKeyCertOptions());
        return options;
    }

    /**
     * How to connect to an address. A socket needs a tunnel through its proxy, with TLS and without, so the proxy is the one for
     * {@code https}.
     *
     * @throws RuntimeException when the address or the way is none
     */
    Future<WebSocketConnectOptions> way(String url, HttpAccess access) {
        WebSocketConnectOptions options = new WebSocketConnectOptions().setAbsoluteURI(url);
        String asked = url.replaceFirst("^wss?://", "https://");
        HttpCall call = HttpCall.json(asked, Map.of(), new JsonObject());
        HttpHop hop = HttpHop.of(call, access, proxies, settings);
        ProxyRelay.Tunnel tunnel = hop.tunnel();
        if (tunnel != null) return relay.open(tunnel).map(via -> through(options, via));
        ProxyOptions proxy = hop.connect().getProxyOptions();
        return Future.succeededFuture(proxy == null ? options : through(options, proxy));
    }

    private static WebSocketConnectOptions through(WebSocketConnectOptions options, ProxyOptions proxy) {
        options.setProxyOptions(proxy);
        return options;
    }

    void close() {
        relay.close();
    }
}
