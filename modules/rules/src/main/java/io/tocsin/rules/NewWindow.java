package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The combinations of values that a key has met: the state of {@code new}. An event at {@code t} is true when the key has not
 * met its combination in (t - history, t), and was heard of for {@code learn_after} before {@code t}; a key that was silent
 * for the whole history is a new key. A rule that splits by what is new has a key for each, and itself must have heard
 * something for {@code learn_after}. Events of one millisecond do not know each other: all of them are new.
 *
 * <p>It is the one eager condition that more events can make false: an earlier event of the same combination that comes later
 * takes the newness away. Then an alert that rested on it begins later, with the next thing that is new, or ends at its own
 * beginning when there is none.
 *
 * <p>An event later than the lateness is learnt, but is not new itself and takes nothing back.
 */
final class NewWindow extends EagerWindow {
    /**
     * Combinations per key. A key with more has something else every day, and nothing of it is news. The stalest go, and are
     * new when they come again; what they made fire is not touched.
     */
    static final int VALUES_MAX = 2_000;

    private final List<KeyField> fields;
    private final long history;
    private final long learnAfter;
    private final Key probe;

    /** Each key has one combination only: then it is the rule that has to know the stream, and not the key. */
    private final boolean isOne;

    private final Map<Key, Sightings> values = new HashMap<>(4);

    /** When the key was heard of, without gaps as long as the history. */
    private final Spans heard = new Spans();

    private final NewFinds finds = new NewFinds();

    NewWindow(Key key, NewCondition condition, List<KeyField> by) {
        super(key);
        this.fields = condition.fields();
        this.history = condition.history().toMillis();
        this.learnAfter = condition.learnAfter().toMillis();
        this.probe = Key.probe(fields.size());
        this.isOne = by.containsAll(fields);
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        if (!probe.fill(fields, event.fields())) {
            rule.counters().unmeasured++;
            return;
        }
        finds.settle(rule.watermark(), rule.terms().resolveAfter());
        boolean knownLonger = hear(at);
        Sightings times = values.get(probe);
        if (times == null) times = open(rule);
        long next = times.after(at);
        boolean takesBack = next < at + history && isNew(times, next, rule);
        boolean fresh = at >= rule.watermark() && isNew(times, at, rule);
        times.add(at, rule.watermark(), history);
        if (fresh && finds.add(at, probe, event.id())) mark(at, rule);
        if (at >= rule.watermark() && (takesBack || knownLonger)) findAgain(rule);
        begin(rule);
    }

    /** Takes note of a time; tells whether events after it know the key for longer than they seemed to. */
    private boolean hear(long at) {
        int before = heard.size();
        boolean known = heard.holding(at) >= 0;
        heard.add(at, history - 1);
        int holding = heard.holding(at);
        boolean begins = heard.first(holding) == at && heard.last(holding) > at;
        return !known && (begins || heard.size() < before);
    }

    private boolean isNew(Sightings times, long at, RuleState rule) {
        long knownSince = isOne ? rule.counters().first : heard.first(heard.holding(at));
        return times.before(at) <= at - history && knownSince <= at - learnAfter;
    }

    private Sightings open(RuleState rule) {
        if (values.size() >= VALUES_MAX) forget(rule);
        Sightings times = new Sightings();
        values.put(probe.copy(), times);
        return times;
    }

    /** Forgets what is older than the history, and the stalest quarter if that is not enough. */
    private void forget(RuleState rule) {
        long expired = rule.watermark() - history;
        values.values().removeIf(times -> times.newest() <= expired);
        while (heard.size() > 1 && heard.last(0) <= expired) heard.removeFirst();
        if (values.size() < VALUES_MAX) return;
        long[] newest =
                values.values().stream().mapToLong(Sightings::newest).sorted().toArray();
        long stale = newest[newest.length / 4];
        values.values().removeIf(times -> times.newest() <= stale);
    }

    private void mark(long at, RuleState rule) {
        for (int tier = 0; tier < rule.limits().length; tier++) mark(tier, at, rule);
    }

    /** Finds out once more what is new behind the watermark: an event has come before others. */
    private void findAgain(RuleState rule) {
        Map<Key, Map<Long, Long>> ids = finds.ids();
        finds.clearOpen(rule.watermark());
        values.forEach((combination, times) -> {
            times.settle(rule.watermark());
            for (long at : times.open()) {
                if (!isNew(times, at, rule)) continue;
                Long id = ids.getOrDefault(combination, Map.of()).get(at);
                finds.add(at, combination, id == null ? NewFinds.NO_ID : id);
            }
        });
        Spans all = finds.spans(rule.terms().resolveAfter());
        for (int tier = 0; tier < rule.limits().length; tier++) replace(tier, all, rule);
    }

    @Override
    String value(long since, RuleState rule) {
        return finds.names(since, fields);
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        return finds.evidence(since);
    }

    @Override
    boolean isSpent(RuleState rule) {
        return heard.isEmpty() || heard.last(heard.size() - 1) <= rule.watermark() - history;
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        out.number(values.size());
        for (Map.Entry<Key, Sightings> each : values.entrySet()) {
            each.getKey().save(out);
            each.getValue().save(out);
        }
        heard.save(out);
        finds.save(out);
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        int saved = in.count();
        for (int i = 0; i < saved; i++) {
            Key combination = Key.load(in, fields.size());
            Sightings times = new Sightings();
            times.load(in);
            values.put(combination, times);
        }
        heard.load(in);
        finds.load(in, fields.size());
    }

    /** The combination that an event is about, for messages. */
    static String print(Key combination, List<KeyField> fields) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) text.append(", ");
            text.append(fields.get(i).name()).append(": ").append(combination.value(i));
        }
        return text.toString();
    }
}
