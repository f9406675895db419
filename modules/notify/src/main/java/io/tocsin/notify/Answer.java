package io.tocsin.notify;

import io.tocsin.model.Outcome;
import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What came of one HTTP request, before any channel judges it. */
sealed interface Answer {
    /** The other side answered; of a long body only the beginning. */
    record Answered(int status, MultiMap headers, String body) implements Answer {
        boolean ok() {
            return status / 100 == 2;
        }

        /** Whether it is a page for browsers: the words of something in between, whatever the status. */
        boolean page() {
            return body.stripLeading().startsWith("<");
        }

        /** The JSON object in the body; empty when there is none. */
        JsonObject object() {
            try {
                return new JsonObject(body);
            } catch (DecodeException | ClassCastException noObject) {
                return new JsonObject();
            }
        }

        /** For the timeline, and never empty. */
        String detail() {
            return body.isBlank() ? "answer " + status : "answer " + status + ": " + body;
        }
    }

    /** No connection: nothing was sent. */
    record NotSent(String detail) implements Answer {}

    /** The request was sent, the answer was lost. */
    record Lost(String detail) implements Answer {}

    /** The request cannot be made at all. */
    record Impossible(String detail) implements Answer {}

    /** The outcome when there was no answer to judge. */
    static Outcome unanswered(Answer answer) {
        return switch (answer) {
            case NotSent n -> new Outcome.Retry(n.detail(), Duration.ZERO);
            case Lost l -> new Outcome.Ambiguous(l.detail());
            case Impossible i -> new Outcome.Permanent(i.detail());
            case Answered a -> new Outcome.Retry(a.detail(), Duration.ZERO);
        };
    }
}
