package io.tocsin.model;

import java.util.Locale;

/** How bad it is, worst last: the one scale that P0…P3, critical/warning/info and CRITICAL…LOW map onto. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /**
     * Reads any of the three vocabularies, in any case. Text that is none of them (or no text at all) is {@link #MEDIUM}: an
     * unknown word must neither wake anyone nor be lost on a dashboard.
     */
    public static Severity parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "critical", "p0", "crit", "page", "emergency", "fatal" -> CRITICAL;
            case "high", "p1", "error", "major" -> HIGH;
            case "low", "p3", "info", "information", "none", "minor" -> LOW;
            default -> MEDIUM;
        };
    }
}
