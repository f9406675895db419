package io.tocsin.notify;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * What all channels share.
 *
 * @param connectTimeout until a connection stands, name look-up and TLS included
 * @param answerTimeout from then until the answer is read; for mail, for each step of the dialogue
 * @param userAgent how requests introduce themselves
 * @param externalUrl where people reach this Tocsin; empty when it has no address of its own
 * @param zone in which texts without a reader's own clock (mail, PagerDuty) give times
 * @param clock only to read a Retry-After that names a date
 */
public record ChannelSettings(
        Duration connectTimeout,
        Duration answerTimeout,
        String userAgent,
        String externalUrl,
        ZoneId zone,
        InstantSource clock) {
    /** A healthy handshake takes well under a second, and three lost SYN packets seven. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Standard Webhooks asks senders for 15 to 30 s; mail servers that scan content need it. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** What suits production, with times in UTC, by that name rather than Z. */
    public static ChannelSettings defaults(String externalUrl) {
        return new ChannelSettings(
                CONNECT_TIMEOUT, ANSWER_TIMEOUT, "Tocsin", externalUrl, ZoneId.of("UTC"), InstantSource.system());
    }

    /** The same with other timeouts. */
    public ChannelSettings timeouts(Duration connect, Duration answer) {
        return new ChannelSettings(connect, answer, userAgent, externalUrl, zone, clock);
    }

    /** The same with times given in that zone. */
    public ChannelSettings in(ZoneId other) {
        return new ChannelSettings(connectTimeout, answerTimeout, userAgent, externalUrl, other, clock);
    }
}
