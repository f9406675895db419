package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lets the looks at a group go by until one of them tells of an alert that goes on firing. Used once. */
final class Ahead {
    /** More holds and repeats than that in a row nobody wants to read about. */
    private static final int LOOKS_MAX = 50;

    private final Tracked alert;
    private final Route route;
    private final Receiver receiver;
    private final @Nullable Group group;
    private final NotificationLog.Scope scope;
    private final Ticks ticks;
    private final NotificationLog log;
    private final Holds holds;
    private @Nullable Instant due;
    private @Nullable Dedup dedup;

    Ahead(
            Tracked alert,
            Route route,
            Receiver receiver,
            @Nullable Group group,
            NotificationLog.Scope scope,
            Ticks ticks,
            NotificationLog log,
            Holds holds) {
        this.alert = alert;
        this.route = route;
        this.receiver = receiver;
        this.group = group;
        this.scope = scope;
        this.ticks = ticks;
        this.log = log;
        this.holds = holds;
    }

    /** The first look that is not before an instant: one on schedule, or the end of a silence about others of the group. */
    Instant look(Instant earliest) {
        Instant tick = ticks.from(earliest);
        boolean waits = group == null || group.lastFlush() == null;
        Instant news = waits ? null : news(earliest);
        return news != null && news.isBefore(tick) ? news : tick;
    }

    void lookFrom(Instant first) {
        Instant look = first;
        for (int looks = 0; look != null && looks < LOOKS_MAX; looks++) {
            List<Hold> held = holds.of(alert, route, look);
            if (!held.isEmpty()) {
                look = after(held.getFirst(), look);
                continue;
            }
            dedup = weigh(look);
            if (reason() != null) {
                due = look;
                return;
            }
            look = earlier(repeat(look), news(look));
        }
    }

    /** The end of a silence is a look of its own; everything else waits for the next on schedule. */
    private @Nullable Instant after(Hold hold, Instant look) {
        Instant until = hold.until();
        if (until == null || !until.isAfter(look)) return null;
        return switch (hold) {
            case Hold.BySilence silence when until.equals(silence.silence().endsAt()) -> until;
            case Hold.BySilence silence -> look(until);
            case Hold.ByAlert other -> look(until);
            case Hold.ByInterval interval -> look(until);
        };
    }

    private Dedup weigh(Instant look) {
        TreeSet<Long> firing = new TreeSet<>(List.of(alert.fingerprint));
        if (group != null) {
            for (Tracked other : group.members()) {
                if (holds.fires(other) && !holds.any(other, route, look)) firing.add(other.fingerprint);
            }
        }
        boolean inTurn = ticks.from(look).equals(look);
        Duration repeat = inTurn ? route.timers().repeatInterval() : null;
        return new Dedup(List.copyOf(firing), List.of(), look, repeat);
    }

    /** When a silence about others of the group ends, which makes them news. */
    private @Nullable Instant news(Instant look) {
        if (group == null) return null;
        Instant first = null;
        for (Tracked other : group.members()) {
            for (Hold.BySilence silence : holds.silences(other, look)) first = earlier(first, silence.until());
        }
        return first;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) return one == null ? other : one;
        return other.isBefore(one) ? other : one;
    }

    /** When the first of those who know already would be told again. */
    private @Nullable Instant repeat(Instant look) {
        Instant earliest = null;
        for (String id : ids()) {
            Entity.LogEntry told = log.entry(scope, id);
            if (told == null) continue;
            Instant again = ticks.from(told.at().plus(route.timers().repeatInterval()));
            if (again.isAfter(look)) earliest = earlier(earliest, again);
        }
        return earliest;
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>(List.of(Entity.LogEntry.PICTURE));
        receiver.integrations().forEach(integration -> ids.add(integration.id()));
        return ids;
    }

    /** When somebody is told; null when that cannot be foreseen. */
    @Nullable
    Instant due() {
        return due;
    }

    /** Why then. */
    Effect.@Nullable Reason reason() {
        Dedup weighed = dedup;
        if (weighed == null) return null;
        for (String id : ids()) {
            Effect.Reason reason = weighed.reason(log.entry(scope, id), true);
            if (reason != null) return reason;
        }
        return null;
    }

    /** Why one integration is told then; null when it is not. */
    Effect.@Nullable Reason reason(Integration integration) {
        Dedup weighed = dedup;
        if (weighed == null || due == null) return null;
        return weighed.reason(log.entry(scope, integration.id()), integration.sendResolved());
    }
}
