package io.tocsin.server.cli;

import org.slf4j.LoggerFactory;

/** Alertmanager's {@code --log.level}. */
final class LogFlags {
    private LogFlags() {}

    /** The levels that Alertmanager knows. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    static void use(Level level) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(ch.qos.logback.classic.Level.toLevel(level.name()));
        }
    }
}
