package io.tocsin.escalation;

import java.time.Duration;

/**
 * One attempt to tell somebody, with the answer.
 *
 * @param notice the id of the notice, the same for all its attempts
 * @param what page, notify, acknowledged or resolved
 * @param to a person, or the receiver of a route
 * @param address where it went, by the name that the configuration has for it: never a secret
 * @param number from 1
 * @param outcome delivered, retry, failed or unclear
 * @param detail what the other side said
 * @param took from the start of the attempt to its answer
 */
public record Attempt(
        String notice,
        String what,
        String to,
        String address,
        int number,
        Outcome outcome,
        String detail,
        Duration took) {
    /** What became of it. */
    public enum Outcome {
        DELIVERED,
        RETRY,
        FAILED,
        UNCLEAR
    }

    /** Whether a person was reached by a page. */
    public boolean reachedSomebody() {
        return outcome == Outcome.DELIVERED && what.equals("page");
    }

    /**
     * Whether it belongs into a timeline. A channel that is away for a day is asked more than a thousand times: the first tries, the
     * second, fourth, eighth … and every answer that ends it are told, the number says how many there were.
     */
    public boolean worthTelling() {
        return outcome != Outcome.RETRY || Integer.bitCount(number) == 1;
    }

    private String channel() {
        String last = address.substring(address.lastIndexOf('/') + 1);
        int bracket = last.indexOf('[');
        return bracket < 0 ? last : last.substring(0, bracket);
    }

    /** Whether another attempt is to follow. */
    boolean passing() {
        return outcome == Outcome.RETRY;
    }

    String sentence() {
        if (reachedSomebody()) return to + " reached: " + channel() + ": " + detail;
        String which = what + " to " + to + " by " + channel() + (number > 1 ? ", attempt " + number : "");
        String said = detail.isEmpty() ? "" : ": " + detail;
        return switch (outcome) {
            case DELIVERED -> which + " was delivered" + said;
            case RETRY -> which + " was not taken, to be tried again" + said;
            case FAILED -> which + " cannot be delivered" + said;
            case UNCLEAR -> which + " has no clear answer" + said;
        };
    }
}
