package io.tocsin.routing;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Builds what can be read from a router. */
final class Views {
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final Evaluation evaluation;

    Views(Inhibitor inhibitor, Silences silences, Evaluation evaluation) {
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.evaluation = evaluation;
    }

    List<Status.OfAlert> alerts(Collection<Tracked> alerts, Instant now) {
        return alerts.stream()
                .filter(alert -> alert.alert().firingAt(now))
                .sorted((a, b) -> Long.compareUnsigned(a.fingerprint, b.fingerprint))
                .map(alert -> alert(alert, now))
                .toList();
    }

    List<Status.OfGroup> groups(Collection<Group> groups, Instant now) {
        return groups.stream()
                .map(group -> group(group, now))
                .filter(group -> !group.alerts().isEmpty())
                .sorted(Comparator.comparing(
                                (Status.OfGroup group) -> group.labels().toString())
                        .thenComparing(Status.OfGroup::receiver)
                        .thenComparing(Status.OfGroup::key))
                .toList();
    }

    private Status.OfGroup group(Group group, Instant now) {
        List<Status.OfAlert> firing = group.inOrder().stream()
                .filter(alert -> alert.alert().firingAt(now))
                .map(alert -> alert(alert, now))
                .toList();
        return new Status.OfGroup(
                group.key,
                group.labels,
                group.route.labels(),
                group.receiver.name(),
                firing,
                group.lastFlush(),
                group.nextFlush());
    }

    private Status.OfAlert alert(Tracked alert, Instant now) {
        Long source = inhibitor.inhibitedBy(alert, now);
        TreeSet<String> receivers = new TreeSet<>();
        TreeSet<String> muted = new TreeSet<>();
        for (Group group : alert.groups) {
            receivers.add(group.receiver.name());
            muted.addAll(evaluation.muting(group.route, now));
        }
        return new Status.OfAlert(
                alert.alert(),
                HexFormat.of().toHexDigits(alert.fingerprint),
                silences.holding(alert, now),
                source == null ? List.of() : List.of(HexFormat.of().toHexDigits(source)),
                List.copyOf(muted),
                List.copyOf(receivers));
    }
}
