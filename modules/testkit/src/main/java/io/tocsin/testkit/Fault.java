package io.tocsin.testkit;

import java.util.Map;

/** What goes wrong with one HTTP request to a fake. A message that was <em>taken</em> counts as arrived all the same. */
public sealed interface Fault {
    /** The request is not taken and gets this answer. */
    record Answer(int status, Map<String, String> headers, String body) implements Fault {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /** The request is read and never answered. */
    record Hang(boolean taken) implements Fault {}

    /** The connection is closed without an answer: before the body was read, or after the message was taken. */
    record Reset(boolean taken) implements Fault {}

    static Fault answer(int status, String body) {
        return new Answer(status, Map.of(), body);
    }

    static Fault serverError() {
        return answer(500, "internal server error");
    }

    /** 429, in the words that Slack uses; the empty text leaves the header out. */
    static Fault tooMany(String retryAfter) {
        Map<String, String> headers = retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter);
        return new Answer(429, headers, "{\"ok\":false,\"error\":\"ratelimited\"}");
    }

    /** A proxy's page where JSON was expected, with status 200. */
    static Fault html() {
        return new Answer(200, Map.of("Content-Type", "text/html"), "<html><body>Scheduled maintenance</body></html>");
    }

    static Fault redirect(String location) {
        return new Answer(302, Map.of("Location", location), "");
    }

    static Fault hang() {
        return new Hang(false);
    }

    static Fault resetBeforeBody() {
        return new Reset(false);
    }

    static Fault resetAfterBody() {
        return new Reset(true);
    }
}
