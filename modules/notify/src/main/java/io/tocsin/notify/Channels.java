package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.template.TemplateException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** All channels behind one door: each notice goes to the one its destination names. May be called from any thread. */
public final class Channels implements Channel, AutoCloseable {
    private final HttpPost http;
    private final SlackWebhookChannel slackWebhook;
    private final SlackApiChannel slackApi;
    private final EmailChannel email;
    private final PagerDutyChannel pagerDuty;
    private final WebhookChannel webhook;
    private final MsteamsChannel msteams;
    private final TelegramChannel telegram;
    private final DiscordChannel discord;
    private final MattermostChannel mattermost;
    private final OpsgenieChannel opsgenie;
    private final PushoverChannel pushover;
    private final SmsChannel sms;
    private final KafkaChannel kafka;

    private Channels(Vertx vertx, ChannelSettings settings) {
        this.http = new HttpPost(vertx, settings);
        this.slackWebhook = new SlackWebhookChannel(http, settings);
        this.slackApi = new SlackApiChannel(http, settings);
        this.email = new EmailChannel(vertx, settings);
        this.pagerDuty = new PagerDutyChannel(http, settings);
        this.webhook = new WebhookChannel(http, settings);
        this.msteams = new MsteamsChannel(http, settings);
        this.telegram = new TelegramChannel(http, settings);
        this.discord = new DiscordChannel(http, settings);
        this.mattermost = new MattermostChannel(http, settings);
        this.opsgenie = new OpsgenieChannel(http, settings);
        this.pushover = new PushoverChannel(http, settings);
        this.sms = new SmsChannel(http, settings);
        this.kafka = new KafkaChannel(vertx, settings);
    }

    /** Opens no connection yet. */
    public static Channels open(Vertx vertx, ChannelSettings settings) {
        return new Channels(vertx, settings);
    }

    /** A fault of ours counts as worth another try: the reader may still be reached another way. */
    @Override
    public Future<Outcome> send(Notice notice, Wording wording) {
        Destination destination = notice.destination();
        Future<Outcome> outcome;
        try {
            outcome = dispatch(notice, wording, destination);
        } catch (TemplateException broken) {
            outcome = inOurs(notice, broken, destination);
        } catch (RuntimeException bug) {
            outcome = Future.failedFuture(bug);
        }
        return outcome.otherwise(bug -> new Outcome.Retry("cannot send: " + bug, Duration.ZERO))
                .map(done -> Details.clean(done, destination));
    }

    /** The page counts, not its words. */
    private Future<Outcome> inOurs(Notice notice, TemplateException broken, Destination destination) {
        String why = String.valueOf(broken.getMessage());
        Future<Outcome> outcome;
        try {
            outcome = dispatch(Wording.failed(notice, why), Wording.OURS, destination);
        } catch (RuntimeException bug) {
            outcome = Future.failedFuture(bug);
        }
        return outcome.map(done -> done instanceof Outcome.Delivered delivered
                ? new Outcome.Delivered(delivered.detail() + ", in words of ours: " + why, delivered.thread())
                : done);
    }

    /** Closes every connection; attempts under way end as if the other side had hung up. */
    @Override
    public void close() {
        http.close();
        email.close();
        kafka.close();
    }

    private Future<Outcome> dispatch(Notice notice, Wording wording, Destination destination) {
        return switch (destination) {
            case Destination.SlackWebhook to -> slackWebhook.send(notice, to, wording);
            case Destination.SlackChannel to -> slackApi.send(notice, to, wording);
            case Destination.Email to -> email.send(notice, to, wording);
            case Destination.PagerDuty to -> pagerDuty.send(notice, to, wording);
            case Destination.Webhook to -> webhook.send(notice, to, wording);
            case Destination.Msteams to -> msteams.send(notice, to, wording);
            case Destination.Telegram to -> telegram.send(notice, to, wording);
            case Destination.Discord to -> discord.send(notice, to, wording);
            case Destination.Mattermost to -> mattermost.send(notice, to, wording);
            case Destination.Opsgenie to -> opsgenie.send(notice, to, wording);
            case Destination.Pushover to -> pushover.send(notice, to, wording);
            case Destination.Sms to -> sms.send(notice, to);
            case Destination.KafkaTopic to -> kafka.send(notice, to);
        };
    }
}
