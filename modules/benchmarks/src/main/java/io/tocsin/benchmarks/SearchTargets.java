package io.tocsin.benchmarks;

import org.jspecify.annotations.Nullable;

/** What was promised of searches, all of it for ten million events. */
final class SearchTargets {
    private static final double LOOKUP_P50 = 1.5;
    private static final double LOOKUP_P99 = 4;
    private static final double COLD_P99 = 40;
    private static final double NEWEST = 10;
    private static final double TABLE = 100;

    private SearchTargets() {}

    static void judge(Report report, long events, SeamSearch.Answers seam) {
        String at = " at %,d events".formatted(events);
        report.figure(
                "all events of a request" + at + ", p50 / p99",
                seam.lookups().millis(),
                "1.5 / 4 ms (10 M)",
                seam.lookups().p50() <= LOOKUP_P50 && seam.lookups().p99() <= LOOKUP_P99);
        report.figure(
                "the same, cold, p99",
                "%.1f ms".formatted(seam.colds().p99()),
                "40 ms (10 M)",
                seam.colds().p99() <= COLD_P99);
        newest(report, "newest 100 of a frequent word" + at + ", p50 / p99", seam.commons());
        newest(report, "newest 100 of a rare word" + at + ", p50 / p99", seam.rares());
        newest(report, "newest 100 of " + Questions.FILTER + at + ", p50 / p99", seam.filters());
        String what = "count by service and minute" + at;
        SeamSearch.Took tables = seam.tables();
        if (tables == null) report.missing(what, "not yet", "≤ 100 ms on one core (10 M)");
        else
            report.figure(
                    what + ", " + seam.rows(),
                    "%.0f ms, %.0f ms of processor time".formatted(tables.p50(), seam.tableCpu() * 1e3),
                    "≤ 100 ms on one core (10 M)",
                    tables.p50() <= TABLE);
    }

    private static void newest(Report report, String what, SeamSearch.Took took) {
        report.figure(what, took.millis(), "≤ 10 ms (10 M)", took.p50() <= NEWEST);
    }

    /** Medians of both; says so where one is missing. */
    static void against(
            Report report, String what, @Nullable Quantiles ours, @Nullable Quantiles other, double atMost) {
        String target = "≤ " + atMost + " ×";
        if (ours == null || other == null) {
            report.missing(what, other == null ? "not asked" : "not yet", target);
            return;
        }
        double ratio = ours.median() / other.median();
        report.figure(
                what,
                "%.2f × (%.2f / %.2f ms)".formatted(ratio, ours.median(), other.median()),
                target,
                ratio <= atMost);
    }
}
