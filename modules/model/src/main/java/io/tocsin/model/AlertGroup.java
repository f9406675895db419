package io.tocsin.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Alerts that are heard together: one route, one set of group labels.
 *
 * @param key stable over restarts and equal to Alertmanager's groupKey
 * @param labels the group labels
 * @param receiver the receiver of the route
 * @param alerts firing and just resolved ones, oldest first
 */
public record AlertGroup(String key, Labels labels, String receiver, List<Alert> alerts) {
    public AlertGroup {
        alerts = List.copyOf(alerts);
    }

    public List<Alert> firingAt(Instant now) {
        return alerts.stream().filter(alert -> alert.firingAt(now)).toList();
    }

    /** The worst severity of what still fires, or of everything once nothing does. */
    public Severity severityAt(Instant now) {
        List<Alert> firing = firingAt(now);
        return (firing.isEmpty() ? alerts : firing)
                .stream().map(Alert::severity).max(Comparator.naturalOrder()).orElse(Severity.LOW);
    }

    /** The same after the clock on the wall was set back; see {@link Alert#earlierBy}. */
    public AlertGroup earlierBy(Duration by, Instant now) {
        return new AlertGroup(
                key,
                labels,
                receiver,
                alerts.stream().map(alert -> alert.earlierBy(by, now)).toList());
    }
}
