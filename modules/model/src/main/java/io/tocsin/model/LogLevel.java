package io.tocsin.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The levels of a log line, in rank order: {@code level>=WARN} compares ordinals. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL;

    /**
     * Reads the spellings that loggers use, in any case, and the numbers of pino and bunyan (10 to 60).
     *
     * @return null for text that names no level
     */
    public static @Nullable LogLevel parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "trace", "finest", "finer", "verbose", "10" -> TRACE;
            case "debug", "fine", "20" -> DEBUG;
            case "info", "information", "informational", "notice", "30" -> INFO;
            case "warn", "warning", "40" -> WARN;
            case "error", "err", "severe", "50" -> ERROR;
            case "fatal", "critical", "crit", "alert", "emerg", "emergency", "panic", "60" -> FATAL;
            default -> null;
        };
    }
}
