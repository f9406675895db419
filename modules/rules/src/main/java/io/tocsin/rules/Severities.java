package io.tocsin.rules;

import java.util.List;

/** The words for a severity that a rule file may use; {@link io.tocsin.model.Severity} maps them onto one scale. */
final class Severities {
    /** Nobody is woken for a rule that does not say how bad it is. */
    static final String DEFAULT = "medium";

    static final List<String> WORDS = List.of(
            "critical",
            "high",
            "medium",
            "low",
            "warning",
            "info",
            "p0",
            "p1",
            "p2",
            "p3",
            "page",
            "emergency",
            "fatal",
            "crit",
            "error",
            "major",
            "minor",
            "warn",
            "moderate",
            "information",
            "none");

    private Severities() {}
}
