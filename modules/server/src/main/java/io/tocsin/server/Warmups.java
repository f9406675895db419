package io.tocsin.server;

import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Profile;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the windows of new and changed rules from the index, beside the live stream: an engine of its own reads the past on a
 * thread of its own, while what comes in and concerns these rules is kept for it. When both meet, the rules go on as if they
 * had always been there. One such reading at a time; a later change begins it anew. On the rules loop.
 */
final class Warmups {
    private static final Logger log = LoggerFactory.getLogger(Warmups.class);

    /** What concerns the new rules and comes while the past is read; more of it and a rule begins without its past. */
    static final int WAITING_MAX = 200_000;

    /** The index holds what is durable within a second; one that stands still does not hold up the rules for ever. */
    private static final int LOOKS_MAX = 300;

    /** Reloads that follow one another faster than the past is read; each makes those before it vain. */
    private static final int WAITING_READINGS_MAX = 16;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Past past;
    private final LongPredicate indexed;
    private final Workers readers;
    private final Loop loop;
    private @Nullable Reading reading;

    /** @param indexed whether the index holds everything up to a position of the journal */
    Warmups(Past past, LongPredicate indexed, Workers readers, Loop loop) {
        this.past = past;
        this.indexed = indexed;
        this.readers = readers;
        this.loop = loop;
    }

    /** Has new rules of a desk read the past from now on. */
    static void start(RulesDesk desk, Loop rules, PastEvents past, Indexer indexer, Teardown teardown) {
        Workers readers = new Workers("past of rules", 1, WAITING_READINGS_MAX);
        teardown.push("readers of the past", readers::close);
        Warmups warmups = new Warmups(past::read, indexer::holds, readers, rules);
        rules.tell(() -> desk.warmUp(warmups));
        rules.every(LateChecks.EVERY, () -> desk.late().forEach(late -> warmups.look(late, desk)));
    }

    /** Stored events in the order of time. */
    @FunctionalInterface
    interface Past {
        /**
         * Shows events until there are no more, or nobody wants them. Blocks.
         *
         * @param upTo ids above it are left out
         */
        void read(Query match, Instant from, long upTo, Consumer<LogEvent> each) throws IOException;
    }

    /**
     * Rules that know their past.
     *
     * @param missed what they found in events that came while they read, and that was over before they had read: nobody else
     *     tells it. What still fires the engine tells by itself
     */
    record Filled(RuleEngine engine, List<Firing> missed) {}

    /** Begins to fill rules, which wait for it in the engine; {@code done} takes them, on the loop. */
    void begin(RuleSet rules, Set<String> names, long position, long lastId, Instant now, Consumer<Filled> done) {
        List<Rule> chosen = rules.rules().stream()
                .filter(rule -> names.contains(rule.name()))
                .toList();
        Reading next = new Reading(new RuleSet(chosen, rules.profiles()), lastId, now, done);
        reading = next;
        await(next, position, LOOKS_MAX);
    }

    void look(RuleEngine.Late late, RulesDesk desk) {
        readers.call(() -> LateChecks.look(late, past))
                .onComplete((found, failure) -> loop.tell(() -> {
                    if (failure == null) desk.found(found);
                    else log.warn("cannot look again at {}: {}", late.rule().name(), failure.getMessage());
                }));
    }

    private void await(Reading next, long position, int looks) {
        if (reading != next) return;
        if (looks > 0 && !indexed.test(position)) {
            loop.timers().after(LOOK_EVERY, () -> await(next, position, looks - 1));
            return;
        }
        readers.call(() -> next.read(past)).onComplete((read, failure) -> loop.tell(() -> meet(next, failure)));
    }

    private void meet(Reading done, @Nullable Throwable failure) {
        if (reading != done) return;
        reading = null;
        if (failure != null)
            log.warn("the past of new rules cannot be read, they begin without: {}", failure.getMessage());
        done.join();
    }

    /** Keeps what concerns the rules that wait, as it comes in. */
    void observe(String source, List<LogEvent> events) {
        Reading now = reading;
        if (now != null) now.keep(source, events);
    }

    private static final class Reading {
        private final RuleSet rules;
        private final RuleEngine engine;
        private final long lastId;
        private final Instant from;
        private final Consumer<Filled> done;
        private final List<Kept> kept = new ArrayList<>();
        private boolean tooMuch;

        private Reading(RuleSet rules, long lastId, Instant now, Consumer<Filled> done) {
            this.rules = rules;
            this.engine = new RuleEngine(rules);
            this.lastId = lastId;
            this.from = now.minus(engine.memory());
            this.done = done;
        }

        private record Kept(String source, LogEvent event) {}

        /** On a thread of its own; what the past decided was told when it was the present, or by the rule as it was. */
        private boolean read(Past past) throws IOException {
            past.read(Concern.of(rules), from, lastId, event -> engine.observe(event, "past", event.receivedAt()));
            return true;
        }

        private void keep(String source, List<LogEvent> events) {
            if (tooMuch) return;
            for (LogEvent event : events) {
                if (concerns(event)) kept.add(new Kept(source, event));
            }
            tooMuch = kept.size() > WAITING_MAX;
            if (tooMuch) kept.clear();
        }

        private boolean concerns(LogEvent event) {
            for (Rule rule : rules.rules()) if (rule.match().matches(event)) return true;
            for (Profile profile : rules.profiles()) if (profile.match().matches(event)) return true;
            return false;
        }

        private void join() {
            if (tooMuch) {
                log.warn(
                        "more than {} events for new rules while their past was read: they begin without", WAITING_MAX);
                done.accept(new Filled(new RuleEngine(rules), List.of()));
                return;
            }
            List<Firing> found = new ArrayList<>(0);
            for (Kept each : kept)
                found.addAll(
                        engine.observe(each.event(), each.source(), each.event().receivedAt()));
            done.accept(new Filled(engine, over(found)));
        }

        /** What began and ended among these, in order. */
        private static List<Firing> over(List<Firing> found) {
            List<Firing> over = new ArrayList<>(0);
            Map<Labels, Firing> begun = new HashMap<>();
            for (Firing each : found) {
                Labels labels = each.alert().labels();
                switch (each) {
                    case Firing.Fired fired -> begun.put(labels, fired);
                    case Firing.Updated updated ->
                        begun.computeIfPresent(
                                labels, (same, fired) -> new Firing.Fired(updated.alert(), fired.eventTime()));
                    case Firing.Resolved resolved -> {
                        Firing fired = begun.remove(labels);
                        if (fired != null) over.addAll(List.of(fired, resolved));
                    }
                }
            }
            return over;
        }
    }
}
