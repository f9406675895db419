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
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP requests the way their destination is reached, and knows afterwards whether anything was sent. TLS as the address
 * says, with the host's name verified unless the access forgoes that.
 *
 * <p>Each request has a connection of its own. A pooled one may have been closed by the other side while it was idle, and then
 * a request that was never read looks exactly like one whose answer was lost; one handshake is cheaper than a second page.
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
    private final Turns turns;
    private final Tokens tokens;

    HttpPost(Vertx vertx, ChannelSettings settings) {
        this(vertx, settings, System.getenv());
    }

    /** With the environment that proxies may be taken from. */
    HttpPost(Vertx vertx, ChannelSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.proxies = new Proxies(environment);
        this.clients = new HttpClients(vertx, settings);
        this.relay = new ProxyRelay(vertx, settings.connectTimeout());
        this.turns = new Turns(vertx, MAX_CONNECTIONS, settings.connectTimeout());
        this.tokens = new Tokens((call, access) -> exchange(call, access, false), settings);
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
        return Future.join(clients.close(), relay.close()).mapEmpty();
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
        return exchange(call, access, false).compose(answer -> {
            boolean may = access.followRedirects() && left > 0;
            HttpCall next = may && answer instanceof Answered answered ? Redirects.next(call, answered) : null;
            return next == null ? Future.succeededFuture(answer) : follow(next, access, left - 1);
        });
    }

    /** One request on one connection. */
    private Future<Answer> exchange(HttpCall call, HttpAccess access, boolean publicToo) {
        HttpHop hop;
        HttpClientAgent client;
        try {
            hop = HttpHop.of(call, access, proxies, settings, publicToo);
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
                        .compose(go -> connect(client, hop))
                        .compose(connection -> ask(connection, hop, call.body()).eventually(connection::close))
                        .onComplete(over -> turns.done(hop.lane())))
                .otherwise(failure ->
                        new Answer.NotSent((hop.proxy() ? "cannot connect through the proxy: " : "cannot connect: ")
                                + Details.of(failure)));
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
    private Future<Answer> ask(HttpClientConnection connection, HttpHop hop, Buffer body) {
        return connection
                .request(hop.request())
                // the name in the certificate, or the proxy's, may be another one
                .map(request -> request.authority(HostAndPort.create(
                        hop.request().getHost(), hop.request().getPort())))
                .compose(request -> exchange(request, body));
    }

    private Future<Answer> exchange(HttpClientRequest request, Buffer body) {
        long patience = settings.answerTimeout().toMillis();
        return request.send(body)
                .compose(HttpPost::read)
                .timeout(patience, TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    request.reset();
                    return Future.succeededFuture(new Answer.Lost(
                            failure instanceof TimeoutException
                                    ? "no answer within " + patience + " ms"
                                    : "answer lost: " + Details.of(failure)));
                });
    }

    /** A body that breaks off still leaves its status; only a success needs the whole of it to be believed. */
    private static Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            int room = MAX_ANSWER_BYTES - body.length();
            if (room > 0) body.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        });
        response.endHandler(end -> answer.tryComplete(answered(response, body)));
        response.exceptionHandler(broken -> {
            if (response.statusCode() / 100 == 2) answer.tryFail(broken);
            else answer.tryComplete(answered(response, body));
        });
        return answer.future();
    }

    private static Answer answered(HttpClientResponse response, Buffer body) {
        return new Answered(response.statusCode(), response.headers(), body.toString());
    }
}
