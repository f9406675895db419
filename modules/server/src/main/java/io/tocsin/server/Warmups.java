package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the windows of new and changed rules from the index, beside the live stream: an engine of its own reads the past on a
 * thread of its own, while what comes in and concerns these rules is kept for it. When both meet, the rules go on as if they
 * had always been there. Rules that begin later have a reading of their own. On the rules loop.
 */
final class Warmups {
    private static final Logger log = LoggerFactory.getLogger(Warmups.class);

    /** The index holds what is durable within a second; one that stands still does not hold up the rules for ever. */
    private static final int LOOKS_MAX = 300;

    /** Reloads that follow one another faster than the past is read. */
    private static final int WAITING_READINGS_MAX = 16;

    /** Rules that look at late events, of a minute or two; what is too much is left out and logged. */
    private static final int WAITING_LOOKS_MAX = 64;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Past past;
    private final LongPredicate indexed;
    private final Workers readers;

    /** On a thread of their own: who loads an archive makes many of them, and new rules must not wait behind those. */
    private final Workers lookers;

    private final Loop loop;
    private final int keptMax;
    private final List<PastReading> readings = new ArrayList<>();

    /**
     * Nobody reads yet.
     *
     * @param indexed whether the index holds everything up to a position of the journal
     * @param keptMax events that are kept for rules that read, {@link PastReading#WAITING_MAX} but in tests
     */
    Warmups(Past past, LongPredicate indexed, Workers readers, Workers lookers, Loop loop, int keptMax) {
        this.past = past;
        this.indexed = indexed;
        this.readers = readers;
        this.lookers = lookers;
        this.loop = loop;
        this.keptMax = keptMax;
    }

    /** Has new rules of a desk read the past from now on; to be called before the desk sees anything. */
    static void start(RulesDesk desk, Loop rules, PastEvents past, Indexer indexer, Teardown teardown) {
        Workers readers = new Workers("past of rules", 1, WAITING_READINGS_MAX);
        teardown.push("readers of the past", readers::close);
        Workers lookers = new Workers("late events", 1, WAITING_LOOKS_MAX);
        teardown.push("looks at late events", lookers::close);
        Warmups warmups = new Warmups(past::read, indexer::holds, readers, lookers, rules, PastReading.WAITING_MAX);
        desk.warmUp(warmups);
        rules.every(LateChecks.EVERY, () -> desk.late().forEach(late -> warmups.look(late, desk)));
    }

    /** Stored events in the order of time. */
    @FunctionalInterface
    interface Past {
        /**
         * Shows events until there are no more, or nobody wants them. Blocks.
         *
         * @param to only events before it
         * @param upTo ids above it are left out
         */
        void read(Query match, Instant from, Instant to, long upTo, Consumer<LogEvent> each) throws IOException;
    }

    /**
     * Rules that know their past.
     *
     * @param rules their names
     * @param found what they found in events that came after their past, in order: nobody else tells it
     */
    record Filled(Set<String> rules, RuleEngine engine, List<Firing> found) {}

    /**
     * Keeps what comes for some rules from now on.
     *
     * @param from where their past ends, which is the same for all
     * @param lastId the highest id of the past; -1 when what is {@link #observe observed} will tell
     * @param firing of these rules, before a restart
     */
    void open(RuleSet rules, Set<String> names, Owing from, long lastId, List<Alert> firing) {
        List<Rule> chosen = rules.rules().stream()
                .filter(rule -> names.contains(rule.name()))
                .toList();
        RuleSet set = new RuleSet(chosen, rules.profiles());
        readings.add(new PastReading(set, from, lastId, firing, keptMax));
    }

    /**
     * Has all that were opened read their past.
     *
     * @param newestId of the journal
     * @param frontier of the stream
     * @param done takes rules that have read, on the loop
     */
    void begin(long newestId, long frontier, Consumer<PastReading> done) {
        for (PastReading each : readings) if (each.begin(newestId, frontier)) await(each, done, LOOKS_MAX);
    }

    /** Gives up readings that none of these rules waits for. */
    void keepOnly(Set<String> waiting) {
        readings.removeIf(each -> each.names().stream().noneMatch(waiting::contains));
    }

    void look(RuleEngine.Late late, RulesDesk desk) {
        lookers.call(() -> LateChecks.look(late, past))
                .onComplete((found, failure) -> loop.tell(() -> {
                    if (failure == null) desk.found(found);
                    else log.warn("cannot look again at {}: {}", late.rule().name(), failure.getMessage());
                }));
    }

    private void await(PastReading next, Consumer<PastReading> done, int looks) {
        if (!readings.contains(next)) return;
        if (looks > 0 && !indexed.test(next.position())) {
            loop.timers().after(LOOK_EVERY, () -> await(next, done, looks - 1));
            return;
        }
        readers.call(() -> next.read(past)).onComplete((read, failure) -> loop.tell(() -> meet(next, done, failure)));
    }

    private void meet(PastReading reading, Consumer<PastReading> done, @Nullable Throwable failure) {
        if (!readings.contains(reading)) return;
        if (failure != null) {
            log.warn("the past of new rules cannot be read: {}", failure.getMessage());
            reading.failed();
        } else if (reading.readsOn()) {
            await(reading, done, LOOKS_MAX);
            return;
        }
        readings.remove(reading);
        done.accept(reading);
    }

    /** Keeps what concerns the rules that wait, as it comes in. */
    void observe(LogEvent event, long position, long frontier) {
        for (PastReading each : readings) each.observe(event, position, frontier);
    }
}
