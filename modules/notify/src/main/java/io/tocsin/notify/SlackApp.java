package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The side of a Slack app that listens: it hears which buttons people press, by a socket that it opens (Socket Mode, so no
 * address of ours need be reachable), and answers the one who pressed. Lives on one event loop.
 */
public final class SlackApp implements AutoCloseable {
    private static final int MAX_REPLY = 1000;

    private final HttpPost http;
    private final SlackSocket socket;
    private HttpAccess access = HttpAccess.DIRECT;

    /** Who hears what happens; called on the loop of the app. */
    public interface Listener {
        /** Somebody pressed something: Slack's {@code block_actions} payload. Slack may tell it more than once. */
        void pressed(JsonObject payload);

        /**
         * The socket stands, or does not.
         *
         * @param detail why not, in one line without secrets; empty when it stands
         */
        void connected(boolean connected, String detail);
    }

    /** An app without a socket yet. */
    public SlackApp(Vertx vertx, ChannelSettings settings, DoubleSupplier jitter, Listener listener) {
        this.http = new HttpPost(vertx, settings);
        this.socket = new SlackSocket(vertx, http, settings, jitter, listener);
    }

    /**
     * Keeps a socket open from now on, until told otherwise. The same once more changes nothing.
     *
     * @param token the app-level token; empty for no socket
     * @param way by which Slack is reached: its proxy and certificates
     */
    public void listen(String apiUrl, Secret token, HttpAccess way) {
        access = way.anonymous();
        socket.use(apiUrl, token, access);
    }

    /**
     * Tells the one who pressed, and nobody else.
     *
     * @param responseUrl as it stood in the payload
     * @param text plain
     */
    public Future<Outcome> tell(String responseUrl, String text) {
        JsonObject body = new JsonObject()
                .put("response_type", "ephemeral")
                .put("replace_original", false)
                .put("text", SlackText.fit(text, MAX_REPLY));
        return http.json(responseUrl, access, Map.of(), body).map(SlackApp::outcome);
    }

    private static Outcome outcome(Answer answer) {
        if (!(answer instanceof Answered answered)) return Answer.unanswered(answer);
        return answered.ok()
                ? new Outcome.Delivered("told", "")
                : new Outcome.Retry("slack says " + answered.detail(), Duration.ZERO);
    }

    /** Closes the socket and every connection. */
    @Override
    public void close() {
        socket.close();
        http.close();
    }
}
