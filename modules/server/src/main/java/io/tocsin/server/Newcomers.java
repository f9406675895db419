package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules that have to read their past before they decide anything: what they {@linkplain Owing owe} until then, and what of
 * theirs fired before a restart. A rule that begins, an end of the process, and a rule that has read leave neither a gap nor
 * anything told twice. On the rules loop.
 */
final class Newcomers {
    private final Map<String, Owing> owing = new LinkedHashMap<>();
    private final List<Alert> undecided = new ArrayList<>();
    private @Nullable Warmups warmups;

    /** Without it rules begin with the next event. */
    void use(Warmups from) {
        warmups = from;
    }

    /** What is owed now. */
    List<Owing> owing() {
        return List.copyOf(owing.values());
    }

    /** Whether every rule has read. */
    boolean none() {
        return owing.isEmpty();
    }

    /**
     * After a restart, before anything is observed: rules that had not read yet go on where they were, and rules that are new
     * begin with what the alerts have not heard of.
     *
     * @param restored whether there was a checkpoint: without one a rule that owes nothing sees all that the journal holds
     */
    void resume(RuleEngine engine, RuleSet rules, BeforeStart before, boolean restored, Instant now) {
        if (warmups == null) return;
        Set<String> cold = engine.cold();
        List<Owing> owed = new ArrayList<>(before.owing());
        owed.removeIf(each -> !cold.contains(each.rule()));
        owed.forEach(each -> cold.remove(each.rule()));
        if (restored) cold.forEach(name -> owed.add(new Owing(name, before.heard(), now, false)));
        owed.forEach(each -> owing.put(each.rule(), each));
        before.firing().stream().filter(this::decidesLater).forEach(undecided::add);
        Map<Owing, List<Owing>> together = new LinkedHashMap<>();
        for (Owing each : owed)
            together.computeIfAbsent(each.of(""), any -> new ArrayList<>()).add(each);
        together.values().forEach(reading -> open(engine, rules, reading, -1));
    }

    private void open(RuleEngine engine, RuleSet rules, List<Owing> together, long lastId) {
        if (warmups == null) return;
        Set<String> names = together.stream().map(Owing::rule).collect(Collectors.toCollection(LinkedHashSet::new));
        Owing first = together.getFirst();
        engine.warm(names);
        List<Alert> firing =
                undecided.stream().filter(alert -> names.contains(alert.name())).toList();
        warmups.open(rules, names, first, lastId, firing);
    }

    /** Other rules: those that measure something else by now begin anew. */
    void replaced(RuleSet before, RuleSet after) {
        Map<String, Rule> old = new HashMap<>();
        before.rules().forEach(rule -> old.put(rule.name(), rule));
        Set<String> same = after.rules().stream()
                .filter(rule -> old.containsKey(rule.name()) && rule.measuresLike(old.get(rule.name())))
                .map(Rule::name)
                .collect(Collectors.toSet());
        owing.keySet().retainAll(same);
        if (warmups != null) warmups.keepOnly(owing.keySet());
    }

    /** Has every rule that has seen nothing wait until it has read its past, up to this batch. */
    void begin(RuleEngine engine, RuleSet rules, long position, long lastId, Instant now) {
        if (warmups == null) return;
        // In an engine with other rules they have to be told again to wait.
        engine.warm(owing.keySet());
        List<Owing> fresh = engine.cold().stream()
                .filter(name -> !owing.containsKey(name))
                .map(name -> new Owing(name, position, now, true))
                .toList();
        fresh.forEach(each -> owing.put(each.rule(), each));
        if (!fresh.isEmpty()) open(engine, rules, fresh, lastId);
    }

    /** Has those that wait read. */
    void read(RuleEngine engine, long lastId, Consumer<PastReading> done) {
        if (warmups != null) warmups.begin(lastId, engine.frontier(), done);
    }

    /** To be called before the engine sees an event. */
    void observe(LogEvent event, long position, RuleEngine engine) {
        if (warmups != null && !owing.isEmpty()) warmups.observe(event, position, engine.frontier());
    }

    /** Whether somebody else than this class says what becomes of an alert from before the restart. */
    boolean decidesLater(Alert alert) {
        return owing.containsKey(alert.name());
    }

    /** Lets rules that have read go on in the engine; gives everything that is to be told, at once with what is owed then. */
    List<Firing> filled(PastReading reading, RuleEngine engine, Instant now) {
        Warmups.Filled filled = reading.join(engine.frontier());
        Set<String> read = new HashSet<>(filled.rules());
        // One that was changed since owes from later on, to a reading of its own.
        read.removeIf(name -> !reading.since().of(name).equals(owing.get(name)));
        JoinedNews news = new JoinedNews(read, undecided);
        filled.found().forEach(news::found);
        engine.join(filled.engine());
        engine.tick(now).forEach(news::joined);
        owing.keySet().removeAll(read);
        List<Firing> told = news.told();
        told.addAll(ended(engine, now));
        return told;
    }

    /** The ends of what fired before the restart, of rules that know by now that it does not any more, or that are gone. */
    List<Firing> ended(RuleEngine engine, Instant now) {
        if (undecided.isEmpty()) return List.of();
        Set<Labels> firing = engine.firing().stream().map(Alert::labels).collect(Collectors.toSet());
        List<Firing> ended = new ArrayList<>();
        undecided.removeIf(alert -> {
            if (decidesLater(alert)) return false;
            if (!firing.contains(alert.labels())) ended.add(new Firing.Resolved(alert.endedAt(now, now), now));
            return true;
        });
        return ended;
    }
}
