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
        LogLevel usual = spelled(text);
        return usual != null ? usual : spelled(text.strip().toLowerCase(Locale.ROOT));
    }

    /** In lower case, and as nearly every logger writes it, which needs no other text made for each event. */
    private static @Nullable LogLevel spelled(String text) {
        return switch (text) {
            case "TRACE", "trace", "finest", "finer", "verbose", "10" -> TRACE;
            case "DEBUG", "debug", "fine", "20" -> DEBUG;
            case "INFO", "info", "information", "informational", "notice", "30" -> INFO;
            case "WARN", "warn", "warning", "40" -> WARN;
            case "ERROR", "error", "err", "severe", "50" -> ERROR;
            case "FATAL", "fatal", "critical", "crit", "alert", "emerg", "emergency", "panic", "60" -> FATAL;
            default -> null;
        };
    }
}
