package io.tocsin.server;

import io.tocsin.server.config.SelfWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a dead man's switch of somebody else's that we are well, and is silent when we are not: then it is they who page. On the
 * notify loop.
 */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** The next call is due soon anyway. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<SelfWatch> settings;
    private final Function<Instant, @Nullable String> trouble;
    private final Function<String, Future<Integer>> call;
    private final Metrics metrics;
    private Instant next = Instant.EPOCH;
    private String lastSaid = "";

    /**
     * A watchdog that has said nothing yet.
     *
     * @param trouble what is wrong with us, in a sentence; null when we are well
     * @param call calls an address, and gives the status of the answer
     */
    Watchdog(
            Supplier<SelfWatch> settings,
            Function<Instant, @Nullable String> trouble,
            Function<String, Future<Integer>> call,
            Metrics metrics) {
        this.settings = settings;
        this.trouble = trouble;
        this.call = call;
        this.metrics = metrics;
    }

    /** GET, because every such service takes it. */
    static Function<String, Future<Integer>> over(Vertx vertx, Teardown teardown) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) TIMEOUT.toMillis()));
        teardown.push("watchdog", () -> client.close().await());
        return url -> client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url)
                        .setTimeout(TIMEOUT.toMillis()))
                .compose(HttpClientRequest::send)
                .compose(answer -> answer.end().map(ended -> answer.statusCode()));
    }

    /** Calls when it is time to; every second. */
    void look(Instant now) {
        SelfWatch.Watchdog watchdog = settings.get().watchdog();
        if (watchdog == null || now.isBefore(next)) return;
        String wrong = trouble.apply(now);
        if (wrong != null) {
            // Asked again in a second: as soon as we are well, whoever watches us is to know.
            say("the watchdog is not told that all is well: " + wrong);
            return;
        }
        next = now.plus(watchdog.every());
        call.apply(watchdog.url().reveal())
                .onSuccess(status -> answered(status >= 200 && status < 300 ? null : "it answered " + status))
                // The address is a secret, and some messages repeat it.
                .onFailure(failure -> answered(failure.getClass().getSimpleName()));
    }

    private void answered(@Nullable String failure) {
        metrics.watchdog(failure == null);
        if (failure == null) lastSaid = "";
        else say("the watchdog cannot be reached: " + failure);
    }

    private void say(String sentence) {
        if (!sentence.equals(lastSaid)) log.warn("{}", sentence);
        lastSaid = sentence;
    }
}
