package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One rule at work: its windows by key, its deadlines, its watermark and its counters. Times are milliseconds. */
final class RuleState {
    private final Rule rule;
    private final Terms terms;
    private final Limit[] limits;
    private final CalendarStops calendars;
    private final @Nullable Meter meter;
    private final AlertBook alerts;
    private Windows windows;
    private Deadlines deadlines;
    private Roster roster;
    private final Profiles profiles;
    private final RuleCounters counters = new RuleCounters();
    private long watermark = SourceClock.NEVER;
    private boolean settling;
    private boolean warming;
    private boolean counts;

    RuleState(Rule rule, Outbox outbox, Profiles profiles) {
        this(rule, outbox, profiles, new Windows(), new Deadlines(), new Roster());
        roster.declare(this);
    }

    private RuleState(
            Rule rule, Outbox outbox, Profiles profiles, Windows windows, Deadlines deadlines, Roster roster) {
        this.rule = rule;
        Terms own = Terms.of(rule);
        this.terms = Profiles.asks(rule) ? own.withLate(profiles.late()) : own;
        this.profiles = profiles;
        this.limits = rule.limits().toArray(Limit[]::new);
        this.meter = Meter.of(rule.when());
        this.calendars = new CalendarStops(rule.limits());
        this.alerts = new AlertBook(rule, outbox);
        this.windows = windows;
        this.deadlines = deadlines;
        this.roster = roster;
    }

    /** A rule that goes on with what it was before, if that measured the same. */
    static RuleState of(Rule rule, @Nullable RuleState before, Outbox outbox, Profiles profiles) {
        boolean same = before != null && before.rule.measuresLike(rule);
        return same && before != null ? before.withRule(rule, outbox, profiles) : new RuleState(rule, outbox, profiles);
    }

    /** The same windows, alerts and counters under new thresholds and texts; this state must not be used any more. */
    private RuleState withRule(Rule changed, Outbox outbox, Profiles newProfiles) {
        RuleState next = new RuleState(changed, outbox, newProfiles, windows, deadlines, roster);
        next.watermark = watermark;
        next.counters.goOn(counters);
        next.roster.declare(next);
        next.eachWindow(window -> {
            next.alerts.adopt(window);
            next.schedule(window, SourceClock.NEVER);
        });
        return next;
    }

    /** Goes on with an alert from before a restart, before any event. */
    void resume(Alert alert) {
        KeyWindow window = windowOf(alert.labels());
        int tier = Limit.tierOf(limits, alert.labels().orEmpty(Labels.SEVERITY));
        if (window == null || tier < 0 || window.firing(tier)) return;
        alerts.resume(window, tier, alert);
        alerts.refresh(window);
        window.resume(tier, this);
        schedule(window, SourceClock.NEVER);
    }

    private @Nullable KeyWindow windowOf(Labels labels) {
        String[] values = new String[rule.by().size()];
        for (int i = 0; i < values.length; i++) {
            String value = labels.get(rule.by().get(i).label());
            if (value == null) return rule.when() instanceof AbsentCondition ? roster.source() : null;
            values[i] = value;
        }
        return window(Key.of(values));
    }

    /** What fires now. */
    List<Alert> firing() {
        List<Alert> firing = new ArrayList<>();
        eachWindow(window -> {
            Alert alert = window.alert(window.highest());
            if (alert != null) firing.add(alert);
        });
        return firing;
    }

    /** Ends everything that fires, for a rule that is gone. */
    void end(long now) {
        eachWindow(window -> alerts.resolveAll(window, now));
    }

    private void eachWindow(Consumer<KeyWindow> each) {
        windows.all().forEach(each);
        each.accept(roster.source());
    }

    /** Sees no event until a state that was filled from the past is {@linkplain #join joined}. */
    void warm() {
        warming = true;
    }

    /** Where events came too late to be used since the last call, or null. */
    RuleEngine.@Nullable Late takeLate() {
        return counters.takeLate(rule);
    }

    /** Whether nothing was ever seen. */
    boolean cold() {
        return counters.matched == 0 && watermark <= SourceClock.NEVER / 2;
    }

    boolean warming() {
        return warming;
    }

    /** Goes on with what another state of the same rule, which must not be used any more, has seen and counted. */
    void join(RuleState warmed) {
        warming = false;
        windows = warmed.windows;
        deadlines = warmed.deadlines;
        roster = warmed.roster;
        watermark = warmed.watermark;
        counters.goOn(warmed.counters);
        eachWindow(window -> {
            alerts.adopt(window);
            schedule(window, SourceClock.NEVER);
        });
    }

