package io.tocsin.sigma;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of our events a log source means, and what its fields are called there.
 *
 * @param match what such an event meets
 * @param fields Sigma's name to ours, the best first
 * @param others names for fields that are not listed, with a star for the name; empty when those are not known
 */
record SourceMap(String name, Pattern source, Query match, Map<String, List<String>> fields, List<String> others) {
    /** What a log source must say to be meant. Each list is one or more words; {@code *} is anything, or nothing. */
    record Pattern(List<String> products, List<String> categories, List<String> services) {
        boolean isEmpty() {
            return products.isEmpty() && categories.isEmpty() && services.isEmpty();
        }

        boolean fits(LogSource source) {
            return fits(products, source.product())
                    && fits(categories, source.category())
                    && fits(services, source.service());
        }

        private static boolean fits(List<String> words, String said) {
            if (words.isEmpty()) return said.isEmpty();
            return words.contains("*") || words.contains(said);
        }
    }

    /** For a rule that no map fits, so that it can be read. */
    static SourceMap anything() {
        return new SourceMap(
                "none", new Pattern(List.of("*"), List.of("*"), List.of("*")), new All(), Map.of(), List.of("*"));
    }

    /** Our names for a field of Sigma's, the best first; empty when this map does not know it. */
    List<String> names(String field) {
        List<String> known = fields.get(field);
        if (known != null) return known;
        Set<String> names = new LinkedHashSet<>();
        for (String other : others) {
            String prefix = other.substring(0, other.length() - 1);
            names.add(field.startsWith(prefix) ? field : prefix + field);
        }
        return new ArrayList<>(names);
    }

    /** A condition on the events of this source. */
    Query among(Query detection) {
        return match instanceof All ? detection : And.of(List.of(match, detection));
    }
}
