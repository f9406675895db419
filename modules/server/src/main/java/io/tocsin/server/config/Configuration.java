package io.tocsin.server.config;

import io.tocsin.routing.RoutingConfig;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Problem;
import java.util.List;

/**
 * All that was configured, read and found good as a whole.
 *
 * @param inactive a line for each Sigma document that does nothing, with the reason
 * @param warnings what works and is probably not meant
 */
public record Configuration(
        Settings settings,
        RoutingConfig routing,
        Oncall oncall,
        RuleSet rules,
        List<String> inactive,
        List<Problem> warnings) {
    public Configuration {
        inactive = List.copyOf(inactive);
        warnings = List.copyOf(warnings);
    }
}
