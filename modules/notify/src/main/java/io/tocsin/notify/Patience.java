package io.tocsin.notify;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an integration waits for an answer: its {@code timeout}, a duration of Go. It can only be shorter than the channel's
 * own; zero leaves it at that, as in Alertmanager.
 */
record Patience(Duration timeout) {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");

    static Patience of(Words words) {
        return new Patience(parse(words.raw("timeout", "")));
    }

    /** Zero for what is none. */
    static Duration parse(String text) {
        Matcher parts = PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            nanos += Double.parseDouble(parts.group(1)) * nanos(parts.group(2));
            end = parts.end();
        }
        return end == text.length() ? Duration.ofNanos((long) nanos) : Duration.ZERO;
    }

    private static double nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }

    /** The answer, or that it was lost once this long has passed. */
    Future<Answer> with(Future<Answer> answer) {
        long millis = timeout.toMillis();
        if (millis <= 0) return answer;
        return answer.timeout(millis, TimeUnit.MILLISECONDS)
                .recover(failure -> failure instanceof TimeoutException
                        ? Future.succeededFuture(new Answer.Lost("no answer within the timeout of " + millis + " ms"))
                        : Future.failedFuture(failure));
    }
}
