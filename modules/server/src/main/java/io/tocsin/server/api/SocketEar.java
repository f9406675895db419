package io.tocsin.server.api;

import io.tocsin.model.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/** Hears events for a WebSocket: one text message each. */
final class SocketEar implements Tails.Ear {
    /** RFC 6455: the endpoint is going away. */
    private static final short GOING_AWAY = 1001;

    private final Future<ServerWebSocket> opened;

    SocketEar(Future<ServerWebSocket> opened) {
        this.opened = opened;
    }

    @Override
    public Future<Void> hear(List<LogEvent> events, long dropped) {
        return opened.compose(socket -> {
            Future<Void> last = Future.succeededFuture();
            if (dropped > 0) last = socket.writeTextMessage("{\"dropped\":" + dropped + "}");
            for (LogEvent event : events) {
                Buffer out = Buffer.buffer();
                EventJson.append(out, event.id(), event.time(), event.json());
                last = socket.writeTextMessage(out.toString());
            }
            return last;
        });
    }

    static void ping(ServerWebSocket socket) {
        socket.writePing(Buffer.buffer("tocsin"));
    }

    @Override
    public void over() {
        opened.onSuccess(socket -> socket.close(GOING_AWAY, "the server stops"));
    }
}
