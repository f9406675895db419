package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.match.QueryIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Evaluates rules over a stream of events, in event time. Deterministic and single-threaded; it owns all window
 * state, and the caller gives the time. The same events give the same alerts, in whatever order they arrive
 * within the lateness of the rule, however they are cut into batches and whenever {@link #tick} is called while
 * no source is quiet. Times are compared in milliseconds.
 *
 * <p>An event is inserted first and moves the watermark then; so it is never late because of itself.
 */
public final class RuleEngine {
    private final List<RuleState> rules;
    private final QueryIndex<Integer> index;
    private final Series series;
    private final SourceClock clock;
    private final Outbox outbox;
    private final Profiles profiles;
    private final Map<String, RuleState> asking = new HashMap<>();
    private final EventIds ids;
    private final Agenda<RuleState> agenda;
    private final Taking taking;

    /** Once for all events. */
    private final Consumer<RuleState> settling = this::settle;

    private long duplicates;

    /** An engine that has seen nothing. */
    public RuleEngine(RuleSet rules) {
        this(prepare(rules), new SourceClock(), new Outbox(), Map.of(), new EventIds());
    }

    /**
     * Rules with the index by which they are found, for {@link #withRules(Prepared)}: to be made on another thread, because it
     * takes time with thousands of rules, and to be used once.
     */
    public record Prepared(RuleSet rules, QueryIndex<Integer> index) {}

    /** Makes the index of rules. */
    public static Prepared prepare(RuleSet rules) {
        List<Query> queries = Numbering.queries(rules);
        List<Integer> numbers = IntStream.range(0, queries.size()).boxed().toList();
        return new Prepared(rules, new QueryIndex<>(numbers, queries::get));
    }

    private RuleEngine(
            Prepared prepared, SourceClock clock, Outbox outbox, Map<String, RuleState> before, EventIds ids) {
        RuleSet set = prepared.rules();
        List<RuleState> rules = new ArrayList<>();
        this.profiles = new Profiles(set);
        this.ids = ids;
        for (Rule rule : set.rules()) {
            rules.add(RuleState.of(rule, before.get(rule.name()), outbox, profiles));
            if (Profiles.asks(rule)) asking.put(rule.name(), rules.getLast());
        }
        this.rules = List.copyOf(rules);
        this.index = prepared.index();
        this.series = new Series(rules);
        this.agenda = new Agenda<>(series.order(), RuleState::dueFrontier);
        this.taking = new Taking(this.rules, profiles, outbox, agenda);
        this.clock = clock;
        this.outbox = outbox;
    }

    /**
     * Takes one event and returns what it decided, usually nothing.
     *
     * @param source the channel it came through, such as {@code http} or {@code kafka:topic-0}: what is in order
     *     by itself
     * @param now when it is processed; only used to notice quiet sources
     */
    public List<Firing> observe(LogEvent event, String source, Instant now) {
        long at = SourceClock.timeOf(event);
        long frontier = clock.frontier();
        clock.observe(source, at, now.toEpochMilli());
        outbox.now(clock.newest());
        if (ids.add(event.id())) match(event, at, frontier);
        else duplicates++;
        settle();
        return outbox.take();
    }

    private void match(LogEvent event, long at, long frontier) {
        taking.begin(event, at, frontier);
        index.matching(event, taking);
    }

    /** Lets quiet sources go on with the wall clock and decides what follows: absence, ratios, ends. Once a second. */
    public List<Firing> tick(Instant now) {
        clock.tick(now.toEpochMilli());
        settle();
        return outbox.take();
    }

    /**
     * Takes an event of a stream that another engine reads: it decides what that one did, and moves no time.
     *
     * @param frontier of that engine before the event
     */
    public List<Firing> follow(LogEvent event, long frontier) {
        long at = SourceClock.timeOf(event);
        clock.reach(frontier);
        settle();
        clock.saw(at);
        outbox.now(clock.newest());
        if (ids.add(event.id())) match(event, at, clock.frontier());
        else duplicates++;
        return outbox.take();
    }

    /** Goes on to where another engine is; gives what time has decided by then. */
    public List<Firing> follow(long frontier) {
        clock.reach(frontier);
        settle();
        return outbox.take();
    }

    /** How far all sources have spoken, in milliseconds of event time; long before any event at first. */
    public long frontier() {
        return clock.frontier();
    }

    /** Events that came a second time and were not counted again. */
    public long duplicates() {
        return duplicates;
    }

    /** What each profile is doing, in the order of the files. */
    public List<ProfileStatus> profiles() {
        return profiles.status();
    }

    private void settle() {
        if (clock.frontier() == SourceClock.NEVER) return;
        if (profiles.settle(clock.frontier(), asking)) {
            asking.values().forEach(agenda::changed);
        }
        agenda.settle(clock.frontier(), settling);
    }

    private void settle(RuleState rule) {
        rule.settle(clock.frontier());
        series.handOn(rule, outbox, agenda);
    }

    /**
     * Changes the rules while the stream goes on. A rule of the same name with the same {@code match}, {@code
     * by}, {@code within} and kind of condition keeps its windows, counters and alerts; alerts of other rules
     * end. What follows from that is returned by the next call of {@link #observe} or {@link #tick}. This engine
     * must not be used any more.
     */
    public RuleEngine withRules(Prepared changedRules) {
        RuleSet newRules = changedRules.rules();
        Map<String, RuleState> before = new HashMap<>();
        for (RuleState rule : rules) before.put(rule.rule().name(), rule);
        Map<String, Rule> after = new HashMap<>();
        for (Rule rule : newRules.rules()) after.put(rule.name(), rule);
        for (RuleState rule : rules) {
            Rule changed = after.get(rule.rule().name());
            if (changed == null || !changed.measuresLike(rule.rule())) rule.end(clock.newest());
        }
        RuleEngine next = new RuleEngine(changedRules, clock, outbox, before, ids);
        next.duplicates = duplicates;
        next.profiles.takeOver(profiles, ColdRules.same(next.asking, before));
        return next;
    }

    /** The same, making the index here and now. */
    public RuleEngine withRules(RuleSet newRules) {
        return withRules(prepare(newRules));
    }

    /** Writes what belongs to no single rule: profiles with what waits for them, and the ids that came. */
    void saveShared(StateOut out) throws IOException {
        profiles.save(out, rules);
        ids.save(out);
        out.number(duplicates);
    }

    /** Puts what {@link #saveShared} wrote in the place of what is here; profiles that have changed since begin anew. */
    void loadShared(StateIn in) throws IOException {
        profiles.load(in, rules);
        ids.load(in);
        duplicates = in.number();
    }

    /**
     * Goes on with alerts that fired before a restart. Called before the first event; then events of the last
     * {@link #memory} are replayed, what they decide is dropped, and {@link #firing} is compared with what fired
     * before: a resumed alert keeps its {@code startsAt}, and holds until a window that was filled again says
     * otherwise. Alerts of other origin are ignored, and those of a rule that was {@linkplain #restored restored}: its windows are
     * whole, and what they have to say of what came since must not wait for anything.
     */
    public void resume(Collection<Alert> firing) {
        Map<String, RuleState> byName = new HashMap<>();
        for (RuleState rule : rules) byName.put(rule.rule().name(), rule);
        for (Alert alert : firing) {
            RuleState rule = byName.get(alert.name());
            if (rule != null && !rule.counters().restored()) rule.resume(alert);
        }
        agenda.forget();
    }

    /**
     * Writes all that this engine has seen, for {@link #restored}. Takes time in proportion to the keys that are held.
     *
     * @throws IOException when {@code out} does
     */
    public void save(OutputStream out) throws IOException {
        Checkpoint.write(clock, this::saveShared, rules, out);
    }

    /**
     * An engine that goes on where another one, perhaps of an earlier process, was saved. Rules that measure something else
     * by now, or are new, have seen nothing: they are {@link #cold()}.
     *
     * @throws IOException when the state is damaged, or of a version that this one cannot read; nothing is lost by
     *     beginning with a new engine then but time
     */
    public static RuleEngine restored(RuleSet rules, InputStream in) throws IOException {
        RuleEngine engine = new RuleEngine(rules);
        Checkpoint.read(engine.clock, engine::loadShared, engine.rules, in);
        engine.agenda.forget();
        return engine;
    }

    /** Events of a rule between these times came too late to be used. */
    public record Late(Rule rule, Instant from, Instant to) {}

    /** Where events came too late since the last call: what they mean must be found in what is stored. */
    public List<Late> takeLate() {
        return rules.stream()
                .flatMap(rule -> Stream.ofNullable(rule.takeLate()))
                .toList();
    }

    /** The names of the rules that have never seen an event nor been restored, in the order of the rules. */
    public Set<String> cold() {
        return ColdRules.names(rules);
    }

    /** Lets rules wait for {@link #join}: until then they see no event and decide nothing. */
    public void warm(Set<String> names) {
        for (RuleState rule : rules) if (names.contains(rule.rule().name())) rule.warm();
        agenda.forget();
    }

    /**
     * Takes over from an engine what its rules saw of the past, which ends where this engine is now; that engine must not be
     * used any more. What fires is told by the next call of {@link #observe} or {@link #tick}.
     */
    public void join(RuleEngine warmed) {
        Set<String> joined = ColdRules.join(rules, warmed.rules, outbox);
        profiles.join(warmed.profiles, joined, ColdRules.asked(rules, joined));
        agenda.forget();
    }

    /** Every alert that fires now, in the order of the rules. */
    public List<Alert> firing() {
        return rules.stream().flatMap(rule -> rule.firing().stream()).toList();
    }

    /** The rules at work, in their order. */
    List<RuleState> states() {
        return rules;
    }

    /** What each rule is doing, in the order of the rules. */
    public List<RuleStatus> status() {
        return rules.stream().map(RuleState::status).toList();
    }

    /** How far back in event time events must be replayed to fill the windows again after a restart. */
    public Duration memory() {
        return ColdRules.memory(rules, profiles);
    }
}
