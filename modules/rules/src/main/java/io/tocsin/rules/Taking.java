package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets rules, and profiles behind them, take an event by their numbers: one object for all events, most of which no rule wants. */
final class Taking implements Consumer<Integer> {
    private final RuleState[] rules;
    private final int[] places;
    private final Profiles profiles;
    private final Outbox outbox;
    private final Agenda<RuleState> agenda;
    private @Nullable LogEvent event;
    private long at;
    private long frontier;

    Taking(List<RuleState> rules, Profiles profiles, Outbox outbox, Agenda<RuleState> agenda) {
        this.profiles = profiles;
        this.outbox = outbox;
        this.agenda = agenda;
        this.rules = rules.toArray(RuleState[]::new);
        this.places = rules.stream().mapToInt(agenda::place).toArray();
    }

    /** The next event. */
    void begin(LogEvent next, long nextAt, long nextFrontier) {
        event = next;
        at = nextAt;
        frontier = nextFrontier;
    }

    @Override
    public void accept(Integer number) {
        LogEvent taken = Objects.requireNonNull(event);
        if (number >= rules.length) {
            profiles.observe(number - rules.length, taken, at);
            return;
        }
        RuleState rule = rules[number];
        outbox.took(taken);
        rule.observe(taken, at, frontier);
        agenda.changed(places[number]);
    }
}
