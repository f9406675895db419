package io.tocsin.server.rehearse;

import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done at another threshold.
 *
 * @param version {@code BruteForceLogin at 20}
 * @param firings of that rule
 * @param pages of all rules
 * @param detection null when nobody noted what really happened
 */
public record SweepFigures(
        String version,
        long firings,
        long pages,
        @Nullable Double pagesPerWeek,
        long nightPages,
        @Nullable Detection detection) {}
