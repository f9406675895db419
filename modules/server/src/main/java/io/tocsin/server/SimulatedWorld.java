package io.tocsin.server;

import io.tocsin.model.Outcome;
import io.tocsin.server.simulate.Act;
import io.tocsin.server.simulate.Fact;
import io.tocsin.server.simulate.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is outside: takes messages as the weather of their channel lets it, tells their readers, answers. */
final class SimulatedWorld {
    /** From an attempt to its arrival and to its answer, milliseconds. */
    private static final int WAY = 40;

    private static final int ANSWER = 120;

    /** A channel gives up on an answer after that. */
    private static final int TIMEOUT = 30_000;

    /** What busy services say in Retry-After, seconds. */
    private static final int[] RETRY_AFTER = {0, 1, 30, 600};

    private final SimulatedClocks clocks;
    private final SplittableRandom chance;
    private final Map<String, Act.Weather> weather = new HashMap<>();
    private final List<Fact> facts;
    private final Consumer<Message> landed;

    /**
     * A world of fine weather.
     *
     * @param landed hears of every message that reached its reader
     */
    SimulatedWorld(SimulatedClocks clocks, SplittableRandom chance, List<Fact> facts, Consumer<Message> landed) {
        this.clocks = clocks;
        this.chance = chance;
        this.facts = facts;
        this.landed = landed;
    }

    void blow(Act.Blows blows) {
        weather.put(blows.channel(), blows.weather());
        clocks.in(blows.lasting(), () -> weather.remove(blows.channel(), blows.weather()));
    }

    /**
     * Takes an attempt.
     *
     * @param answer hears the outcome; whoever has died meanwhile does not listen
     */
    void take(Message message, String channel, BiConsumer<Message, Outcome> answer) {
        facts.add(new Fact.Left(clocks.elapsed(), message));
        Act.Weather now = weather.get(channel);
        if (now == null) {
            land(message);
            answer(ANSWER, message, new Outcome.Delivered("ok", "thread-" + message.to()), answer);
            return;
        }
        boolean arrives = chance.nextBoolean();
        int seconds = RETRY_AFTER[chance.nextInt(RETRY_AFTER.length)];
        switch (now) {
            case REFUSES -> answer(ANSWER, message, new Outcome.Permanent("no such user"), answer);
            case BUSY -> answer(ANSWER, message, new Outcome.Retry("429", Duration.ofSeconds(seconds)), answer);
            case DOWN -> answer(WAY, message, new Outcome.Retry("connection refused", Duration.ZERO), answer);
            case LOSES_ANSWERS -> {
                if (arrives) land(message);
                answer(ANSWER, message, new Outcome.Ambiguous("connection reset"), answer);
            }
            case HANGS -> {
                if (arrives) land(message);
                answer(TIMEOUT, message, new Outcome.Ambiguous("no answer"), answer);
            }
        }
    }

    private void land(Message message) {
        clocks.in(WAY, () -> {
            facts.add(new Fact.Landed(clocks.elapsed(), message));
            landed.accept(message);
        });
    }

    private void answer(int after, Message message, Outcome outcome, BiConsumer<Message, Outcome> answer) {
        clocks.in(after, () -> answer.accept(message, outcome));
    }

    static Fact.Answered heard(long at, Message message, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> new Fact.Answered(at, message, Fact.Outcome.DELIVERED, 0);
            case Outcome.Retry retry ->
                new Fact.Answered(at, message, Fact.Outcome.RETRY, retry.after().toMillis());
            case Outcome.Permanent permanent -> new Fact.Answered(at, message, Fact.Outcome.PERMANENT, 0);
            case Outcome.Ambiguous ambiguous -> new Fact.Answered(at, message, Fact.Outcome.AMBIGUOUS, 0);
        };
    }
}
