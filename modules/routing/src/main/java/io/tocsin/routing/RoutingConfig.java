package io.tocsin.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A routing.yml that was read: everything is resolved and refers to something that exists.
 *
 * @param receivers by name, in the order of the file
 * @param timeIntervals by name, those of the deprecated {@code mute_time_intervals} included
 * @param templates globs of template files, as written
 * @param original the text of the file, before variables were put in
 */
public record RoutingConfig(
        Global global,
        Route root,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitRules,
        Map<String, TimeInterval> timeIntervals,
        List<String> templates,
        String original) {
    public RoutingConfig {
        receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
        inhibitRules = List.copyOf(inhibitRules);
        timeIntervals = Collections.unmodifiableMap(new LinkedHashMap<>(timeIntervals));
        templates = List.copyOf(templates);
    }

    /** The receiver of a route; reading the file made sure that it exists. */
    Receiver receiver(Route route) {
        Receiver receiver = receivers.get(route.receiver());
        return receiver == null
                ? new Receiver(route.receiver(), Map.of("name", route.receiver()), List.of())
                : receiver;
    }
}
