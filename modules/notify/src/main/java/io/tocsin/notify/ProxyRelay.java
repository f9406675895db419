package io.tocsin.notify;

import io.tocsin.model.HttpAccess.Tls;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks proxies for tunnels that the HTTP client cannot ask for itself: with headers of our own, or from a proxy that speaks
 * TLS. The client goes through this relay on the loopback, which asks the real proxy and then only passes bytes on; what goes
 * through it is TLS between client and server already.
 *
 * <p>Each tunnel is opened with a password that works once, so no other program on this machine can use it.
 */
final class ProxyRelay {
    /** Our own client's request for a tunnel has some 200 bytes. */
    private static final int MAX_HEAD = 8192;

    private static final String END = "\r\n\r\n";

    private final Vertx vertx;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Tunnel> tickets = new ConcurrentHashMap<>();
    private @Nullable Future<NetServer> server;

    /**
     * What the real proxy is asked with.
     *
     * @param tls how to speak to the proxy; null for plain text
     */
    record Tunnel(
            String host,
            int port,
            MultiMap headers,
            @Nullable Tls tls) {}

    ProxyRelay(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /** The proxy that the client has to use instead, for one connection. */
    Future<ProxyOptions> open(Tunnel tunnel) {
        return server().map(listening -> {
            String ticket = ticket();
            tickets.put(ticket, tunnel);
            vertx.setTimer(Math.max(1, patience.toMillis()), late -> tickets.remove(ticket));
            return new ProxyOptions()
                    .setType(ProxyType.HTTP)
                    .setHost("127.0.0.1")
                    .setPort(listening.actualPort())
                    .setUsername("tocsin")
                    .setPassword(ticket)
                    .setConnectTimeout(patience);
        });
    }

    synchronized Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.compose(NetServer::close);
    }

    private synchronized Future<NetServer> server() {
        if (server == null || server.failed()) {
            server = vertx.createNetServer().connectHandler(this::receive).listen(0, "127.0.0.1");
        }
        return server;
    }

    private String ticket() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void receive(NetSocket client) {
        Buffer head = Buffer.buffer();
        client.exceptionHandler(broken -> client.close());
        client.handler(chunk -> {
            head.appendBuffer(chunk);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith(END)) {
                client.pause();
                client.handler(null);
                relay(client, text);
            } else if (head.length() > MAX_HEAD) {
                client.close();
            }
        });
    }

    private void relay(NetSocket client, String head) {
        Tunnel tunnel = redeem(head);
        String[] words = head.substring(0, head.indexOf('\r')).split(" ", -1);
        if (tunnel == null || words.length != 3 || !words[0].equals("CONNECT")) {
            refuse(client, "407 Proxy Authentication Required");
            return;
        }
        NetClient out;
        try {
            out = vertx.createNetClient(options(tunnel));
        } catch (BrokenAccess broken) {
            refuse(client, "502 " + broken.getMessage());
            return;
        }
        client.closeHandler(gone -> out.close());
        out.connect(tunnel.port(), tunnel.host())
                .onFailure(failure -> refuse(client, "502 cannot connect to the proxy: " + Details.of(failure)))
                .onSuccess(proxy -> {
                    proxy.write(request(words[1], tunnel.headers()));
                    proxy.pipeTo(client).onComplete(end -> client.close());
                    client.pipeTo(proxy).onComplete(end -> proxy.close());
                });
    }

    private @Nullable Tunnel redeem(String head) {
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0 || !line.substring(0, colon).equalsIgnoreCase("Proxy-Authorization")) continue;
            String value = line.substring(colon + 1).strip();
            if (!value.regionMatches(true, 0, "Basic ", 0, 6)) continue;
            try {
                String login = new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8);
                return tickets.remove(login.substring(login.indexOf(':') + 1));
            } catch (IllegalArgumentException noBase64) {
                return null;
            }
        }
        return null;
    }

    private NetClientOptions options(Tunnel tunnel) {
        NetClientOptions options = new NetClientOptions().setConnectTimeout(Math.toIntExact(patience.toMillis()));
        Tls tls = tunnel.tls();
        if (tls == null) return options;
        HttpClientOptions checked = new HttpClientOptions();
        HttpTls.apply(tls, vertx, checked);
        options.setSsl(true)
                .setTrustAll(checked.isTrustAll())
                .setHostnameVerificationAlgorithm(tls.insecure() ? "" : "HTTPS")
                .setEnabledSecureTransportProtocols(checked.getEnabledSecureTransportProtocols());
        if (checked.getTrustOptions() != null) options.setTrustOptions(checked.getTrustOptions());
        if (checked.getKeyCertOptions() != null) options.setKeyCertOptions(checked.getKeyCertOptions());
        return options;
    }

    private static Buffer request(String target, MultiMap headers) {
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return Buffer.buffer(request.append("\r\n").toString());
    }

    private static void refuse(NetSocket client, String status) {
        client.write("HTTP/1.1 " + Texts.line(status) + "\r\nContent-Length: 0" + END)
                .onComplete(written -> client.close());
    }
}
