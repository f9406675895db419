package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets rules, and profiles behind them, take an event by their numbers: one object for all events, most of which no rule wants. */
final class Taking implements Consumer<Integer> {
    private final RuleState[] rules;
    private final Profiles profiles;
    private final Outbox outbox;
    private @Nullable LogEvent event;
    private long at;
    private long frontier;
    private long due;

    Taking(List<RuleState> rules, Profiles profiles, Outbox outbox) {
        this.profiles = profiles;
        this.outbox = outbox;
        this.rules = rules.toArray(RuleState[]::new);
    }

    /**
     * The next event.
     *
     * @param dueSoFar the frontier at which a rule has something to do
     */
    void begin(LogEvent next, long nextAt, long nextFrontier, long dueSoFar) {
        event = next;
        at = nextAt;
        frontier = nextFrontier;
        due = dueSoFar;
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
        due = Math.min(due, rule.dueFrontier());
    }

    /** The frontier at which a rule has something to do, those that took the event included. */
    long due() {
        return due;
    }
}
