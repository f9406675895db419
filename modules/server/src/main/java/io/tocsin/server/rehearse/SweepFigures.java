package io.tocsin.server.rehearse;

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
        double pagesPerWeek,
        long nightPages,
        @org.jspecify.annotations.Nullable Detection detection) {}
