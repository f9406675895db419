package io.tocsin.escalation;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who is paged when, as long as nobody answers. Levels are numbered from 1 in the order given.
 *
 * @param levels at least one, at most {@link #LEVELS_MAX}; never earlier than the one before, and later than the one before of the same
 *     sequence; the first is {@code unless: acknowledged}, or else a new round would page nobody
 * @param fallback whom to page when all levels are used up, then every hour; at least one
 * @param ackTimeout how long an acknowledgement holds before a new round starts; null for as long as it takes
 * @param repeat when to start over while nobody answers; null for never
 * @param resolveAfter how long nothing must fire until an incident counts as over; null for at once
 */
public record Policy(
        String name,
        List<Level> levels,
        List<Target> fallback,
        @Nullable Duration ackTimeout,
        @Nullable Repeat repeat,
        @Nullable Duration resolveAfter) {
    /** More rungs than people who could be asked; bounds what an incident remembers. */
    public static final int LEVELS_MAX = 50;

    /** For a policy whose levels are all paged at once: as long as the second level usually waits for the first. */
    private static final Duration LAST_WINDOW = Duration.ofMinutes(15);

    public Policy {
        levels = List.copyOf(levels);
        fallback = List.copyOf(fallback);
        if (levels.isEmpty() || levels.size() > LEVELS_MAX) {
            throw refused(name, "it has " + levels.size() + " levels, allowed are 1 to " + LEVELS_MAX);
        }
        if (levels.getFirst().unless() != Unless.ACKNOWLEDGED) {
            throw refused(name, "level 1 is unless: resolved, so that a new round would page nobody");
        }
        if (fallback.isEmpty()) throw refused(name, "it has no fallback");
        if (ackTimeout != null && !ackTimeout.isPositive()) throw refused(name, "ack_timeout is " + ackTimeout);
        if (resolveAfter != null && resolveAfter.isNegative()) throw refused(name, "resolve_after is " + resolveAfter);
        requireRisingTimes(name, levels);
        if (repeat != null) requireLaterThan(name, levels, repeat);
    }

    /** A policy whose acknowledgements hold for ever and that does not start over. */
    public static Policy of(String name, List<Level> levels, List<Target> fallback) {
        return new Policy(name, levels, fallback, null, null, null);
    }

    /**
     * Starting over while nobody answers.
     *
     * @param every since the start of the round; longer than the last level {@code unless: acknowledged}
     * @param times at least one; after that the fallback is paged
     */
    public record Repeat(Duration every, int times) {
        public Repeat {
            if (times < 1)
                throw new IllegalArgumentException("cannot build repeat: times is " + times + ", the least is 1");
        }
    }

    /** The level of that number, from 1. */
    public Level level(int number) {
        return levels.get(number - 1);
    }

    /** The numbers of the levels of one sequence, in order. */
    List<Integer> numbers(Unless unless) {
        return IntStream.rangeClosed(1, levels.size())
                .filter(number -> level(number).unless() == unless)
                .boxed()
                .toList();
    }

    /** How long the one before it in its sequence has to answer; for the first, the time since the start. */
    Duration windowBefore(int number) {
        Level level = level(number);
        return levels.subList(0, number - 1).stream()
                .filter(earlier -> earlier.unless() == level.unless())
                .map(earlier -> level.after().minus(earlier.after()))
                .reduce(level.after(), (first, second) -> second);
    }

    /** How long the last level has to answer before the fallback is paged: as long as the one before it had. */
    Duration lastWindow() {
        Duration last = levels.getLast().after();
        return levels.reversed().stream()
                .map(level -> last.minus(level.after()))
                .filter(Duration::isPositive)
                .findFirst()
                .orElse(LAST_WINDOW);
    }

    /** How long somebody who was asked by a person has to answer before level 1 is paged: as long as level 1 has. */
    Duration firstWindow() {
        Duration first = level(1).after();
        return numbers(Unless.ACKNOWLEDGED).stream()
                .map(number -> level(number).after().minus(first))
                .filter(Duration::isPositive)
                .findFirst()
                .orElse(LAST_WINDOW);
    }

    private static void requireRisingTimes(String policy, List<Level> levels) {
        for (int i = 1; i < levels.size(); i++) {
            Level level = levels.get(i);
            for (Level earlier : levels.subList(0, i)) {
                int order = level.after().compareTo(earlier.after());
                if (order < 0 || (order == 0 && level.unless() == earlier.unless())) {
                    throw refused(
                            policy,
                            "level " + (i + 1) + " comes after " + level.after() + ", an earlier one after "
                                    + earlier.after());
                }
            }
        }
    }

    private static void requireLaterThan(String policy, List<Level> levels, Repeat repeat) {
        for (Level level : levels) {
            if (level.unless() == Unless.ACKNOWLEDGED && level.after().compareTo(repeat.every()) >= 0) {
                throw refused(
                        policy,
                        "it repeats every " + repeat.every() + ", not later than a level after " + level.after());
            }
        }
    }

    private static IllegalArgumentException refused(String policy, String cause) {
        return new IllegalArgumentException("cannot build policy " + policy + ": " + cause);
    }
}
