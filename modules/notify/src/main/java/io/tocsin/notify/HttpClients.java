package io.tocsin.notify;

import io.tocsin.model.HttpAccess.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One HTTP client for each distinct way of TLS in use, made when it is first needed. May be used from any thread. */
final class HttpClients {
    /** More different certificates than any configuration has; a reload that changes one leaves an old client behind. */
    private static final int MAX_CLIENTS = 64;

    private final Vertx vertx;
    private final ChannelSettings settings;
    /** In order of use, the stalest first. */
    private final Map<Kind, HttpClientAgent> clients = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What makes a client of its own.
     *
     * @param http2 whether HTTP/2 is offered; only for TLS, where the server can decline
     */
    record Kind(Tls tls, boolean http2) {}

    HttpClients(Vertx vertx, ChannelSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** The client; throws {@link BrokenAccess} as often as asked. */
    HttpClientAgent client(Kind kind) {
        synchronized (clients) {
            HttpClientAgent known = clients.get(kind);
            if (known != null) return known;
            HttpClientAgent made = vertx.createHttpClient(options(kind));
            clients.put(kind, made);
            if (clients.size() > MAX_CLIENTS) retire();
            return made;
        }
    }

    Future<Void> close() {
        synchronized (clients) {
            return Future.join(clients.values().stream()
                            .map(HttpClientAgent::close)
                            .toList())
                    .mapEmpty();
        }
    }

    private void retire() {
        Kind stalest = clients.keySet().iterator().next();
        HttpClientAgent client = clients.remove(stalest);
        // Whoever still sends with it may finish.
        if (client != null) client.shutdown(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpClientOptions options(Kind kind) {
        HttpClientOptions options = new HttpClientOptions()
                .setVerifyHost(true)
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        if (kind.http2()) options.setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(true);
        HttpTls.apply(kind.tls(), vertx, options);
        return options;
    }
}
