package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A silence and the alerts that fulfil its matchers. {@link Silences} keeps them in order of their deadlines. */
final class KeptSilence {
    private record Ending(Instant at, long fingerprint) {}

    private static final Comparator<Ending> LATEST_FIRST =
            Comparator.comparing(Ending::at).reversed().thenComparing(Ending::fingerprint);

    final Matchers matchers;
    final Set<Tracked> alerts;
    Matchers.@Nullable Anchor anchor;
    private Silence silence;
    private boolean over;
    private boolean held;
    private @Nullable Instant looked;
    /** Whether it held back when it was last looked at; for a silence with hours. */
    private boolean holding;
    /** When its alerts end; only for one that lasts until they do. */
    private final TreeSet<Ending> endings = new TreeSet<>(LATEST_FIRST);

    private Instant deadline = Instant.MAX;

    KeptSilence(Entity.SilenceEntry entry, Matchers matchers, Set<Tracked> alerts) {
        this.silence = entry.silence();
        this.over = entry.over();
        this.held = entry.held();
        this.matchers = matchers;
        this.alerts = alerts;
        if (!special()) return;
        Instant seen = entry.looked();
        Instant last = seen == null ? silence.updatedAt() : seen;
        this.looked = last;
        this.holding = silence.holdsAt(last);
        for (Tracked alert : alerts) ends(alert);
    }

    KeptSilence(Entity.SilenceEntry entry) {
        this(entry, new Matchers(entry.silence().matchers()), new HashSet<>());
    }

    Silence silence() {
        return silence;
    }

    String id() {
        return silence.id();
    }

    boolean over() {
        return over;
    }

    /** Whether its own end is not all that matters. */
    private boolean special() {
        return silence.during() != null || silence.untilResolved();
    }

    /** An alert fulfils the matchers. */
    void add(Tracked alert) {
        alerts.add(alert);
        ends(alert);
    }

    /** An alert has another end than before. */
    void ends(Tracked alert) {
        if (silence.untilResolved()) endings.add(new Ending(alert.end(), alert.fingerprint));
    }

    /** The end of an alert is about to change. */
    void forgetEnd(Tracked alert) {
        if (silence.untilResolved()) endings.remove(new Ending(alert.end(), alert.fingerprint));
    }

    /** An alert is gone. */
    void remove(Tracked alert) {
        alerts.remove(alert);
        forgetEnd(alert);
    }

    private boolean anyFires(Instant now) {
        return !endings.isEmpty() && endings.first().at.isAfter(now);
    }

    /** Notes whether it holds something back now; says whether that was news. */
    boolean notesHold(Instant now) {
        if (!silence.untilResolved() || held || !silence.holdsAt(now) || !anyFires(now)) return false;
        held = true;
        return true;
    }

    /** Looks at it when its deadline has come or it is new; says whether it has let go of what it held back. */
    boolean look(Instant now) {
        boolean was = holding;
        notesHold(now);
        if (held && !anyFires(now) && silence.state(now) == Silence.State.ACTIVE)
            silence = silence.endedBecause("over: no alert that it held back fires any more", now);
        if (special()) looked = now;
        holding = silence.holdsAt(now);
        if (silence.state(now) == Silence.State.EXPIRED) {
            over = true;
            // One that was ended before it began has hidden nothing.
            return silence.during() == null ? silence.startsAt().isBefore(silence.endsAt()) : was;
        }
        return silence.during() != null && was && !holding;
    }

    /** Whether it held back until now, when it is about to be replaced by a changed version of itself. */
    boolean wasHolding(Instant now) {
        return silence.during() == null ? silence.holdsAt(now) : holding;
    }

    /** When it has to be looked at next; only {@link Silences} may call this, it keeps them in order. */
    Instant schedule(Duration retention) {
        deadline = next(retention);
        return deadline;
    }

    Instant deadline() {
        return deadline;
    }

    private Instant next(Duration retention) {
        if (over) return silence.endsAt().plus(retention);
        Instant next = silence.endsAt();
        Instant last = looked;
        if (last == null) return next;
        if (last.isBefore(silence.startsAt())) return earlier(next, silence.startsAt());
        TimeInterval hours = silence.during();
        if (hours != null) next = earlier(next, Edges.next(hours, last));
        if (held) next = earlier(next, endings.isEmpty() ? last : endings.first().at);
        return next;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    Entity.SilenceEntry entry() {
        return new Entity.SilenceEntry(silence, over, held, looked);
    }
}
