package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets rules, and profiles behind them, take an event by their {@linkplain Numbering numbers}: one object for all events, most of which
 * no rule wants.
 */
final class Taking implements Consumer<Integer> {
    private final RuleState[] rules;
    private final KeyReader[] keys;
    private final int[] places;
    private final int[] ratios;

    /** By rule: the turn of the last event that its ratio counts. */
    private final long[] counted;

    private final Profiles profiles;
    private final Outbox outbox;
    private final Agenda<RuleState> agenda;
    private @Nullable LogEvent event;
    private long turn;
    private long at;
    private long frontier;

    Taking(List<RuleState> rules, Profiles profiles, Outbox outbox, Agenda<RuleState> agenda) {
        Map<List<KeyField>, KeyReader> readers = new HashMap<>();
        this.profiles = profiles;
        this.outbox = outbox;
        this.agenda = agenda;
        this.rules = rules.toArray(RuleState[]::new);
        this.keys = rules.stream()
                .map(state -> readers.computeIfAbsent(state.rule().by(), KeyReader::new))
                .toArray(KeyReader[]::new);
        this.places = rules.stream().mapToInt(agenda::place).toArray();
        this.ratios = Numbering.ratios(rules.stream().map(RuleState::rule).toList());
        this.counted = new long[rules.size()];
    }

    /** The next event. */
    void begin(LogEvent next, long nextAt, long nextFrontier) {
        event = next;
        turn++;
        at = nextAt;
        frontier = nextFrontier;
    }

    @Override
    public void accept(Integer number) {
        LogEvent taken = Objects.requireNonNull(event);
        int rule = number - ratios.length;
        if (rule < 0) counted[ratios[number]] = turn;
        else if (rule < rules.length) take(rule, taken);
        else profiles.observe(rule - rules.length, taken, at);
    }

    private void take(int rule, LogEvent taken) {
        outbox.took(taken);
        rules[rule].observe(taken, keys[rule].of(taken, turn), counted[rule] == turn, at, frontier);
        agenda.changed(places[rule]);
    }
}
