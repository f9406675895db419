package io.tocsin.rules.match;

/** What is known about a condition of an event, in one byte, because there are many of them for many kinds of events. */
final class Answer {
    static final byte NO = -1;
    static final byte UNKNOWN = 0;
    static final byte YES = 1;

    private Answer() {}

    static byte of(Rest rest) {
        if (rest == Rest.Fixed.YES) return YES;
        return rest == Rest.Fixed.NO ? NO : UNKNOWN;
    }
}
