package io.tocsin.server.config;

import io.tocsin.model.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ways by which people answer from where they were told. Null for each that is not configured: then its address answers 404.
 */
public record BackChannels(
        @Nullable Slack slack,
        @Nullable PagerDuty pagerduty,
        @Nullable Twilio twilio) {
    public static final BackChannels NONE = new BackChannels(null, null, null);

    /**
     * A Slack app whose buttons reach us, by requests that Slack signs, by a socket that we open, or both.
     *
     * @param signingSecret empty without requests
     * @param appToken of the socket; empty without one
     * @param anybody whether those may act, under their name on Slack, whom oncall.yml does not know
     * @param apiUrl {@code https://slack.com/api} or a fake
     */
    public record Slack(Secret signingSecret, Secret appToken, boolean anybody, String apiUrl) {}

    /** Webhooks of PagerDuty, version 3: each subscription signs with a secret of its own. */
    public record PagerDuty(List<Secret> secrets) {
        public PagerDuty {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * An account that sends text messages.
     *
     * @param from a number, a short code, or the id of a messaging service
     * @param callbacks whether Twilio reaches us at {@code external_url}: then messages say how to reply, and we hear what
     *     became of them
     * @param apiUrl {@code https://api.twilio.com} or a fake
     */
    public record Twilio(String accountSid, Secret authToken, String from, boolean callbacks, String apiUrl) {}
}
