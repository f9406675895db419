package io.tocsin.rules;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Fellow;
import io.tocsin.query.HyperLogLog;
import io.tocsin.query.Leaf;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code record:} rules measure, handed on to the rules that ask for it: each evaluation is an event with the fields {@code
 * record}, {@code value} and those of the key, at the end of its bucket. Only rules whose {@code match} names the field {@code
 * record} see them: {@code match: *} means what was sent.
 *
 * <p>Producers are settled before those that read them, and what they made is handed over in the order of time before any of
 * these goes on: so it is never late for them, however far the stream jumps.
 */
final class Series {
    static final String RECORD = "record";
    static final String VALUE = "value";

    /** Of series made of series. What is deeper, or goes round, is not handed on. */
    static final int DEPTH_MAX = 8;

    private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Comparator<LogEvent> IN_TIME =
            Comparator.comparing(LogEvent::time).thenComparing(LogEvent::id);

    private final List<RuleState> order;
    private final Map<RuleState, List<RuleState>> readers = new HashMap<>();

    Series(List<RuleState> rules) {
        Map<RuleState, Integer> depths = depths(rules);
        order = new ArrayList<>(rules);
        order.sort(Comparator.comparing(rule -> depths.getOrDefault(rule, 0)));
        for (RuleState producer : rules) {
            if (!producer.rule().records()) continue;
            List<RuleState> deeper = rules.stream()
                    .filter(rule -> depths.getOrDefault(rule, 0) > depths.getOrDefault(producer, 0))
                    .filter(rule -> reads(rule, producer))
                    .toList();
            if (!deeper.isEmpty()) readers.put(producer, deeper);
        }
    }

    private static Map<RuleState, Integer> depths(List<RuleState> rules) {
        Map<RuleState, Integer> depths = new HashMap<>();
        List<RuleState> producers =
                rules.stream().filter(rule -> rule.rule().records()).toList();
        for (int round = 0; round < DEPTH_MAX && !producers.isEmpty(); round++) {
            for (RuleState rule : rules) {
                for (RuleState producer : producers) {
                    if (!reads(rule, producer)) continue;
                    int depth = Math.min(DEPTH_MAX, depths.getOrDefault(producer, 0) + 1);
                    depths.merge(rule, depth, Math::max);
                }
            }
        }
        return depths;
    }

    private static boolean reads(RuleState rule, RuleState producer) {
        Query match = rule.rule().match();
        return producer.rule().records()
                && match.fields().contains(RECORD)
                && mayMatch(match, producer.rule().name());
    }

    /** Whether some event of a series could match. */
    private static boolean mayMatch(Query query, String name) {
        return switch (query) {
            case All all -> true;
            case And and -> and.parts().stream().allMatch(part -> mayMatch(part, name));
            case Or or -> or.parts().stream().anyMatch(part -> mayMatch(part, name));
            case Not not -> true;
            case Fellow fellow -> true;
            case Leaf leaf -> !RECORD.equals(leaf.field()) || leaf.test(name);
        };
    }

    /** All rules, those that make a series before those that read it, otherwise in their own order. */
    List<RuleState> order() {
        return order;
    }

    /** Hands on what a rule made while it was settled. */
    void handOn(RuleState producer, Outbox outbox, Agenda<RuleState> agenda) {
        if (!producer.rule().records()) return;
        List<LogEvent> made = outbox.takeRecorded();
        List<RuleState> reading = readers.get(producer);
        if (reading == null) return;
        made.sort(IN_TIME);
        for (LogEvent event : made) {
            for (RuleState rule : reading) {
                if (!rule.rule().match().matches(event)) continue;
                handOn(event, rule);
                agenda.changed(rule);
            }
        }
    }

    /** No index has seen it: the rule is asked all that {@link Taking} knows of other events. */
    private static void handOn(LogEvent event, RuleState to) {
        Key key = Key.of(to.rule().by(), event.fields());
        boolean counts =
                to.rule().when() instanceof RatioCondition ratio && ratio.part().matches(event);
        to.observe(event, key, counts, event.time().toEpochMilli(), SourceClock.NEVER);
    }

    /** One evaluation as an event, which has the same id whenever it is made again. */
    static LogEvent event(Rule rule, Key key, long end, double value) {
        Fields.Builder fields = new Fields.Builder();
        fields.add(RECORD, rule.name());
        fields.add(VALUE, text(value));
        StringBuilder identity = new StringBuilder(rule.name()).append('\n').append(end);
        for (int i = 0; i < rule.by().size(); i++) {
            KeyField by = rule.by().get(i);
            fields.add(by.label(), key.value(i));
            if (!by.label().equals(by.field())) fields.add(by.field(), key.value(i));
            identity.append('\n').append(key.value(i));
        }
        Instant time = Instant.ofEpochMilli(end);
        return new LogEvent(HyperLogLog.hash(identity.toString()), time, time, JSON, fields.build(), List.of());
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
