package io.tocsin.notify;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Socket Mode: asks for an address, keeps a WebSocket open there, and opens the next one before the old one ends, so
 * that no press is lost in between. Source: docs.slack.dev, Using Socket Mode.
 */
final class SlackSocket {
    /** Slack sends the whole message with each press; blocks are limited to some 12,000 characters. */
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final Vertx vertx;
    private final HttpPost http;
    private final ChannelSettings settings;
    private final DoubleSupplier jitter;
    private final SlackApp.Listener listener;
    private final SocketDoor door;
    private final Set<SlackLink> links = new HashSet<>();
    private String apiUrl = "";
    private Secret token = Secret.NONE;
    private HttpAccess access = HttpAccess.DIRECT;
    private @Nullable SlackLink newest;
    private int failures;
    /** Counts changes of the token: what was begun before one is not wanted any more. */
    private int life;

    SlackSocket(
            Vertx vertx, HttpPost http, ChannelSettings settings, DoubleSupplier jitter, SlackApp.Listener listener) {
        this.vertx = vertx;
        this.http = http;
        this.settings = settings;
        this.jitter = jitter;
        this.listener = listener;
        this.door = new SocketDoor(vertx, settings, MAX_MESSAGE_BYTES);
    }

    void use(String newApiUrl, Secret newToken, HttpAccess newAccess) {
        if (newApiUrl.equals(apiUrl) && newToken.equals(token) && newAccess.equals(access)) return;
        apiUrl = newApiUrl;
        token = newToken;
        access = newAccess;
        life++;
        failures = 0;
        newest = null;
        Set.copyOf(links).forEach(SlackLink::close);
        if (!token.isEmpty()) open();
    }

    void close() {
        use("", Secret.NONE, HttpAccess.DIRECT);
        door.close();
    }

    private void open() {
        int mine = life;
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token.reveal());
        http.json(apiUrl + "/apps.connections.open", access, headers, new JsonObject())
                .onSuccess(answer -> {
                    if (mine == life) opened(answer);
                });
    }

    private void opened(Answer answer) {
        String url = answer instanceof Answered answered ? answered.object().getString("url", "") : "";
        if (!url.isEmpty()) connect(url);
        else again("apps.connections.open: " + why(answer), floor(answer));
    }

    private static String why(Answer answer) {
        if (!(answer instanceof Answered answered))
            return Answer.unanswered(answer).detail();
        String error = answered.object().getString("error", "");
        return error.isEmpty() ? "answer " + answered.status() : error;
    }

    private Duration floor(Answer answer) {
        return answer instanceof Answered answered && answered.status() == 429
                ? RetryAfter.of(answered, settings.clock().instant())
                : Duration.ZERO;
    }

    private void connect(String url) {
        ClientWebSocket socket;
        try {
            socket = door.socket(access);
        } catch (BrokenAccess broken) {
            again("cannot connect: " + broken.getMessage(), Duration.ZERO);
            return;
        }
        SlackLink link = new SlackLink(vertx, socket, settings.answerTimeout(), new Links(life));
        newest = link;
        links.add(link);
        connecting(socket, url)
                .onFailure(failure -> link.failed("cannot connect: " + Details.of(failure)))
                .onSuccess(stands -> link.stands());
    }

    /** An address that cannot be read fails like one that nobody answers. */
    private Future<?> connecting(ClientWebSocket socket, String url) {
        try {
            return door.way(url, access)
                    .compose(socket::connect)
                    .timeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException unreadable) {
            return Future.failedFuture(unreadable);
        }
    }

    private void again(String why, Duration floor) {
        failures++;
        listener.connected(false, why);
        Duration backoff = Delivery.backoff(failures, jitter.getAsDouble());
        int mine = life;
        long millis = Math.max(1, (backoff.compareTo(floor) > 0 ? backoff : floor).toMillis());
        vertx.setTimer(millis, due -> {
            if (mine == life) open();
        });
    }

    /** What a link tells, as long as its token is the one in use. */
    private final class Links implements SlackLink.Listener {
        private final int of;

        Links(int of) {
            this.of = of;
        }

        @Override
        public void hello() {
            if (of == life) listener.connected(true, "");
        }

        @Override
        public void well() {
            if (of == life) failures = 0;
        }

        @Override
        public void pressed(JsonObject payload) {
            if (of == life) listener.pressed(payload);
        }

        /** At once, while the old one still hears; but not in a circle when each new one is sent away too. */
        @Override
        public void leaving(SlackLink link) {
            if (of != life || link != newest) return;
            newest = null;
            if (failures > 0) {
                again("Slack asked to connect again", Duration.ZERO);
                return;
            }
            failures = 1;
            open();
        }

        @Override
        public void closed(SlackLink link, String why) {
            links.remove(link);
            if (of != life || link != newest) return;
            newest = null;
            again(why, Duration.ZERO);
        }
    }
}
