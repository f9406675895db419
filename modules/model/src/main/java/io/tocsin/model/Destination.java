package io.tocsin.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a notice goes: everything a channel needs to know to deliver it, secrets included. */
public sealed interface Destination {
    /** What people may read about it: never a secret. */
    String label();

    /** How its server is reached over HTTP; of no meaning where it is not. */
    default HttpAccess access() {
        return HttpAccess.DIRECT;
    }

    /** A Slack incoming webhook: no threads, no updates. */
    record SlackWebhook(Secret url, String channel, HttpAccess access) implements Destination {
        /** One that is reached directly. */
        public SlackWebhook(Secret url, String channel) {
            this(url, channel, HttpAccess.DIRECT);
        }

        @Override
        public String label() {
            return channel.isEmpty() ? "slack webhook" : "slack " + channel;
        }
    }

    /**
     * Slack's Web API.
     *
     * @param apiUrl {@code https://slack.com/api} or a fake
     * @param channel a channel name or id, or a user id for a direct message
     */
    record SlackChannel(String apiUrl, Secret token, String channel, HttpAccess access) implements Destination {
        /** One that is reached directly. */
        public SlackChannel(String apiUrl, Secret token, String channel) {
            this(apiUrl, token, channel, HttpAccess.DIRECT);
        }

        @Override
        public String label() {
            return "slack " + channel;
        }
    }

    record Email(SmtpServer server, String from, List<String> to) implements Destination {
        public Email {
            to = List.copyOf(to);
        }

        @Override
        public String label() {
            return "email " + String.join(", ", to);
        }
    }

    /**
     * PagerDuty Events API v2.
     *
     * @param url {@code https://events.pagerduty.com} or a fake; the path is added
     */
    record PagerDuty(String url, Secret routingKey, HttpAccess access) implements Destination {
        /** One that is reached directly. */
        public PagerDuty(String url, Secret routingKey) {
            this(url, routingKey, HttpAccess.DIRECT);
        }

        @Override
        public String label() {
            return "pagerduty";
        }
    }

    /**
     * Somebody's endpoint. The address may be a template.
     *
     * @param signing null for Alertmanager's form, version 4, without a signature
     */
    record Webhook(Secret url, HttpAccess access, @Nullable Signing signing) implements Destination {
        /** One in Alertmanager's form. */
        public Webhook(Secret url, HttpAccess access) {
            this(url, access, null);
        }

        /** One that is reached directly, with these headers. */
        public Webhook(Secret url, Map<String, String> headers) {
            this(url, HttpAccess.withHeaders(secret(headers)));
        }

        private static Map<String, Secret> secret(Map<String, String> headers) {
            Map<String, Secret> secrets = new LinkedHashMap<>();
            headers.forEach((name, value) -> secrets.put(name, new Secret(value)));
            return secrets;
        }

        @Override
        public String label() {
            return "webhook";
        }
    }

    /**
     * How a webhook is signed, as Standard Webhooks 1.0.0 has it.
     *
     * @param secrets each {@code whsec_} and 24 to 64 bytes in Base64; several while one is being replaced
     * @param standardBody whether the body is {@code {type, timestamp, data}}; else Alertmanager's
     */
    record Signing(List<Secret> secrets, boolean standardBody) {
        public Signing {
            secrets = List.copyOf(secrets);
        }
    }

    /** A workflow of Microsoft Teams that takes adaptive cards. */
    record Msteams(Secret url, HttpAccess access) implements Destination {
        @Override
        public String label() {
            return "msteamsv2";
        }
    }

    /**
     * Telegram's bot API.
     *
     * @param apiUrl {@code https://api.telegram.org} or a fake
     * @param thread the topic of a forum; 0 for none
     */
    record Telegram(String apiUrl, Secret token, long chat, long thread, HttpAccess access) implements Destination {
        @Override
        public String label() {
            return "telegram " + chat;
        }
    }

    /** A Discord webhook. */
    record Discord(Secret url, HttpAccess access) implements Destination {
        @Override
        public String label() {
            return "discord";
        }
    }

    /** A Mattermost incoming webhook. */
    record Mattermost(Secret url, String channel, HttpAccess access) implements Destination {
        @Override
        public String label() {
            return channel.isEmpty() ? "mattermost" : "mattermost " + channel;
        }
    }

    /**
     * OpsGenie's alert API, which Jira Service Management speaks too.
     *
     * @param apiUrl {@code https://api.opsgenie.com} or a fake; the path is added
     */
    record Opsgenie(String apiUrl, Secret key, HttpAccess access) implements Destination {
        @Override
        public String label() {
            return "opsgenie";
        }
    }

    /**
     * Pushover's message API.
     *
     * @param apiUrl {@code https://api.pushover.net} or a fake; the path is added
     */
    record Pushover(String apiUrl, Secret user, Secret token, HttpAccess access) implements Destination {
        @Override
        public String label() {
            return "pushover";
        }
    }

    /**
     * A text message by Twilio's API.
     *
     * @param apiUrl {@code https://api.twilio.com} or a fake; the path is added
     * @param from a number, a short code, or the id of a messaging service
     * @param to a number in E.164
     * @param callback where Twilio tells what became of messages, and the reader's replies come in; empty for nowhere
     */
    record Sms(
            String apiUrl, String accountSid, Secret token, String from, String to, String callback, HttpAccess access)
            implements Destination {
        /** One that is reached directly. */
        public Sms(String apiUrl, String accountSid, Secret token, String from, String to, String callback) {
            this(apiUrl, accountSid, token, from, to, callback, HttpAccess.DIRECT);
        }

        @Override
        public String label() {
            return "sms " + to;
        }
    }

    /**
     * A topic of Kafka that notices are written to.
     *
     * @param properties of the producer, passwords among them
     */
    record KafkaTopic(String bootstrapServers, String topic, Map<String, Secret> properties) implements Destination {
        public KafkaTopic {
            properties = Map.copyOf(properties);
        }

        @Override
        public String label() {
            return "kafka " + topic;
        }
    }
}
