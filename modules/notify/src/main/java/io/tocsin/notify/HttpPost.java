package io.tocsin.notify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON, and knows afterwards whether anything was sent. TLS as the address says, with the host's name verified;
 * redirects are not followed, since they would carry a token or an alert to whoever a proxy names.
 *
 * <p>Each request has a connection of its own. A pooled one may have been closed by the other side while it was idle, and then
 * a request that was never read looks exactly like one whose answer was lost; one handshake is cheaper than a second page.
 */
final class HttpPost {
    /** Of an answer we read only what classification and a timeline need. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    /** For each host; more wait for one, at most the connect timeout. */
    private static final int MAX_CONNECTIONS = 50;

    private final HttpClient client;
    private final ChannelSettings settings;

    HttpPost(Vertx vertx, ChannelSettings settings) {
        this.settings = settings;
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    }

    /** Never fails. */
    Future<Answer> json(String url, Map<String, String> headers, JsonObject body) {
        RequestOptions options;
        try {
            options = options(url, headers);
        } catch (VertxException | IllegalArgumentException unusable) {
            return Future.succeededFuture(
                    new Answer.Impossible("cannot send: the address or a header is not valid in HTTP"));
        }
        // not toBuffer(): that refuses halves of surrogate pairs, which logs do contain
        Buffer bytes = Buffer.buffer(body.encode());
        return client.request(options)
                .transform(connected -> connected.succeeded()
                        ? exchange(connected.result(), bytes)
                        : Future.succeededFuture(
                                new Answer.NotSent("cannot connect: " + Details.of(connected.cause()))));
    }

    Future<Void> close() {
        return client.close();
    }

    private RequestOptions options(String url, Map<String, String> headers) {
        if (!Facts.isWeb(url)) throw new IllegalArgumentException("not a web address");
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setFollowRedirects(false)
                .setConnectTimeout(settings.connectTimeout().toMillis())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("User-Agent", Texts.line(settings.userAgent()));
        headers.forEach((name, value) -> options.putHeader(name, Texts.line(value)));
        return options;
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
        return new Answer.Answered(response.statusCode(), response.headers(), body.toString());
    }
}
