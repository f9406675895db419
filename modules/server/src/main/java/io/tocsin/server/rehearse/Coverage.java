package io.tocsin.server.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the rules had to look at: a rule that fires never because nothing matches is another thing than one whose threshold
 * is too high.
 *
 * @param scanned events in the stretch of time
 * @param read events of it that were shown to the rules
 * @param warming events before it that were shown to the rules, to fill their windows
 * @param warmUp how far back before the beginning windows reach
 * @param warmUpMissing how much of that there are no events for
 * @param late lateness that a rule allows to the share of events that came later than that, in percent; empty where nobody
 *     knows when events arrived
 * @param unseen rule to the fields that it asks for and no event has
 */
public record Coverage(
        Instant from,
        Instant to,
        long scanned,
        long read,
        long warming,
        Duration warmUp,
        Duration warmUpMissing,
        Map<Duration, Double> late,
        Map<String, List<String>> unseen,
        List<String> notes) {}
