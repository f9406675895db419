package io.tocsin.routing;

import java.util.List;

/**
 * While an alert that matches {@code source} fires, alerts that match {@code target} and have the same values for all of
 * {@code equal} are not told. A missing label equals an empty one.
 *
 * @param name for people; often empty
 */
public record InhibitRule(String name, Matchers source, Matchers target, List<String> equal) {
    public InhibitRule {
        equal = List.copyOf(equal);
    }
}