    /** Takes an event that matches: its key, null without a field; whether a ratio counts it; the frontier as it was before. */
    void observe(LogEvent event, @Nullable Key key, boolean counting, long at, long frontier) {
        if (warming || !rule.admits(event.fields())) return;
        counters.matched++;
        counts = counting;
        reach(frontier);
        if (key == null) {
            counters.skipped++;
        } else if (at < watermark - terms.within()) {
            counters.tooLate(at);
        } else {
            counters.first = Math.min(counters.first, at);
            KeyWindow window = window(key);
            if (window != null) window.add(at, event, this);
        }
    }

    /** Whether the event that is being taken is among those that a ratio counts. */
    boolean counts() {
        return counts;
    }

    private void reach(long frontier) {
        watermark = Math.max(watermark, frontier - terms.late());
    }

    /** Decides what the frontier allows, in the order of event time. */
    void settle(long frontier) {
        if (warming) return;
        reach(frontier);
        roster.begin(this);
        settling = true;
        for (KeyWindow due = deadlines.poll(watermark); due != null; due = deadlines.poll(watermark)) due.settle(this);
        settling = false;
        roster.prune(this);
    }

    /** The frontier at which {@link #settle} has something to do; may be too early, never too late. */
    long dueFrontier() {
        if (warming) return Deadlines.NEVER;
        long next = deadlines.next();
        return next == Deadlines.NEVER ? next : next + terms.late();
    }

    /** A window that is being settled has said all about this watermark: its next turn comes with a later one. */
    void schedule(KeyWindow window, long due) {
        deadlines.schedule(window, settling ? Math.max(due, watermark + 1) : due);
    }

    /** The window of a key, opened when there is none; null when there is no room. */
    @Nullable
    KeyWindow window(Key key) {
        KeyWindow window = windows.touch(key);
        return window == null ? windows.open(key, this) : window;
    }

    void remove(KeyWindow window) {
        windows.remove(window);
        window.scheduled = Deadlines.NEVER;
        if (window instanceof AbsentWindow silent) roster.forget(silent);
        if (windows.all().isEmpty()) alerts.resolveAll(roster.source(), watermark);
    }

    Rule rule() {
        return rule;
    }

    Terms terms() {
        return terms;
    }

    /** The tiers, the most severe first; not to be written to. */
    Limit[] limits() {
        return limits;
    }

    AlertBook alerts() {
        return alerts;
    }

    Windows windows() {
        return windows;
    }

    Roster roster() {
        return roster;
    }

    /** How a settled condition measures; null for the others. */
    @Nullable
    Meter meter() {
        return meter;
    }

    Profiles profiles() {
        return profiles;
    }

    /** When the thresholds may change. */
    CalendarStops calendars() {
        return calendars;
    }

    RuleCounters counters() {
        return counters;
    }

    /** No event before this instant will come, or it is late. */
    long watermark() {
        return watermark;
    }

    /** The last bucket that is complete. */
    long closedBucket() {
        return terms.bucketOf(watermark) - 1;
    }

    RuleStatus status() {
        int firing = alerts.firing();
        RuleStatus.State state = firing > 0 ? RuleStatus.State.FIRING : RuleStatus.State.INACTIVE;
        return new RuleStatus(
                rule.name(),
                rule.file(),
                rule.group(),
                rule.severity(),
                warming || learning() ? RuleStatus.State.WARMING : state,
                firing,
                counters.matched,
                counters.late,
                counters.skipped,
                windows.all().size(),
                windows.evicted(),
                counters.unmeasured,
                counters.dropped);
    }

    /** Whether no key has a past to compare with yet. */
    private boolean learning() {
        return rule.when() instanceof BaselineCondition
                && windows.all().stream().allMatch(window -> window instanceof BaselineWindow line && line.warming());
    }

    /** Writes everything that was seen and counted, and what fires. */
    void save(StateOut out) throws IOException {
        out.number(watermark);
        counters.save(out);
        SavedWindows.save(this, out);
    }

    /** Reads what {@link #save} wrote, into a state that has seen nothing. */
    void load(StateIn in) throws IOException {
        watermark = in.number();
        counters.load(in);
        SavedWindows.load(this, in);
    }
}
