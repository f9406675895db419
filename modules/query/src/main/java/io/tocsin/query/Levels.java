package io.tocsin.query;

import io.tocsin.model.LogLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads levels without allocating for the spelling that nearly every event carries. */
final class Levels {
    private static final List<LogLevel> RANKS = List.of(LogLevel.values());

    private Levels() {}

    /** The level, or null for text that names none. */
    static @Nullable LogLevel of(String text) {
        return switch (text) {
            case "TRACE" -> LogLevel.TRACE;
            case "DEBUG" -> LogLevel.DEBUG;
            case "INFO" -> LogLevel.INFO;
            case "WARN" -> LogLevel.WARN;
            case "ERROR" -> LogLevel.ERROR;
            case "FATAL" -> LogLevel.FATAL;
            default -> LogLevel.parse(text);
        };
    }

    /** Where the level stands from harmless to worst, or NaN for text that names none. */
    static double rank(String text) {
        LogLevel level = of(text);
        return level == null ? Double.NaN : RANKS.indexOf(level);
    }
}
