package io.tocsin.rules;

/** Reads what stands after {@code when:} and is no call: a comparison of the fields of one event. */
final class EventReader {
    private EventReader() {}

    /**
     * Reads an {@link EventCondition}.
     *
     * @param minHistory how many events a profile must have seen before it is compared with
     * @throws WhenSyntaxException when the text is none
     */
    static Condition event(String text, Known known, long minHistory) {
        throw new WhenSyntaxException("unknown condition", 0);
    }
}
