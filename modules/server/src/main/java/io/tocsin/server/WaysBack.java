package io.tocsin.server;

import io.micrometer.core.instrument.Tags;
import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.notify.ChannelSettings;
import io.tocsin.notify.SlackApp;
import io.tocsin.routing.Integration;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.server.api.Incidents;
import io.tocsin.server.callbacks.PagerDutyCallback;
import io.tocsin.server.callbacks.PagerDutyDesk;
import io.tocsin.server.callbacks.SlackCallback;
import io.tocsin.server.callbacks.SlackDesk;
import io.tocsin.server.callbacks.SlackPeople;
import io.tocsin.server.callbacks.SmsDesk;
import io.tocsin.server.callbacks.TextMessages;
import io.tocsin.server.callbacks.TwilioCallback;
import io.tocsin.server.config.BackChannels;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How people answer from where they were told. What it remembers has one owner, the callbacks loop. */
final class WaysBack {
    private static final Logger log = LoggerFactory.getLogger(WaysBack.class);

    /** Presses are made by hand: so many at once are none. */
    private static final int TASKS_MAX = 1_000;

    private static final int CLOSING_SECONDS = 2;

    private final Loop loop;
    private final SlackApp slack;
    private final SlackDesk desk;
    private final Supplier<Configuration> configuration;
    private final Map<String, Handler<RoutingContext>> callbacks;
    private volatile boolean connected;

    /** What it needs of the world. */
    record Parts(
            Vertx vertx,
            Incidents incidents,
            TextMessages messages,
            Supplier<Configuration> configuration,
            InstantSource clock,
            Metrics metrics) {}

    private WaysBack(Parts parts) {
        this.configuration = parts.configuration();
        this.loop = LoopVerticle.deploy(parts.vertx(), "callbacks", TASKS_MAX, parts.metrics()::bug);
        String url = configuration.get().settings().externalUrl();
        Random jitter = new Random();
        this.slack = new SlackApp(parts.vertx(), ChannelSettings.defaults(url), jitter::nextDouble, new Socket());
        SlackPeople people = new SlackPeople(configuration);
        this.desk = new SlackDesk(parts.incidents(), people, this::tell, parts.clock());
        PagerDutyDesk pagerDuty = new PagerDutyDesk(parts.incidents(), parts.clock());
        this.callbacks = Map.of(
                "/callbacks/slack",
                new SlackCallback(() -> slack().signingSecret(), this::pressed, parts.clock()),
                "/callbacks/pagerduty",
                new PagerDutyCallback(
                        this::pagerDutySecrets, (id, webhook) -> loop.call(() -> pagerDuty.heard(id, webhook))),
                "/callbacks/twilio",
                new TwilioCallback(
                        this::twilioToken,
                        () -> configuration.get().settings().externalUrl(),
                        new Sms(parts.incidents(), parts.messages(), parts.clock())));
    }

    /** Opens what is configured. */
    static WaysBack open(Parts parts, Teardown teardown) {
        WaysBack ways = new WaysBack(parts);
        parts.metrics()
                .gauge(
                        "tocsin.slack.connected",
                        "1 while the socket to Slack stands",
                        Tags.empty(),
                        () -> ways.connected ? 1 : 0);
        ways.reload();
        teardown.push("ways back", () -> ways.close());
        return ways;
    }

    private void close() throws TimeoutException {
        loop.<Void>call(() -> {
                    slack.close();
                    return Future.succeededFuture();
                })
                .await(CLOSING_SECONDS, TimeUnit.SECONDS);
    }

    /** What answers which address. */
    Map<String, Handler<RoutingContext>> callbacks() {
        return callbacks;
    }

    /** The configuration has changed. */
    void reload() {
        BackChannels.Slack now = slack();
        HttpAccess way = way(configuration.get().routing());
        loop.tell(() -> slack.listen(now.apiUrl(), now.appToken(), way));
    }

    /**
     * As the first receiver that posts by the app reaches Slack; where there is none, as people are reached, by {@code global}; where that
     * says nothing either, as the environment says.
     */
    static HttpAccess way(RoutingConfig routing) {
        return routing.receivers().values().stream()
                .flatMap(receiver -> receiver.integrations().stream())
                .map(Integration::destination)
                .filter(Destination.SlackChannel.class::isInstance)
                .map(Destination::access)
                .findFirst()
                .orElseGet(() -> asForPeople(routing.global().access()));
    }

    private static HttpAccess asForPeople(HttpAccess said) {
        return said.equals(HttpAccess.DIRECT) ? HttpAccess.asTheEnvironmentSays() : said.withoutLogin();
    }

    /** Whether there was room for it. */
    private boolean pressed(JsonObject payload) {
        Future<Void> taken = loop.call(() -> {
            desk.pressed(payload);
            return Future.succeededFuture();
        });
        return !taken.failed();
    }

    private List<Secret> pagerDutySecrets() {
        BackChannels.PagerDuty pagerDuty =
                configuration.get().settings().backChannels().pagerduty();
        return pagerDuty == null ? List.of() : pagerDuty.secrets();
    }

    private Secret twilioToken() {
        BackChannels.Twilio twilio =
                configuration.get().settings().backChannels().twilio();
        return twilio == null || !twilio.callbacks() ? Secret.NONE : twilio.authToken();
    }

    private BackChannels.Slack slack() {
        BackChannels.Slack slack = configuration.get().settings().backChannels().slack();
        return slack == null ? new BackChannels.Slack(Secret.NONE, Secret.NONE, false, "") : slack;
    }

    private void tell(String responseUrl, String text) {
        if (responseUrl.isEmpty()) return;
        slack.tell(responseUrl, text).onSuccess(outcome -> log.debug("told by Slack: {}", outcome.detail()));
    }

    /** On the callbacks loop, since it was opened there. */
    private final class Socket implements SlackApp.Listener {
        @Override
        public void pressed(JsonObject payload) {
            desk.pressed(payload);
        }

        @Override
        public void connected(boolean stands, String detail) {
            if (stands) log.info("the socket to Slack stands");
            else log.warn("no socket to Slack: {}", detail);
            connected = stands;
        }
    }

    /** Takes what Twilio tells over to the callbacks loop. */
    private final class Sms implements TwilioCallback.News {
        private final SmsDesk phones;

        Sms(Incidents incidents, TextMessages messages, InstantSource clock) {
            this.phones = new SmsDesk(incidents, messages, configuration, clock);
        }

        @Override
        public Future<Void> status(String noticeId, String status, String error) {
            return loop.call(() -> phones.status(noticeId, status, error));
        }

        @Override
        public Future<String> wrote(String number, String text, String id) {
            return loop.call(() -> phones.wrote(number, text, id));
        }
    }
}
