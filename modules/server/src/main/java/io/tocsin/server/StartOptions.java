package io.tocsin.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to start.
 *
 * @param config the folder with tocsin.yml, routing.yml and oncall.yml; a missing one means defaults
 * @param rules the folder of rule files
 * @param data where everything is kept; created when missing
 * @param port listens on this port instead of the configured one; 0 picks a free one
 * @param overrides dotted keys of tocsin.yml to their values
 * @param environment where {@code ${NAME}} is looked up
 */
public record StartOptions(
        Path config,
        Path rules,
        Path data,
        @Nullable Integer port,
        Map<String, String> overrides,
        Function<String, @Nullable String> environment) {
    public StartOptions {
        overrides = Map.copyOf(overrides);
    }
}
