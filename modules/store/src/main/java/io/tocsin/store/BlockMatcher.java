package io.tocsin.store;

import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Finds which events of a block meet a condition. Each different value is asked once; events that have no layout are read one
 * by one. Belongs to one search and one block.
 */
final class BlockMatcher {
    private final Block block;
    private final FormLayouts forms;
    private final Map<Integer, LogEvent> read = new HashMap<>();

    BlockMatcher(Block block, FormLayouts forms) {
        this.block = block;
        this.forms = forms;
    }

    /** Those among some events that meet the condition. */
    EventSet match(Condition condition, EventSet among) throws IOException {
        return switch (condition) {
            case Condition.Every every -> among.copy();
            case Condition.Both both -> both(both, among);
            case Condition.Either either -> either(either, among);
            case Condition.Except except -> {
                EventSet left = among.copy();
                left.andNot(match(except.part(), among));
                yield left;
            }
            case Condition.OfEvent ofEvent -> whole(ofEvent, among);
            case Probe probe -> probe(probe, among);
        };
    }

    private EventSet both(Condition.Both both, EventSet among) throws IOException {
        List<Condition> parts = new ArrayList<>(both.parts());
        parts.sort(Comparator.comparingInt(BlockMatcher::cost));
        EventSet left = among;
        for (Condition part : parts) {
            if (left.isEmpty()) break;
            left = match(part, left);
        }
        return left == among ? among.copy() : left;
    }

    private EventSet either(Condition.Either either, EventSet among) throws IOException {
        EventSet found = new EventSet(among.size());
        EventSet left = among.copy();
        for (Condition part : either.parts()) {
            EventSet more = match(part, left);
            found.or(more);
            left.andNot(more);
        }
        return found;
    }

    /** What asks one field comes before what asks all of them. */
    private static int cost(Condition condition) {
        return switch (condition) {
            case Condition.Every every -> 0;
            case Condition.Except except -> cost(except.part());
            case Condition.Both both ->
                both.parts().stream().mapToInt(BlockMatcher::cost).sum();
            case Condition.Either either ->
                either.parts().stream().mapToInt(BlockMatcher::cost).sum();
            // Each event is read, so as few as possible should be left.
            case Condition.OfEvent ofEvent -> 50;
            case Probe probe -> probe.field() == null ? 20 : "message".equals(probe.field()) ? 5 : 1;
        };
    }

    private EventSet whole(Condition.OfEvent condition, EventSet among) throws IOException {
        EventSet found = new EventSet(among.size());
        for (int event = among.next(0); event >= 0; event = among.next(event + 1)) {
            if (condition.query().matches(event(event))) found.add(event);
        }
        return found;
    }

    private EventSet probe(Probe probe, EventSet among) throws IOException {
        if (!probe.isTime() && !probe.isId()) return new FieldProbe(probe, block, forms, this::event).of(among);
        EventSet found = new EventSet(among.size());
        for (int event = among.next(0); event >= 0; event = among.next(event + 1)) {
            if (ofEvent(probe, event)) found.add(event);
        }
        return found;
    }

    private boolean ofEvent(Probe probe, int event) throws IOException {
        Predicate<String> test = Objects.requireNonNull(probe.test());
        if (probe.isId()) return test.test(EventId.text(block.id(event)));
        long time = block.time(event);
        return IndexTime.isVague(time)
                ? probe.whole().test(event(event))
                : test.test(IndexTime.at(time).toString());
    }

    private LogEvent event(int event) throws IOException {
        LogEvent known = read.get(event);
        if (known == null) {
            known = forms.event(event);
            read.put(event, known);
        }
        return known;
    }
}
