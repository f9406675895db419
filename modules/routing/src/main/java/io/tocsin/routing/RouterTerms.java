package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * What holds for a router whatever its file says.
 *
 * @param retention how long silences that are over stay to be seen, and how long it is remembered what was told of groups that
 *     no route makes any more
 * @param opening before this nobody is told anything: alerts are taken, groups form and wait
 */
public record RouterTerms(Duration retention, Instant opening) {
    /** Alertmanager's defaults for {@code --data.retention} and {@code --dispatch.start-delay}. */
    public static final RouterTerms DEFAULT = new RouterTerms(Duration.ofDays(5), Instant.MIN);

    /** Whether nobody may be told yet. */
    boolean closedAt(Instant now) {
        return now.isBefore(opening);
    }
}
