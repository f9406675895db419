package io.tocsin.server.rehearse;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the tests of a file, each on an engine and a clock of its own. */
public final class TestRun {
    /** After the last that is expected: idle sources go on with the clock, and what waits for them is decided. */
    private static final Duration SETTLES = Duration.ofMinutes(2);

    /** Later than any time that a log line says: what has no time of its own is found out by it. */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final Rehearsal rehearsal;

    public TestRun(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** What became of each test. */
    public List<Outcome> run(TestFile file) {
        List<Outcome> outcomes = new ArrayList<>();
        for (RuleTest test : file.tests()) outcomes.add(run(file, test));
        return outcomes;
    }

    private Outcome run(TestFile file, RuleTest test) {
        Instant start = start(test);
        List<Arrival> arrivals = Arrivals.of(test, start, rehearsal.times(), this::timeOf);
        Instant end = end(file.rules(), test, start, arrivals);
        VirtualRun run = test.restartAt() == null
                ? new VirtualRun(file.rules(), start)
                : VirtualRun.restartable(file.rules(), start);
        int events = let(run, test, start, arrivals);
        run.passTo(end);
        List<String> failures = new ArrayList<>(check(test, start, end, run));
        if (test.disturbed()) failures.addAll(sameness(file, test, start, end, run));
        return new Outcome(file.name(), test.name(), events, failures);
    }

    /** Order, repetition and restarts are none of an alert's business. */
    private List<String> sameness(TestFile file, RuleTest test, Instant start, Instant end, VirtualRun disturbed) {
        RuleTest plain = test.undisturbed();
        VirtualRun inOrder = new VirtualRun(file.rules(), start);
        let(inOrder, plain, start, Arrivals.of(plain, start, rehearsal.times(), this::timeOf));
        inOrder.passTo(end);
        return Sameness.differences(
                Spells.of(inOrder.decided()), Spells.of(disturbed.decided()), start, test.disturbance());
    }

    private int let(VirtualRun run, RuleTest test, Instant start, List<Arrival> arrivals) {
        Door door = rehearsal.doors().get();
        Duration restartAfter = test.restartAt();
        Instant restart = restartAfter == null ? Instant.MAX : start.plus(restartAfter);
        Map<String, List<LogEvent>> seen = new HashMap<>();
        int events = 0;
        for (Arrival arrival : arrivals) {
            if (!arrival.at().isBefore(restart)) {
                run.restart(restart);
                restart = Instant.MAX;
            }
            List<LogEvent> fresh = door.take(arrival.source(), arrival.batch(), arrival.body(), arrival.at());
            List<LogEvent> known = seen.putIfAbsent(arrival.batch(), fresh);
            // The door knows a batch again; the rules must know its events too, as after a crash between the two.
            for (LogEvent event : known == null ? fresh : known) run.observe(event, arrival.source(), arrival.at());
            events += fresh.size();
        }
        if (restart.isBefore(Instant.MAX)) run.restart(restart);
        return events;
    }

    private List<String> check(RuleTest test, Instant start, Instant end, VirtualRun run) {
        List<Spell> spells = Spells.of(run.decided());
        Heard heard = rehearsal.people().hear(run.decided(), start, end, test.acknowledge());
        FiringCheck firings = new FiringCheck(spells, start);
        MessageCheck messages = new MessageCheck(
                heard.told(), receiver -> rehearsal.teams().getOrDefault(receiver, ""), start, Arrivals.delayMax(test));
        List<String> failures = new ArrayList<>();
        for (Expectation expectation : test.expectations()) {
            List<String> wrong = switch (expectation) {
                case Expectation.Firing firing -> firings.check(firing);
                case Expectation.Message message -> messages.check(message);
            };
            wrong.forEach(text -> failures.add(expectation.mark().file() + ":"
                    + expectation.mark().line() + ":" + expectation.mark().column() + ": " + text));
        }
        return failures;
    }

    private Instant timeOf(byte[] line, Instant otherwise) {
        try {
            Instant time = rehearsal.parser().parse(0, NEVER, line).time();
            return time.equals(NEVER) ? otherwise : time;
        } catch (IllegalArgumentException e) {
            // It will arrive as a reject, at the time of its neighbours.
            return otherwise;
        }
    }

    private Instant start(RuleTest test) {
        Instant given = test.start();
        if (given != null) return given;
        return test.events().stream()
                .filter(spec -> spec instanceof EventSpec.Lines)
                .map(spec -> (EventSpec.Lines) spec)
                .flatMap(lines -> lines.lines().stream().limit(1))
                .map(line -> timeOf(line, Instant.EPOCH))
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Long enough for everything that is sent and expected, and for the rules to have made up their minds. */
    private static Instant end(RuleSet rules, RuleTest test, Instant start, List<Arrival> arrivals) {
        Duration end = test.end() == null ? Duration.ZERO : test.end();
        for (Expectation expectation : test.expectations()) {
            Duration until = switch (expectation) {
                case Expectation.Firing firing -> firing.at();
                case Expectation.Message message ->
                    message.at() == null ? Duration.ZERO : message.at().plus(message.within());
            };
            if (until.compareTo(end) > 0) end = until;
        }
        Instant last = arrivals.isEmpty() ? start : arrivals.getLast().at();
        Instant latest = last.isAfter(start.plus(end)) ? last : start.plus(end);
        Duration late = rules.rules().stream()
                .map(Rule::late)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return latest.plus(late).plus(SETTLES);
    }
}
