package io.tocsin.rules;

import io.tocsin.model.Severity;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Problems;
import java.util.List;
import java.util.Locale;

/** The words for a severity that a rule file may use; {@link Severity} maps them onto one scale. */
final class Severities {
    /** Nobody is woken for a rule that does not say how bad it is. */
    static final String DEFAULT = "medium";

    static final List<String> WORDS = List.of(
            "critical",
            "high",
            "medium",
            "low",
            "warning",
            "info",
            "p0",
            "p1",
            "p2",
            "p3",
            "page",
            "emergency",
            "fatal",
            "crit",
            "error",
            "major",
            "minor",
            "warn",
            "moderate",
            "information",
            "none");

    private Severities() {}

    /** A word in lower case; an unknown one is a problem. */
    static String read(String written, Mark mark, Problems problems) {
        String severity = written.toLowerCase(Locale.ROOT);
        if (!WORDS.contains(severity)) {
            String hint = Nearest.hint(severity, WORDS);
            problems.add(
                    mark,
                    "unknown severity '" + written + "'"
                            + (hint.isEmpty() ? ", known are critical, high, medium, low and their synonyms" : hint));
        }
        return severity;
    }

    static Severity scale(String word) {
        return Severity.parse(word);
    }

    /** Whether two words name one place of the scale. */
    static boolean same(String one, String other) {
        return WORDS.contains(one.toLowerCase(Locale.ROOT)) && scale(one) == scale(other);
    }
}
