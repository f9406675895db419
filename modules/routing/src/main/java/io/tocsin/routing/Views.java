package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Builds what can be read from a router. */
final class Views {
    private final RoutingConfig config;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final Evaluation evaluation;

    Views(RoutingConfig config, Inhibitor inhibitor, Silences silences, Evaluation evaluation) {
        this.config = config;
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

    /** Those of a filter: in the order of their fingerprints, from behind {@link AlertFilter#after} on. */
    List<Status.OfAlert> alerts(Collection<Tracked> alerts, AlertFilter filter, Instant now) {
        Matchers matchers = new Matchers(filter.matchers());
        return alerts(alerts, now).stream()
                .filter(status -> status.fingerprint().compareTo(filter.after()) > 0)
                .filter(status -> matchers.matches(status.alert().labels()))
                .filter(filter::wants)
                .filter(status -> status.receivers().stream().anyMatch(name -> hears(filter, name)))
                .limit(filter.limit())
                .toList();
    }

    private boolean hears(AlertFilter filter, String receiver) {
        if (filter.receiver() != null && !filter.receiver().matches(receiver)) return false;
        Receiver found = config.receivers().get(receiver);
        return filter.receiverMatchers().isEmpty()
                || (found != null && new Matchers(filter.receiverMatchers()).matches(Labels.of(found.labels())));
    }

    /** Groups with an alert of a filter, and only those alerts of each. */
    List<Status.OfGroup> groups(Collection<Group> groups, AlertFilter filter, Instant now) {
        Matchers matchers = new Matchers(filter.matchers());
        return groups(groups, now).stream()
                .filter(group -> hears(filter, group.receiver()))
                .filter(group -> filter.muted()
                        || group.alerts().stream()
                                .allMatch(alert -> alert.mutedBy().isEmpty()))
                .map(group -> group.with(group.alerts().stream()
                        .filter(status -> matchers.matches(status.alert().labels()))
                        .filter(filter::wants)
                        .toList()))
                .filter(group -> !group.alerts().isEmpty())
                .limit(filter.limit())
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
