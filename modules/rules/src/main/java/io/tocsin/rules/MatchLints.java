package io.tocsin.rules;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Fellow;
import io.tocsin.query.Leaf;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.query.Wildcard;

/** Looks at what a rule matches. */
final class MatchLints {
    /** Fewer letters in a row are in nearly every text. */
    private static final int LITERAL_MIN = 3;

    private MatchLints() {}

    static void check(Rule rule, Lints lints) {
        if (rule.match() instanceof All && Lints.choosesEvents(rule.when()))
            lints.add("match-all", rule, "match", "'match: *' is every event: say which of them matter");
        wildcards(rule, rule.match(), lints);
    }

    private static void wildcards(Rule rule, Query query, Lints lints) {
        switch (query) {
            case And and -> and.parts().forEach(part -> wildcards(rule, part, lints));
            case Or or -> or.parts().forEach(part -> wildcards(rule, part, lints));
            case Not not -> wildcards(rule, not.part(), lints);
            case Wildcard wildcard -> {
                if (isOpen(wildcard.pattern()))
                    lints.add(
                            "open-wildcard",
                            rule,
                            "match",
                            wildcard.pattern(),
                            "'" + wildcard.print() + "' has no " + LITERAL_MIN
                                    + " letters in a row and begins open: every event must be read in full for it");
            }
            case All all -> {}
            case Fellow fellow -> {}
            case Leaf leaf -> {}
        }
    }

    private static boolean isOpen(String pattern) {
        if (!pattern.startsWith("*") && !pattern.startsWith("?")) return false;
        int run = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') continue;
            run = c == '*' || c == '?' ? 0 : run + 1;
            if (run >= LITERAL_MIN) return false;
        }
        return true;
    }
}
