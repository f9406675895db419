package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP requests the way their destination is reached, and knows afterwards whether anything was sent. TLS as the address
 * says, with the host's name verified unless the access forgoes that.
 *
 * <p>Each request has a connection to itself; one that was answered is used again only within {@link KeptConnections#IDLE}. One
 * from a pool may have been closed by the other side while it was idle, and then a request that was never read looks exactly
 * like one whose answer was lost; a handshake is cheaper than a second page.
 */
final class HttpPost {
    /** Of an answer we read only what classification and a timeline need. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    /** For each host; more wait for one, at most the connect timeout. */
    private static final int MAX_CONNECTIONS = 50;

    /** Each may take as long as both timeouts together; honest ones need one or two. */
    private static final int MAX_REDIRECTS = 5;

    private static final String AUTHORIZATION = "Authorization";

    private final ChannelSettings settings;
    private final Proxies proxies;
    private final HttpClients clients;
    private final ProxyRelay relay;
    private final KeptConnections kept;
    private final Turns turns;
    private final Tokens tokens;

    /**
     * What came of a request.
     *
     * @param lasts whether its connection may be used again
     */
    private record Heard(Answer answer, boolean lasts) {}

    HttpPost(Vertx vertx, ChannelSettings settings) {
        this(vertx, settings, System.getenv());
    }

    /** With the environment that proxies may be taken from. */
    HttpPost(Vertx vertx, ChannelSettings settings, Map<String, String> environment) {
        this(vertx, settings, environment, KeptConnections.IDLE);
    }

    /** With the time for which connections are kept. */
    HttpPost(Vertx vertx, ChannelSettings settings, Map<String, String> environment, Duration idle) {
        this.settings = settings;
        this.proxies = new Proxies(environment);
        this.clients = new HttpClients(vertx, settings);
        this.relay = new ProxyRelay(vertx, settings.connectTimeout());
        this.kept = new KeptConnections(vertx, idle);
        this.turns = new Turns(vertx, MAX_CONNECTIONS, settings.connectTimeout());
        this.tokens = new Tokens(this::exchange, settings);
    }

    /** Posts JSON; never fails. */
    Future<Answer> json(String url, HttpAccess access, Map<String, String> headers, JsonObject body) {
        return send(HttpCall.json(url, headers, body), access);
    }

    /** Makes a request; never fails. */
    Future<Answer> send(HttpCall call, HttpAccess access) {
        HttpCall dressed = call.with(headers(call, access));
        HttpAccess.OAuth2 client = access.oauth2();
        if (client == null) return follow(dressed, access, MAX_REDIRECTS);
        return tokens.token(access, client).compose(grant -> withToken(dressed, access, grant, client));
    }

    Future<Void> close() {
        return Future.join(kept.close(), clients.close(), relay.close()).mapEmpty();
    }

    /** A login of the channel's own goes before one of the access, as in Alertmanager. */
    private static Map<String, String> headers(HttpCall call, HttpAccess access) {
        Map<String, String> headers = HttpCall.copy(call.headers());
        for (Map.Entry<String, Secret> header : access.headers().entrySet()) {
            boolean login = header.getKey().equalsIgnoreCase(AUTHORIZATION);
            if (login && headers.containsKey(AUTHORIZATION)) continue;
            headers.put(header.getKey(), header.getValue().reveal());
        }
        return headers;
    }

    /** Status 401 says that nothing was taken, so a token that ended early is replaced, once. */
    private Future<Answer> withToken(
            HttpCall call, HttpAccess access, Tokens.Grant grant, HttpAccess.@Nullable OAuth2 again) {
        return switch (grant) {
            case Tokens.Grant.Refused refused -> Future.succeededFuture(refused.answer());
            case Tokens.Grant.Token token ->
                follow(call.with(AUTHORIZATION, token.header()), access, MAX_REDIRECTS)
                        .map(answer -> masked(answer, token.value()))
                        .compose(answer -> {
                            boolean stale = answer instanceof Answered answered && answered.status() == 401;
                            if (!stale || again == null) return Future.succeededFuture(answer);
                            tokens.forget(access, token);
                            return tokens.token(access, again).compose(fresh -> withToken(call, access, fresh, null));
                        });
        };
    }

    private static Answer masked(Answer answer, String token) {
        return answer instanceof Answered a
                ? new Answered(a.status(), a.headers(), a.body().replace(token, "****"))
                : answer;
    }

    private Future<Answer> follow(HttpCall call, HttpAccess access, int left) {
        return exchange(call, access).compose(answer -> {
            boolean may = access.followRedirects() && left > 0;
            HttpCall next = may && answer instanceof Answered answered ? Redirects.next(call, answered) : null;
            return next == null ? Future.succeededFuture(answer) : follow(next, access, left - 1);
        });
    }

    /** One request on one connection. */
    private Future<Answer> exchange(HttpCall call, HttpAccess access) {
        HttpHop hop;
        HttpClientAgent client;
        try {
            hop = HttpHop.of(call, access, proxies, settings);
            client = clients.client(hop.kind());
        } catch (BrokenAccess broken) {
            return Future.succeededFuture(new Answer.Impossible("cannot send: " + broken.getMessage()));
        } catch (RuntimeException unusable) {
            return Future.succeededFuture(
                    new Answer.Impossible("cannot send: the address or a header is not valid in HTTP"));
        }
        return turns.take(hop.lane())
                .compose(turn -> Future.<Void>succeededFuture()
                        // in here, what is thrown fails the future, and the turn ends in any case
                        .compose(go -> onKept(client, hop, call.body()))
                        .onComplete(over -> turns.done(hop.lane())))
                .otherwise(failure ->
                        new Answer.NotSent((hop.proxy() ? "cannot connect through the proxy: " : "cannot connect: ")
                                + Details.of(failure)));
    }

    /** On a connection that stands already, if one does; when it turns out to be gone before anything was sent, on a fresh one. */
    private Future<Answer> onKept(HttpClientAgent client, HttpHop hop, Buffer body) {
        KeptConnections.Key key = hop.reuse();
        HttpClientConnection standing = key == null ? null : kept.take(key);
        if (standing == null) return onFresh(client, hop, body);
        return request(standing, hop)
                .map(request -> exchange(standing, request, key, body))
                .recover(gone ->
                        standing.close().transform(closed -> Future.succeededFuture(onFresh(client, hop, body))))
                .compose(answer -> answer);
    }

    private Future<Answer> onFresh(HttpClientAgent client, HttpHop hop, Buffer body) {
        return connect(client, hop)
                .compose(connection -> request(connection, hop)
                        .onFailure(unsent -> connection.close())
                        .compose(request -> exchange(connection, request, hop.reuse(), body)));
    }

    private Future<HttpClientConnection> connect(HttpClientAgent client, HttpHop hop) {
        ProxyRelay.Tunnel tunnel = hop.tunnel();
        Future<HttpClientConnection> connecting = tunnel == null
                ? client.connect(hop.connect())
                : relay.open(tunnel).compose(via -> client.connect(hop.connect().setProxyOptions(via)));
        long patience = settings.connectTimeout().toMillis();
        return connecting.timeout(patience, TimeUnit.MILLISECONDS).onFailure(late -> {
            // one that stands after all must not stay open
            connecting.onSuccess(HttpClientConnection::close);
        });
    }

    /** Fails when there was no request to send on this connection. */
    private static Future<HttpClientRequest> request(HttpClientConnection connection, HttpHop hop) {
        return connection
                .request(hop.request())
                // the name in the certificate, or the proxy's, may be another one
                .map(request -> request.authority(HostAndPort.create(
                        hop.request().getHost(), hop.request().getPort())));
    }

    /**
     * Sends and reads; the connection is kept or closed afterwards.
     *
     * @param key to keep it under; null when it must not be used again
     */
    private Future<Answer> exchange(
            HttpClientConnection connection,
            HttpClientRequest request,
            KeptConnections.@Nullable Key key,
            Buffer body) {
        return exchange(request, body).compose(heard -> {
            if (key == null || !heard.lasts()) return connection.close().transform(closed -> answer(heard));
            kept.keep(key, connection);
            return answer(heard);
        });
    }

    private static Future<Answer> answer(Heard heard) {
        return Future.succeededFuture(heard.answer());
    }

    private Future<Heard> exchange(HttpClientRequest request, Buffer body) {
        long patience = settings.answerTimeout().toMillis();
        return request.send(body)
                .compose(HttpPost::read)
                .timeout(patience, TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    request.reset();
                    Answer lost = new Answer.Lost(
                            failure instanceof TimeoutException
                                    ? "no answer within " + patience + " ms"
                                    : "answer lost: " + Details.of(failure));
                    return Future.succeededFuture(new Heard(lost, false));
                });
    }

    /** Whether the other side is ready to be asked again on the same connection. */
    private static boolean lasts(HttpClientResponse response) {
        return response.version() != HttpVersion.HTTP_1_0
                && !"close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION));
    }

    /** A body that breaks off still leaves its status; only a success needs the whole of it to be believed. */
    private static Future<Heard> read(HttpClientResponse response) {
        Promise<Heard> heard = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            int room = MAX_ANSWER_BYTES - body.length();
            if (room > 0) body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        });
        response.endHandler(end -> heard.tryComplete(new Heard(answered(response, body), lasts(response))));
        response.exceptionHandler(broken -> {
            if (response.statusCode() / 100 == 2) heard.tryFail(broken);
            else heard.tryComplete(new Heard(answered(response, body), false));
        });
        return heard.future();
    }

    private static Answer answered(HttpClientResponse response, Buffer body) {
        return new Answered(response.statusCode(), response.headers(), body.toString());
    }
}
