package io.tocsin.model;

import java.util.List;
import java.util.Map;

/** Where a notice goes: everything a channel needs to know to deliver it, secrets included. */
public sealed interface Destination {
    /** What people may read about it: never a secret. */
    String label();

    /** A Slack incoming webhook: no threads, no updates. */
    record SlackWebhook(Secret url, String channel) implements Destination {
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
    record SlackChannel(String apiUrl, Secret token, String channel) implements Destination {
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
    record PagerDuty(String url, Secret routingKey) implements Destination {
        @Override
        public String label() {
            return "pagerduty";
        }
    }

    /** Alertmanager's webhook form, version 4. */
    record Webhook(Secret url, Map<String, String> headers) implements Destination {
        public Webhook {
            headers = Map.copyOf(headers);
        }

        @Override
        public String label() {
            return "webhook";
        }
    }
}
