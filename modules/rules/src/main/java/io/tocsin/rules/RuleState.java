package io.tocsin.rules;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
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
    private final Key probe;
    private Windows windows;
    private Deadlines deadlines;
    private Roster roster;
    private long watermark = SourceClock.NEVER;
    private long matched;
    private long late;
    private long skipped;
    private long unmeasured;
    private long first = Deadlines.NEVER / 4;
    private long lateFrom = Long.MAX_VALUE;
    private long lateTo = Long.MIN_VALUE;
    private boolean settling;
    private boolean warming;

    RuleState(Rule rule, Outbox outbox) {
        this(rule, outbox, new Windows(), new Deadlines(), new Roster());
        roster.declare(this);
    }

    private RuleState(Rule rule, Outbox outbox, Windows windows, Deadlines deadlines, Roster roster) {
        this.rule = rule;
        this.terms = Terms.of(rule);
        this.limits = rule.limits().toArray(Limit[]::new);
        this.meter = Meter.of(rule.when());
        this.calendars = new CalendarStops(rule.limits());
        this.alerts = new AlertBook(rule, outbox);
        this.probe = Key.probe(rule.by().size());
        this.windows = windows;
        this.deadlines = deadlines;
        this.roster = roster;
    }

    /** The same windows, alerts and counters under new thresholds and texts; this state must not be used any more. */
    RuleState withRule(Rule changed, Outbox outbox) {
        RuleState next = new RuleState(changed, outbox, windows, deadlines, roster);
        next.watermark = watermark;
        next.matched = matched;
        next.late = late;
        next.skipped = skipped;
        next.unmeasured = unmeasured;
        next.first = first;
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
        int tier = tierOf(alert);
        if (window == null || tier < 0 || window.firing(tier)) return;
        alerts.resume(window, tier, alert);
        alerts.refresh(window);
        window.resume(tier, this);
        schedule(window, SourceClock.NEVER);
    }

    private int tierOf(Alert alert) {
        String severity = alert.labels().orEmpty(Labels.SEVERITY);
        for (int tier = 0; tier < limits.length; tier++) {
            if (limits[tier].severity().equals(severity)) return tier;
        }
        return -1;
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

    /** Waits until a state that was filled from the past is {@linkplain #join joined}; events are only counted. */
    void warm() {
        warming = true;
    }

    /** Where events came too late to be used since the last call, or null. */
    RuleEngine.@Nullable Late takeLate() {
        if (lateFrom > lateTo) return null;
        RuleEngine.Late found = new RuleEngine.Late(rule, Instant.ofEpochMilli(lateFrom), Instant.ofEpochMilli(lateTo));
        lateFrom = Long.MAX_VALUE;
        lateTo = Long.MIN_VALUE;
        return found;
    }

    /** Whether nothing was ever seen. */
    boolean cold() {
        return matched == 0 && watermark <= SourceClock.NEVER / 2;
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
        matched += warmed.matched;
        late = warmed.late;
        skipped = warmed.skipped;
        unmeasured = warmed.unmeasured;
        first = warmed.first;
        eachWindow(window -> {
            alerts.adopt(window);
            schedule(window, SourceClock.NEVER);
        });
    }

    /** Takes an event that matches, with the frontier as it was before. */
    void observe(LogEvent event, long at, long frontier) {
        if (warming || !rule.admits(event.fields())) return;
        matched++;
        reach(frontier);
        if (!probe.fill(rule.by(), event.fields())) {
            skipped++;
        } else if (at < watermark - terms.within()) {
            late++;
            lateFrom = Math.min(lateFrom, at);
            lateTo = Math.max(lateTo, at);
        } else {
            first = Math.min(first, at);
            KeyWindow window = windows.touch(probe);
            if (window == null) window = windows.open(probe.copy(), this);
            if (window != null) window.add(at, event, this);
        }
    }

    private void reach(long frontier) {
        watermark = Math.max(watermark, frontier - terms.late());
    }

    /** Decides what the frontier allows, in the order of event time. */
    void settle(long frontier) {
        reach(frontier);
        roster.begin(this);
        settling = true;
        for (KeyWindow due = deadlines.poll(watermark); due != null; due = deadlines.poll(watermark)) due.settle(this);
        settling = false;
        roster.prune(this);
    }

    /** The frontier at which {@link #settle} has something to do; may be too early, never too late. */
    long dueFrontier() {
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

    /** When the thresholds may change. */
    CalendarStops calendars() {
        return calendars;
    }

    /** The time of the first event that was used; far in the future before. */
    long first() {
        return first;
    }

    /** An event had no value to measure. */
    void unmeasured() {
        unmeasured++;
    }

    /** What a rule that makes a series measured at the end of a bucket. */
    void record(KeyWindow window, long end, double value) {
        alerts.record(window, end, value);
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
                warming ? RuleStatus.State.WARMING : state,
                firing,
                matched,
                late,
                skipped,
                windows.all().size(),
                windows.evicted(),
                unmeasured);
    }

    private long[] counters() {
        return new long[] {watermark, matched, late, skipped, windows.evicted(), unmeasured, first};
    }

    /** Writes everything that was seen and counted, and what fires. */
    void save(StateOut out) throws IOException {
        for (long counter : counters()) out.number(counter);
        roster.save(out);
        saveAlerts(roster.source(), out);
        out.number(windows.all().size());
        for (KeyWindow window : windows.all()) {
            for (int i = 0; i < rule.by().size(); i++) out.text(window.key.value(i));
            saveAlerts(window, out);
            window.save(out);
        }
    }

    private void saveAlerts(KeyWindow window, StateOut out) throws IOException {
        for (int tier = 0; tier < limits.length; tier++) {
            Alert alert = window.alert(tier);
            out.flag(alert != null);
            if (alert == null) continue;
            out.number(alert.startsAt().toEpochMilli());
            out.text(alert.value());
            out.number(alert.evidence().size());
            for (String id : alert.evidence()) out.text(id);
        }
    }

    /** Reads what {@link #save} wrote, into a state that has seen nothing. */
    void load(StateIn in) throws IOException {
        watermark = in.number();
        matched = in.number();
        late = in.number();
        skipped = in.number();
        windows.evicted(in.number());
        unmeasured = in.number();
        first = in.number();
        roster.load(in, this);
        loadAlerts(roster.source(), in);
        for (int left = in.count(); left > 0; left--) {
            String[] values = new String[rule.by().size()];
            for (int i = 0; i < values.length; i++) values[i] = in.text();
            KeyWindow window = window(Key.of(values));
            if (window == null) throw new IOException("cannot hold the keys of rule " + rule.name());
            loadAlerts(window, in);
            window.load(in, this);
            schedule(window, SourceClock.NEVER);
        }
    }

    private void loadAlerts(KeyWindow window, StateIn in) throws IOException {
        for (int tier = 0; tier < limits.length; tier++) {
            if (!in.flag()) continue;
            long since = in.number();
            String value = in.text();
            List<String> evidence = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) evidence.add(in.text());
            alerts.restore(window, tier, since, value, evidence);
        }
    }
}
