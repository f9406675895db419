package io.tocsin.server.rehearse;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Shows the past to rules, to another version of them and to the same with other thresholds, all in one pass, and then has
 * people hear of it. Used once: every event of {@link #since} until the end in the order of time, then {@link #finish}.
 */
public final class Backtest {
    /** The past comes through one channel: what each event came through then is not remembered. */
    private static final String SOURCE = "past";

    /** How far ahead of its arrival the time of an event may be; as the engine has it. */
    private static final Duration AHEAD_MAX = Duration.ofSeconds(5);

    private final BacktestPlan plan;
    private final People people;
    private final Days days;
    private final Instant since;
    private final PastRun main;
    private final @Nullable PastRun against;
    private final Map<String, List<PastRun>> sweeps = new LinkedHashMap<>();
    private final List<PastRun> all = new ArrayList<>();
    private final Delays delays;
    private Instant now;
    private long read;
    private long warming;

    /** What the rules had counted when the stretch began; null until then. */
    private @Nullable List<RuleStatus> before;

    /**
     * Prepares a backtest.
     *
     * @throws IllegalArgumentException when a sweep does not fit the rules
     */
    public Backtest(BacktestPlan plan, People people) {
        this.plan = plan;
        this.people = people;
        this.days = plan.days();
        List<Version> versions = new ArrayList<>(List.of(plan.rules()));
        Version other = plan.against();
        if (other != null) versions.add(other);
        this.since = days.from().minus(Looks.warmUp(versions));
        this.now = since;
        this.main = add(plan.rules());
        this.against = other == null ? null : add(other);
        for (Sweep sweep : plan.sweeps()) {
            List<PastRun> runs =
                    sweep.versions(plan.rules()).stream().map(this::add).toList();
            sweeps.computeIfAbsent(sweep.alert(plan.rules()), alert -> new ArrayList<>())
                    .addAll(runs);
        }
        this.delays = new Delays(plan.rules().rules().rules());
    }

    private PastRun add(Version version) {
        PastRun run = new PastRun(version, since);
        all.add(run);
        return run;
    }

    /** Which events are wanted. */
    public Query query() {
        return Looks.of(all.stream().map(PastRun::version).toList());
    }

    /** From when on events are wanted: windows are full when the stretch begins. */
    public Instant since() {
        return since;
    }

    /** Takes the next event. */
    public void observe(LogEvent event) {
        Instant time = event.time();
        Instant arrived = event.receivedAt();
        if (time.isAfter(arrived.plus(AHEAD_MAX))) time = arrived;
        if (time.isAfter(now)) now = time;
        begin();
        read++;
        delays.add(event);
        for (PastRun run : all) run.run().observe(event, SOURCE, now);
    }

    /** Remembers what was counted before the stretch, once it begins. */
    private void begin() {
        if (before != null || now.isBefore(days.from())) return;
        before = main.run().status();
        warming = read;
    }

    /** Lets time pass to the end, and says what came of it. */
    public BacktestReport finish(Facts facts) {
        now = days.to();
        begin();
        for (PastRun run : all) run.run().passTo(days.to());
        List<Decided> decided = main.decidedFrom(days.from());
        List<Spell> spells = Spells.of(decided);
        List<PeopleFigures> figures = new ArrayList<>();
        Heard first = null;
        for (BacktestPlan.Answer answer : plan.answers()) {
            Heard heard = people.hear(decided, days.from(), days.to(), answer.after());
            figures.add(new PeopleStatistics(days).of(heard, answer.after()));
            if (first == null) first = heard;
        }
        return new BacktestReport(
                days,
                coverage(facts),
                new RuleStatistics(days)
                        .of(
                                plan.rules().rules().rules(),
                                before == null ? List.of() : before,
                                main.run().status(),
                                spells),
                spells,
                figures,
                detection(spells),
                difference(spells, figures.getFirst()),
                sweeps(),
                first == null ? List.of() : new BudgetCheck(days).of(plan.budgets(), first));
    }

    private @Nullable Detection detection(List<Spell> spells) {
        return plan.incidents().isEmpty() ? null : Detection.of(plan.incidents(), spells);
    }

    private PeopleFigures heard(List<Decided> decided) {
        Duration answer = plan.answers().getFirst().after();
        return new PeopleStatistics(days).of(people.hear(decided, days.from(), days.to(), answer), answer);
    }

    private @Nullable Difference difference(List<Spell> spells, PeopleFigures now) {
        if (against == null) return null;
        List<Decided> before = against.decidedFrom(days.from());
        return Difference.of(
                against.version().name(),
                spells,
                Spells.of(before),
                now.pages() - heard(before).pages());
    }

    private List<SweepFigures> sweeps() {
        List<SweepFigures> figures = new ArrayList<>();
        sweeps.forEach((rule, runs) -> {
            for (PastRun run : runs) figures.add(sweep(rule, run));
        });
        return figures;
    }

    private SweepFigures sweep(String rule, PastRun run) {
        List<Decided> decided = run.decidedFrom(days.from());
        List<Spell> spells = Spells.of(decided);
        PeopleFigures heard = heard(decided);
        long firings =
                spells.stream().filter(spell -> spell.rule().equals(rule)).count();
        return new SweepFigures(
                run.version().name(),
                firings,
                heard.pages(),
                heard.pagesPerWeek(),
                heard.nightPages(),
                detection(spells));
    }

    private Coverage coverage(Facts facts) {
        Duration warmUp = Duration.between(since, days.from());
        Instant oldest = facts.oldest();
        Duration missing = oldest == null || !oldest.isAfter(since) ? Duration.ZERO : Duration.between(since, oldest);
        return new Coverage(
                days.from(),
                days.to(),
                facts.scanned(),
                read - warming,
                warming,
                warmUp,
                missing.compareTo(warmUp) > 0 ? warmUp : missing,
                facts.received() ? delays.shares() : Map.of(),
                unseen(facts.fields()),
                facts.notes());
    }

    private Map<String, List<String>> unseen(@Nullable Set<String> fields) {
        Map<String, List<String>> unseen = new LinkedHashMap<>();
        if (fields == null) return unseen;
        for (Rule rule : plan.rules().rules().rules()) {
            if (rule.records()) continue;
            Set<String> asked = new TreeSet<>(rule.match().fields());
            rule.by().forEach(field -> asked.add(field.name()));
            asked.removeAll(fields);
            if (!asked.isEmpty()) unseen.put(rule.name(), List.copyOf(asked));
        }
        return unseen;
    }
}
