package io.tocsin.rules;

import io.tocsin.yaml.Section;
import java.util.List;

/** Checks rules that begin with {@code record:}: a series has a value, and nobody to wake. */
final class RecordReader {
    private static final List<String> OF_ALERTS =
            List.of("severity", "schedule", "for", "resolve_after", "keep_firing_for", "annotations", "budget");

    private RecordReader() {}

    static void check(Section rule, Condition when) {
        boolean measured = when instanceof MeasureCondition || when instanceof RatioCondition;
        if (!measured)
            rule.problem(
                    "when", "only what is measured over a window can be recorded, such as count() or p95(duration_ms)");
        for (String key : OF_ALERTS) {
            if (rule.has(key)) rule.problem(key, "cannot use '" + key + "' here: what is recorded is no alert");
        }
    }
}
