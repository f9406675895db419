package io.tocsin.rules;

import io.tocsin.yaml.Problems;
import java.util.List;

/** The tiers of a rule must get stricter with their severity: otherwise the milder one would never be heard. */
final class TierOrder {
    private TierOrder() {}

    /** Checks tiers, the most severe first; those without a threshold were reported already. */
    static void check(List<TierReader.Tier> tiers, Problems problems) {
        for (int i = 1; i < tiers.size(); i++) {
            TierReader.Tier severe = tiers.get(i - 1);
            TierReader.Tier mild = tiers.get(i);
            if (Severities.scale(severe.severity()) == Severities.scale(mild.severity())) {
                problems.add(
                        mild.mark(),
                        "'" + severe.severity() + "' and '" + mild.severity() + "' are the same severity: "
                                + Severities.scale(mild.severity()));
            } else if (severe.threshold() != null && mild.threshold() != null) {
                check(severe, mild, problems);
            }
        }
    }

    private static void check(TierReader.Tier severe, TierReader.Tier mild, Problems problems) {
        Comparison above = comparison(severe);
        Comparison below = comparison(mild);
        if (above.monotone() != below.monotone()) {
            problems.add(
                    mild.mark(),
                    "all severities must compare in one direction: '" + severe.severity() + "' has " + above.sign()
                            + ", '" + mild.severity() + "' has " + below.sign());
        } else if (!stricter(severe.value(), mild.value(), above)) {
            problems.add(
                    severe.mark(),
                    "'" + severe.severity() + "' must be stricter than '" + mild.severity() + "', or '"
                            + mild.severity() + "' never shows");
        }
    }

    private static Comparison comparison(TierReader.Tier tier) {
        Threshold threshold = tier.threshold();
        return threshold == null ? Comparison.ABOVE : threshold.comparison();
    }

    static boolean stricter(double severe, double mild, Comparison comparison) {
        return comparison.monotone() ? severe > mild : severe < mild;
    }
}
