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
 * @param published what may be shown of the file and read again by Alertmanager's own tools: no secret in it, variables put
 *     in, nothing that only Tocsin knows; empty when the configuration was not read from a file
 * @param terms what is not said in the file, but where the server is started
 */
public record RoutingConfig(
        Global global,
        Route root,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitRules,
        Map<String, TimeInterval> timeIntervals,
        List<String> templates,
        String original,
        String published,
        RouterTerms terms) {
    public RoutingConfig {
        receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
        inhibitRules = List.copyOf(inhibitRules);
        timeIntervals = Collections.unmodifiableMap(new LinkedHashMap<>(timeIntervals));
        templates = List.copyOf(templates);
    }

    /** One that was read from a file, on the usual terms. */
    public RoutingConfig(
            Global global,
            Route root,
            Map<String, Receiver> receivers,
            List<InhibitRule> inhibitRules,
            Map<String, TimeInterval> timeIntervals,
            List<String> templates,
            String original,
            String published) {
        this(global, root, receivers, inhibitRules, timeIntervals, templates, original, published, RouterTerms.DEFAULT);
    }

    /** One that was not read from a file. */
    public RoutingConfig(
            Global global,
            Route root,
            Map<String, Receiver> receivers,
            List<InhibitRule> inhibitRules,
            Map<String, TimeInterval> timeIntervals,
            List<String> templates,
            String original) {
        this(global, root, receivers, inhibitRules, timeIntervals, templates, original, "");
    }

    /** The same on other terms. */
    public RoutingConfig on(RouterTerms others) {
        return new RoutingConfig(
                global, root, receivers, inhibitRules, timeIntervals, templates, original, published, others);
    }

    /** The receiver of a route; reading the file made sure that it exists. */
    Receiver receiver(Route route) {
        Receiver receiver = receivers.get(route.receiver());
        return receiver == null
                ? new Receiver(route.receiver(), Map.of("name", route.receiver()), List.of())
                : receiver;
    }
}
