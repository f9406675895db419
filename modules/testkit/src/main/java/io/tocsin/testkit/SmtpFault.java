package io.tocsin.testkit;

/**
 * What goes wrong when a fake mail server hears one command. Besides the SMTP verbs there is {@code CONNECT}, before the
 * greeting, and {@code .}, after the final dot of a message.
 *
 * @param verb upper case
 */
public record SmtpFault(String verb, Kind kind, String reply) {
    /** How it goes wrong. */
    public enum Kind {
        /** It answers with the given reply instead of obeying. */
        REPLY,
        /** It obeys as far as storing goes, and dies without an answer. */
        CLOSE,
        /** It says nothing any more. */
        HANG
    }

    /** A reply such as {@code 451 4.3.0 try later}. */
    public static SmtpFault reply(String verb, String reply) {
        return new SmtpFault(verb, Kind.REPLY, reply);
    }

    public static SmtpFault close(String verb) {
        return new SmtpFault(verb, Kind.CLOSE, "");
    }

    public static SmtpFault hang(String verb) {
        return new SmtpFault(verb, Kind.HANG, "");
    }

    /** The message is stored, but the sender never learns it. */
    public static SmtpFault diesAfterFinalDot() {
        return close(".");
    }
}
