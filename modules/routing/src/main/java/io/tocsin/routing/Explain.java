package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers who would be told of an alert, and when, from the very parts that decide it; leaves them as they were. */
final class Explain {
    private final RoutingConfig config;
    private final AlertIndex alerts;
    private final Groups groups;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final NotificationLog log;
    private final Holds holds;

    Explain(
            RoutingConfig config,
            AlertIndex alerts,
            Groups groups,
            NotificationLog log,
            Holds holds,
            Inhibitor inhibitor,
            Silences silences) {
        this.config = config;
        this.alerts = alerts;
        this.groups = groups;
        this.log = log;
        this.holds = holds;
        this.inhibitor = inhibitor;
        this.silences = silences;
    }

    Explanation of(Labels labels, Instant at) {
        Tracked known = alerts.find(labels.fingerprint());
        if (known != null) return of(known, known.alert(), at);
        Alert imagined = new Alert(labels, Map.of(), at, null, at, "", List.of(), "");
        Tracked guest = new Tracked(imagined, false, config);
        inhibitor.add(guest);
        silences.add(guest);
        try {
            return of(guest, null, at);
        } finally {
            silences.remove(guest);
            inhibitor.remove(guest);
        }
    }

    private Explanation of(Tracked alert, @Nullable Alert known, Instant at) {
        List<Explanation.Outlook> outlooks =
                alert.routes.stream().map(route -> outlook(alert, route, at)).toList();
        return new Explanation(alert.labels(), at, known, RouteStep.of(config.root(), alert.labels()), outlooks);
    }

    private Explanation.Outlook outlook(Tracked alert, Route route, Instant at) {
        Labels labels = route.groupBy().of(alert.labels());
        Group group = groups.find(Entity.GroupEntry.id(route.id(), labels));
        Receiver receiver = config.receiver(route);
        NotificationLog.Scope scope = new NotificationLog.Scope(route.groupKey(labels), receiver.name());
        Ticks ticks = ticks(alert, route, group, at);
        Ahead ahead = new Ahead(alert, route, receiver, group, scope, ticks, log, holds);
        Instant look = ahead.look(at);
        ahead.lookFrom(look);
        return new Explanation.Outlook(
                route,
                receiver,
                labels,
                group == null ? null : standing(group, alert, scope),
                look,
                holds.of(alert, route, look),
                ahead.due(),
                ahead.reason(),
                ways(receiver, scope, ahead));
    }

    /** As {@link Groups#insert} does it: an alert that has been firing for longer than the wait has had its wait. */
    private Ticks ticks(Tracked alert, Route route, @Nullable Group group, Instant at) {
        Duration interval = route.timers().groupInterval();
        if (group != null) return new Ticks(open(group.nextFlush()), interval);
        Duration wait = route.timers().groupWait();
        Instant ripe = alert.alert().startsAt().plus(wait);
        return new Ticks(open(ripe.isBefore(at) ? at : at.plus(wait)), interval);
    }

    /** Not before anybody may be told. */
    private Instant open(Instant look) {
        return config.terms().closedAt(look) ? config.terms().opening() : look;
    }

    private Explanation.Standing standing(Group group, Tracked alert, NotificationLog.Scope scope) {
        return new Explanation.Standing(
                group.members().size(),
                alert.groups().contains(group),
                group.lastFlush(),
                group.nextFlush(),
                toldAt(scope, Entity.LogEntry.PICTURE));
    }

    private List<Explanation.Way> ways(Receiver receiver, NotificationLog.Scope scope, Ahead ahead) {
        List<Explanation.Way> ways = new ArrayList<>();
        for (Integration integration : receiver.integrations()) {
            ways.add(new Explanation.Way(integration, ahead.reason(integration), toldAt(scope, integration.id())));
        }
        return ways;
    }

    private @Nullable Instant toldAt(NotificationLog.Scope scope, String integration) {
        Entity.LogEntry entry = log.entry(scope, integration);
        return entry == null ? null : entry.at();
    }
}
