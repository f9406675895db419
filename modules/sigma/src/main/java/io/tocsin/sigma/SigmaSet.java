package io.tocsin.sigma;

import java.util.List;

/**
 * All that was read of a folder of Sigma files.
 *
 * @param rules those that alert by themselves; rules that only serve a correlation are in {@link SigmaCorrelation#rules()}
 * @param correlations those that can be described
 * @param inactive the others, with reasons
 */
public record SigmaSet(List<SigmaRule> rules, List<SigmaCorrelation> correlations, List<Inactive> inactive) {
    public static final SigmaSet EMPTY = new SigmaSet(List.of(), List.of(), List.of());

    /** Keeps copies. */
    public SigmaSet {
        rules = List.copyOf(rules);
        correlations = List.copyOf(correlations);
        inactive = List.copyOf(inactive);
    }
}
