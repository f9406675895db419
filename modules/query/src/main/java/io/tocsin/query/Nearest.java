package io.tocsin.query;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which known word a person meant. */
final class Nearest {
    /** Two slips of the finger; one in words of three letters or fewer. */
    private static final int DISTANCE_MAX = 2;

    private static final int SHORT = 3;

    /** Longer ones are no misspelt words, and the distance takes the product of both lengths. */
    private static final int LENGTH_MAX = 40;

    private Nearest() {}

    /** {@code , did you mean 'count'?}, or nothing when no word is near. */
    static String hint(String typed, Collection<String> known) {
        String nearest = of(typed, known);
        return nearest == null ? "" : ", did you mean '" + nearest + "'?";
    }

    private static @Nullable String of(String typed, Collection<String> known) {
        String word = typed.toLowerCase(Locale.ROOT);
        if (word.length() > LENGTH_MAX) return null;
        String nearest = null;
        int least = (word.length() <= SHORT ? 1 : DISTANCE_MAX) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many letters to change, add, leave out, or swap with their neighbour (optimal string alignment). */
    private static int distance(String one, String other) {
        if (other.length() > LENGTH_MAX) return Integer.MAX_VALUE;
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) steps[i][j] = step(steps, i, j, one, other);
        }
        return steps[one.length()][other.length()];
    }

    private static int step(int[][] steps, int i, int j, String one, String other) {
        if (i == 0 || j == 0) return i + j;
        char a = one.charAt(i - 1);
        char b = other.charAt(j - 1);
        int least = steps[i - 1][j - 1] + (a == b ? 0 : 1);
        least = Math.min(least, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a == other.charAt(j - 2) && b == one.charAt(i - 2);
        return swapped ? Math.min(least, 1 + steps[i - 2][j - 2]) : least;
    }
}
