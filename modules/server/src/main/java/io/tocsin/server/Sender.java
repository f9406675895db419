package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Channel;
import io.tocsin.notify.Wording;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The notify loop's hand: one attempt for each notice, and the answer back to whoever planned it. It knows neither incidents
 * nor retries.
 */
final class Sender {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Loop loop;
    private final Channel channels;
    private final Metrics metrics;
    private final BiConsumer<Notice, Outcome> answered;

    /**
     * A sender of single attempts.
     *
     * @param answered told each outcome, on the notify loop
     */
    Sender(Loop loop, Channel channels, Metrics metrics, BiConsumer<Notice, Outcome> answered) {
        this.loop = loop;
        this.channels = channels;
        this.metrics = metrics;
        this.answered = answered;
    }

    /**
     * Makes one attempt.
     *
     * @param wording whose words it uses
     */
    void send(Notice notice, Wording wording, String channel) {
        loop.tell(() -> {
            long startedAt = System.nanoTime();
            metrics.lag(Metrics.Stage.NOTIFY, notice.briefing().at());
            channels.send(notice, wording).otherwise(Sender::unexpected).onSuccess(outcome -> {
                metrics.notified(channel, notice.kind(), outcome, System.nanoTime() - startedAt);
                answered.accept(notice, outcome);
            });
        });
    }

    /** A channel promises never to fail; should one do so all the same, the page is tried again. */
    private static Outcome unexpected(Throwable failure) {
        return new Outcome.Retry("bug in the channel: " + failure, RETRY_AFTER);
    }
}
