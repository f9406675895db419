package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy: tunnels by CONNECT, and plain requests for whole addresses. Source: RFC 9110, section 9.3.6. */
public final class FakeProxy {
    private final Inbox<Passage> inbox = new Inbox<>();
    private final HttpServer server;
    private final HttpClient client;

    /** Held on to: what a client that nobody holds has opened is closed by the garbage collector. */
    private final NetClient targets;

    private final boolean tls;
    private volatile int port;
    private volatile String login = "";

    /**
     * One request that went through.
     *
     * @param target {@code host:port} of a tunnel, else the whole address
     * @param headers by lower-case name
     */
    public record Passage(String method, String target, SortedMap<String, String> headers) {}

    private FakeProxy(Vertx vertx, @Nullable FakeCertificate certificate) {
        this.client = vertx.createHttpClient();
        this.targets = vertx.createNetClient();
        this.tls = certificate != null;
        HttpServerOptions options = new HttpServerOptions();
        if (certificate != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PfxOptions()
                            .setPath(certificate.keyStore().toString())
                            .setPassword(FakeCertificate.PASSWORD));
        }
        this.server = vertx.createHttpServer(options).requestHandler(this::receive);
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeProxy> start(Vertx vertx, int port) {
        return listen(new FakeProxy(vertx, null), port);
    }

    /** The same, spoken to in TLS. */
    public static Future<FakeProxy> startTls(Vertx vertx, FakeCertificate certificate) {
        return listen(new FakeProxy(vertx, certificate), 0);
    }

    private static Future<FakeProxy> listen(FakeProxy proxy, int port) {
        return proxy.server.listen(port, "127.0.0.1").map(listening -> {
            proxy.port = listening.actualPort();
            return proxy;
        });
    }

    public String url() {
        return (tls ? "https://localhost:" : "http://127.0.0.1:") + port;
    }

    /** From now on only who says so may pass; {@code user:password}. */
    public void require(String userAndPassword) {
        login = userAndPassword;
    }

    public List<Passage> passages() {
        return inbox.all();
    }

    public Future<Void> close() {
        return server.close();
    }

    private void receive(HttpServerRequest request) {
        String wanted = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        if (!login.isEmpty() && !wanted.equals(request.getHeader("Proxy-Authorization"))) {
            request.response()
                    .setStatusCode(407)
                    .putHeader("Proxy-Authenticate", "Basic realm=\"fake\"")
                    .end();
            return;
        }
        SortedMap<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        inbox.add(new Passage(request.method().name(), request.uri(), headers));
        if (request.method().equals(HttpMethod.CONNECT)) tunnel(request);
        else forward(request);
    }

    private void tunnel(HttpServerRequest request) {
        int colon = request.uri().lastIndexOf(':');
        String host = request.uri().substring(0, colon);
        request.pause();
        targets.connect(Integer.parseInt(request.uri().substring(colon + 1)), host)
                .onFailure(failure -> request.response().setStatusCode(502).end())
                .onSuccess(target -> request.toNetSocket().onSuccess(source -> join(source, target)));
    }

    private static void join(NetSocket source, NetSocket target) {
        source.pipeTo(target);
        target.pipeTo(source);
    }

    private void forward(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            RequestOptions options =
                    new RequestOptions().setAbsoluteURI(request.uri()).setMethod(request.method());
            client.request(options)
                    .compose(out -> {
                        request.headers().forEach((name, value) -> {
                            boolean hop = name.equalsIgnoreCase("host")
                                    || name.toLowerCase(Locale.ROOT).startsWith("proxy-");
                            if (!hop) out.putHeader(name, value);
                        });
                        return out.send(body);
                    })
                    .compose(answer -> answer.body()
                            .onSuccess(bytes -> request.response()
                                    .setStatusCode(answer.statusCode())
                                    .end(bytes)))
                    .onFailure(failure -> request.response().setStatusCode(502).end());
        });
    }
}
