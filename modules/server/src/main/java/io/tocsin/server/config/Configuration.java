package io.tocsin.server.config;

import io.tocsin.routing.RoutingConfig;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Problem;
import java.util.List;

/**
 * All that was configured, read and found good as a whole.
 *
 * @param forms how the integrations of receivers word their messages
 * @param warnings what works and is probably not meant
 */
public record Configuration(
        Settings settings, RoutingConfig routing, Oncall oncall, RuleSet rules, Forms forms, List<Problem> warnings) {
    public Configuration {
        warnings = List.copyOf(warnings);
    }

    /** The same with other people or shifts. */
    public Configuration with(Oncall changed) {
        return new Configuration(settings, routing, changed, rules, forms, warnings);
    }
}
