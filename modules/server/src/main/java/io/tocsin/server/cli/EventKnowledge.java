package io.tocsin.server.cli;

import io.tocsin.query.Query;
import io.tocsin.rules.FieldKnowledge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What events that were kept say about rules. Each question is asked once; a failure is an {@link UncheckedIOException}. */
final class EventKnowledge implements FieldKnowledge {
    /** Names that need no quoting in a pipe; the others are not asked. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final Events events;
    private final Map<String, Long> numbers = new HashMap<>();
    private @Nullable Set<String> names;

    EventKnowledge(Events events) {
        this.events = events;
    }

    /** Where events are kept. */
    interface Events {
        /** The names of all fields. */
        Set<String> names() throws IOException;

        /** The only number in the answer to a question in the search language, such as {@code * | count}. */
        long number(String question) throws IOException;
    }

    @Override
    public Set<String> names() {
        Set<String> known = names;
        if (known != null) return known;
        try {
            known = Set.copyOf(events.names());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        names = known;
        return known;
    }

    @Override
    public OptionalDouble share(Query query) {
        long all = number("* | count");
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) number(query.print() + " | count") / all);
    }

    @Override
    public OptionalLong distinct(String field) {
        return PLAIN.matcher(field).matches()
                ? OptionalLong.of(number("* | distinct(" + field + ")"))
                : OptionalLong.empty();
    }

    private long number(String question) {
        Long known = numbers.get(question);
        if (known != null) return known;
        try {
            long number = events.number(question);
            numbers.put(question, number);
            return number;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
