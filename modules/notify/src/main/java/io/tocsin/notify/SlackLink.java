package io.tocsin.notify;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of Socket Mode. Every envelope is acknowledged before anything is done about it: Slack waits three seconds,
 * and sends again what was not acknowledged.
 */
final class SlackLink {
    private final Vertx vertx;
    private final ClientWebSocket socket;
    private final Duration patience;
    private final Listener listener;
    private boolean heard;
    private boolean greeted;
    private boolean over;
    private @Nullable Long watch;

    /** What a link tells. */
    interface Listener {
        /** Presses come from now on. */
        void hello();

        /** It has held for a while. */
        void well();

        void pressed(JsonObject payload);

        /** It will end soon, and another one is to be opened; until then it works. */
        void leaving(SlackLink link);

        void closed(SlackLink link, String why);
    }

    /**
     * A link that is not connected yet.
     *
     * @param patience a link that says nothing for twice this long is dead, answers to our pings included
     */
    SlackLink(Vertx vertx, ClientWebSocket socket, Duration patience, Listener listener) {
        this.vertx = vertx;
        this.socket = socket;
        this.patience = patience;
        this.listener = listener;
        socket.textMessageHandler(this::said);
        socket.pongHandler(pong -> heard = true);
        socket.closeHandler(closed -> failed("the connection ended"));
        socket.exceptionHandler(broken -> failed("the connection broke: " + Details.of(broken)));
    }

    void stands() {
        if (over) close();
        else watch = vertx.setPeriodic(patience.toMillis(), tick -> look());
    }

    private void look() {
        if (!heard || !greeted) {
            socket.close();
            failed("nothing was heard for " + patience.toSeconds() + " s");
            return;
        }
        heard = false;
        listener.well();
        socket.writePing(io.vertx.core.buffer.Buffer.buffer("tocsin"));
    }

    private void said(String text) {
        heard = true;
        JsonObject message;
        try {
            message = new JsonObject(text);
        } catch (DecodeException noObject) {
            return;
        }
        String envelope = message.getString("envelope_id", "");
        if (!envelope.isEmpty())
            socket.writeTextMessage(
                    new JsonObject().put("envelope_id", envelope).encode());
        switch (message.getString("type", "")) {
            case "hello" -> {
                greeted = true;
                listener.hello();
            }
            case "disconnect" -> listener.leaving(this);
            case "interactive" -> {
                if (message.getValue("payload") instanceof JsonObject payload) listener.pressed(payload);
            }
            default -> {
                // slash commands and events, should somebody subscribe to them: acknowledged, and not for us
            }
        }
    }

    /** It ends by the other side, or was never connected. */
    void failed(String why) {
        if (over) return;
        over = true;
        if (watch != null) vertx.cancelTimer(watch);
        listener.closed(this, why);
    }

    /** It ends by us. */
    void close() {
        failed("closed");
        socket.close();
    }
}
