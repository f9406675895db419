package io.tocsin.demo;

import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeSmtp;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The real server, fake inboxes around it, and a payment platform that has a bad minute. */
final class Demo implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final Inboxes inboxes;
    private final Tocsin server;
    private final Api api;

    /** Starts everything below a folder that may be thrown away afterwards. */
    Demo(Path folder, int port) throws IOException {
        this.inboxes = new Inboxes(
                FakeSlack.start(vertx, 0).await(),
                FakeSmtp.start(vertx, 0).await(),
                FakePagerDuty.start(vertx, 0).await());
        DemoConfig config = new DemoConfig(folder, inboxes, port);
        config.write();
        this.server = Tocsin.start(new StartOptions(
                config.config(), config.rules(), folder.resolve("data"), port, Map.of(), System::getenv));
        this.api = new Api(server.url());
    }

    String url() {
        return server.url();
    }

    Inboxes inboxes() {
        return inboxes;
    }

    Api api() {
        return api;
    }

    /** How many events the server has so far. */
    long events() {
        JsonObject status = api.fetch("/api/v1/status");
        return status.getLong("events", 0L);
    }

    @Override
    public void close() {
        server.stop(STOP_WITHIN);
        vertx.close().await();
    }

    /** Where the pages of the demo arrive. */
    record Inboxes(FakeSlack slack, FakeSmtp mail, FakePagerDuty pagerDuty) {
        /** Whether each of them received a page. */
        boolean allReached() {
            return !slack.messages().isEmpty()
                    && !mail.messages().isEmpty()
                    && !pagerDuty.events().isEmpty();
        }

        String summary() {
            return "Slack %d messages, mail %d, PagerDuty %d events"
                    .formatted(
                            slack.messages().size(),
                            mail.messages().size(),
                            pagerDuty.events().size());
        }
    }
}
