package io.tocsin.server.config;

import io.tocsin.routing.SilenceLimits;
import io.tocsin.yaml.Section;
import java.time.Duration;

/** Reads {@code silences:} of tocsin.yml: what a slip of the hand must not silence. */
final class SilencesReader {
    /** A quarter, and then somebody looks again: what is to be silent for ever is no alert. */
    private static final Duration MAX_DURATION = Duration.ofDays(92);

    /** As long as a person writes. */
    private static final int MAX_BYTES = 65_536;

    /** More than a large company has at a time; each is kept for five days after its end. */
    private static final int MAX_SILENCES = 10_000;

    private SilencesReader() {}

    static SilenceLimits read(Section root) {
        Section section = root.section("silences");
        if (section == null) return new SilenceLimits(MAX_DURATION, 0, true, MAX_SILENCES, MAX_BYTES);
        Duration longest = section.duration("max_duration", MAX_DURATION);
        int alerts = count(section, "max_alerts", 0);
        boolean specific = section.flag("specific", true);
        int silences = count(section, "max_silences", MAX_SILENCES);
        int bytes = count(section, "max_bytes", MAX_BYTES);
        section.done();
        return new SilenceLimits(longest.isZero() ? null : longest, alerts, specific, silences, bytes);
    }

    private static int count(Section section, String key, int otherwise) {
        long count = section.number(key, otherwise);
        if (count >= 0 && count <= Integer.MAX_VALUE) return (int) count;
        section.problem(key, "'" + key + "' must be 0 for no limit, or more, not " + count);
        return otherwise;
    }
}
