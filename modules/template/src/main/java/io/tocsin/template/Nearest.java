package io.tocsin.template;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was probably meant. */
final class Nearest {
    /** More wrong letters than that is another word. */
    private static final int MAX_EDITS = 3;

    /** Longer names are not typed by hand, and each pair is compared letter by letter. */
    private static final int MAX_NAME = 64;

    private Nearest() {}

    /** {@code ": did you mean …?"}, or nothing. */
    static String hint(String name, Collection<String> known) {
        int limit = Math.min(MAX_EDITS, name.length() / 2);
        return known.stream()
                .filter(candidate -> candidate.length() <= MAX_NAME && name.length() <= MAX_NAME)
                .filter(candidate -> edits(name, candidate) <= limit)
                .min(Comparator.<String>comparingInt(candidate -> edits(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> ": did you mean " + candidate + "?")
                .orElse("");
    }

    /** The distance of Levenshtein, case aside. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) row[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
