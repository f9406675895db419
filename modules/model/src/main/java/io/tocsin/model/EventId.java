package io.tocsin.model;

import java.util.HexFormat;

/** How the number of an event is written outside: 16 lower-case hex digits, sorted as the numbers are. */
public final class EventId {
    private EventId() {}

    public static String text(long id) {
        return HexFormat.of().toHexDigits(id);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is not 16 hex digits
     */
    public static long parse(String text) {
        if (text.length() != 16)
            throw new IllegalArgumentException("cannot read event id '" + text + "': not 16 hex digits");
        return HexFormat.fromHexDigitsToLong(text);
    }
}
