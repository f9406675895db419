package io.tocsin.server.callbacks;

import io.tocsin.escalation.Signal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody wrote back. */
sealed interface SmsReply {
    /** Words that make Twilio itself keep silent, and those that undo it. */
    Set<String> STOP = Set.of("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke");

    Set<String> START = Set.of("start", "unstop", "yes");

    Pattern ANSWER = Pattern.compile("(a|ack|acknowledge|r|resolve|e|escalate)[ :#,.]*([0-9]{4})?[ .!]*");
    Pattern CODE_FIRST = Pattern.compile("([0-9]{4})[ :#,.]*(a|ack|acknowledge|r|resolve|e|escalate)[ .!]*");

    /**
     * An answer to a page.
     *
     * @param code empty when none was named
     */
    record Answer(Verb verb, String code) implements SmsReply {}

    /** No messages any more. */
    record Stop() implements SmsReply {}

    /** Messages again. */
    record Start() implements SmsReply {}

    /** Anything else. */
    record Unclear() implements SmsReply {}

    /** What can be done by text. */
    enum Verb {
        ACKNOWLEDGE,
        RESOLVE,
        ESCALATE;

        Signal signal(String by, int round) {
            return switch (this) {
                case ACKNOWLEDGE -> new Signal.Acknowledge(by, round, null);
                case RESOLVE -> new Signal.Resolve(by, round);
                case ESCALATE -> new Signal.EscalateNow(by, round);
            };
        }

        private static Verb of(String word) {
            return switch (word.charAt(0)) {
                case 'a' -> ACKNOWLEDGE;
                case 'r' -> RESOLVE;
                default -> ESCALATE;
            };
        }
    }

    static SmsReply of(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (STOP.contains(words)) return new Stop();
        if (START.contains(words)) return new Start();
        Matcher answer = ANSWER.matcher(words);
        if (answer.matches()) {
            String code = answer.group(2);
            return new Answer(Verb.of(answer.group(1)), code == null ? "" : code);
        }
        Matcher turned = CODE_FIRST.matcher(words);
        return turned.matches() ? new Answer(Verb.of(turned.group(2)), turned.group(1)) : new Unclear();
    }
}
