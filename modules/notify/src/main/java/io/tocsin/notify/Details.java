package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes what others answered fit for a timeline: one short line without any of the destination's secrets. */
final class Details {
    /** A line of the timeline; error pages of proxies are longer. */
    private static final int MAX_CHARS = 300;

    /** A header value of {@code 1} is no secret, and hiding it would spoil every number. */
    private static final int MIN_SECRET = 4;

    /** Shorter parts of an address are words; Slack's and PagerDuty's tokens have 24 and 32 chars. */
    private static final int MIN_TOKEN = 16;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private Details() {}

    static Outcome clean(Outcome outcome, Destination destination) {
        return switch (outcome) {
            case Outcome.Delivered o -> new Outcome.Delivered(clean(o.detail(), destination), o.thread());
            case Outcome.Retry o -> new Outcome.Retry(clean(o.detail(), destination), o.after());
            case Outcome.Permanent o -> new Outcome.Permanent(clean(o.detail(), destination), o.gone());
            case Outcome.Ambiguous o -> new Outcome.Ambiguous(clean(o.detail(), destination));
        };
    }

    static String clean(String text, Destination destination) {
        String cleaned = text;
        for (String secret : secrets(destination).toList()) cleaned = cleaned.replace(secret, "****");
        cleaned = BLANKS.matcher(cleaned).replaceAll(" ").strip();
        return cleaned.length() <= MAX_CHARS ? cleaned : Texts.cut(cleaned, MAX_CHARS);
    }

    /** What went wrong in words, down to the cause: "failed to create SSL connection" alone helps nobody. */
    static String of(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = root.getCause(); cause != null; cause = root.getCause()) root = cause;
        String message = words(failure);
        String cause = words(root);
        return message.contains(cause) ? message : message + ": " + cause;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static Stream<String> secrets(Destination destination) {
        Stream<String> all = switch (destination) {
            case Destination.SlackWebhook d -> address(d.url());
            case Destination.SlackChannel d -> Stream.of(d.token().reveal());
            case Destination.Email d ->
                Stream.of(
                                d.server().login().password(),
                                d.server().login().challengeSecret(),
                                d.server().tls().key())
                        .map(Secret::reveal);
            case Destination.PagerDuty d -> Stream.of(d.routingKey().reveal());
            case Destination.Webhook d -> Stream.concat(address(d.url()), signing(d));
            case Destination.KafkaTopic d -> d.properties().values().stream().map(Secret::reveal);
            case Destination.Msteams d -> address(d.url());
            case Destination.Telegram d -> Stream.of(d.token().reveal());
            case Destination.Discord d -> address(d.url());
            case Destination.Mattermost d -> address(d.url());
            case Destination.Opsgenie d -> Stream.of(d.key().reveal());
            case Destination.Sms d -> Stream.of(d.token().reveal());
            case Destination.Pushover d ->
                Stream.of(d.user().reveal(), d.token().reveal());
        };
        return Stream.concat(all, secrets(destination.access()))
                .filter(secret -> secret.length() >= MIN_SECRET)
                // the longest first: a part must not spoil the whole
                .sorted(Comparator.comparingInt(String::length).reversed());
    }

    private static Stream<String> signing(Destination.Webhook webhook) {
        Destination.Signing signing = webhook.signing();
        return signing == null ? Stream.of() : signing.secrets().stream().map(Secret::reveal);
    }

    private static Stream<String> secrets(HttpAccess access) {
        Stream<String> headers = Stream.concat(
                        access.headers().values().stream(), access.proxyHeaders().values().stream())
                .map(Secret::reveal)
                // of "Bearer token" the token alone, too
                .flatMap(value -> Stream.of(value, value.substring(value.indexOf(' ') + 1)));
        HttpAccess.OAuth2 client = access.oauth2();
        String clientSecret = client == null ? "" : client.clientSecret().reveal();
        Stream<String> ofTokens = client == null ? Stream.of() : secrets(client.access());
        return Stream.concat(
                Stream.concat(headers, ofTokens),
                Stream.of(
                        clientSecret,
                        HttpCall.encode(clientSecret),
                        access.tls().key().reveal(),
                        userInfo(access.proxyUrl())));
    }

    private static String userInfo(String url) {
        int at = url.lastIndexOf('@');
        int start = url.indexOf("://");
        return at < 0 ? "" : url.substring(start < 0 ? 0 : start + 3, Math.max(at, start < 0 ? 0 : start + 3));
    }

    private static boolean looksSecret(String part) {
        return part.length() >= MIN_TOKEN && !part.contains(".") && !part.contains(":");
    }

    /** Of a secret address the whole, its path and its query; the host may be read. */
    private static Stream<String> address(Secret url) {
        try {
            URI uri = new URI(url.reveal());
            Stream<String> whole = Stream.of(url.reveal(), uri.getRawPath(), uri.getRawQuery(), uri.getRawUserInfo())
                    .filter(Objects::nonNull);
            return Stream.concat(
                    whole, Stream.of(url.reveal().split("[/?&=]", -1)).filter(Details::looksSecret));
        } catch (URISyntaxException noUri) {
            return Stream.of(url.reveal());
        }
    }
}
