package io.tocsin.rules;

import java.util.Map;

/** Reads what stands after {@code when:} and is no call: a comparison of the fields of one event. */
final class EventReader {
    private EventReader() {}

    /**
     * Reads an {@link EventCondition}.
     *
     * @param let short names of fields
     * @param minHistory how many events a profile must have seen before it is compared with
     * @throws WhenSyntaxException when the text is none
     */
    static Condition event(String text, Map<String, String> let, Known known, long minHistory) {
        Expression expression = ExpressionParser.parse(text, let, known.profiles(), known.lists());
        return new EventCondition(expression, minHistory);
    }
}
