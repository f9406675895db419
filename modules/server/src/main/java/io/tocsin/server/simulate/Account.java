package io.tocsin.server.simulate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a story.
 *
 * @param facts in order of time
 * @param wrong what the ports themselves saw go wrong: bugs that were thrown, a replay that differs
 * @param unsettled messages that came to no end although they had the time
 * @param delivered ids of messages that count as delivered by their answer
 * @param incidentDays how long incidents were open, in days
 */
public record Account(
        List<Fact> facts, List<Finding> wrong, List<Message> unsettled, List<String> delivered, double incidentDays) {
    /** Facts are put in order. */
    public Account {
        facts = facts.stream().sorted(Comparator.comparingLong(Fact::at)).toList();
        wrong = List.copyOf(wrong);
        unsettled = List.copyOf(unsettled);
        delivered = List.copyOf(delivered);
    }

    <T extends Fact> Stream<T> all(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast);
    }

    Stream<Fact.Left> pages() {
        return all(Fact.Left.class).filter(left -> left.message().isPage());
    }
}
