package io.tocsin.server.api;

import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Hears events for a stream of server-sent events. */
final class EventStreamEar implements Tails.Ear {
    private final HttpServerResponse response;

    /** The head goes out first, whichever thread is faster. */
    private final Promise<Void> begun = Promise.promise();

    EventStreamEar(HttpServerResponse response) {
        this.response = response;
    }

    /** Sends the head, and a line by which the caller knows that nothing is missed from now on. */
    void begin() {
        response.setChunked(true).write(": listening\n\n").onComplete(begun);
    }

    @Override
    public Future<Void> hear(List<LogEvent> events, long dropped) {
        Buffer out = Buffer.buffer();
        if (dropped > 0) out.appendString("event: dropped\ndata: {\"dropped\":" + dropped + "}\n\n");
        for (LogEvent event : events) {
            out.appendString("id: " + EventId.text(event.id()) + "\ndata: ");
            EventJson.append(out, event.id(), event.time(), oneLine(event.json()));
            out.appendString("\n\n");
        }
        return begun.future().compose(open -> response.write(out));
    }

    /** Between the members of an object there may be line breaks, which would end the data; inside of texts there are none. */
    static byte[] oneLine(byte[] json) {
        byte[] line = json;
        for (int i = 0; i < json.length; i++) {
            if (json[i] != '\n' && json[i] != '\r') continue;
            if (line == json) line = json.clone();
            line[i] = ' ';
        }
        return line;
    }

    void ping() {
        response.write(": ping\n\n");
    }

    @Override
    public void over() {
        begun.future().onSuccess(open -> response.end());
    }
}
