package io.tocsin.sigma;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code windash}: the signs that Windows programs take for a dash before an option. One counts where it stands before a
 * letter, a digit or {@code _} and behind none.
 */
final class Dashes {
    private static final String SIGNS = "-/\u2013\u2014\u2015";

    /** Up to so many, each combination is written out, which an index serves; more become one expression. */
    private static final int WRITTEN_OUT_MAX = 2;

    private Dashes() {}

    /** Where they stand in the pattern. */
    static List<Integer> of(Text text) {
        List<Integer> places = new ArrayList<>();
        String pattern = text.pattern();
        for (int i = 0; i + 1 < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean afterWord = i > 0 && isWord(pattern.charAt(i - 1));
            if ((c == '-' || c == '/') && !afterWord && isWord(pattern.charAt(i + 1))) places.add(i);
        }
        return places;
    }

    private static boolean isWord(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean areFew(List<Integer> places) {
        return places.size() <= WRITTEN_OUT_MAX;
    }

    /** Every combination of signs. */
    static List<Text> combinations(Text text, List<Integer> places) {
        List<Text> all = List.of(text);
        for (int place : places) {
            List<Text> more = new ArrayList<>();
            for (Text one : all) {
                for (int i = 0; i < SIGNS.length(); i++) {
                    StringBuilder pattern = new StringBuilder(one.pattern());
                    pattern.setCharAt(place, SIGNS.charAt(i));
                    more.add(new Text(pattern.toString()));
                }
            }
            all = more;
        }
        return all;
    }

    /** All combinations as one RE2 expression for a whole value. */
    static String regex(Text text, List<Integer> places) {
        // A letter of the private use area stands in for the dash while the rest is quoted.
        StringBuilder pattern = new StringBuilder(text.pattern());
        for (int place : places) pattern.setCharAt(place, '\uE000');
        return new Text(pattern.toString()).regex().replace("\uE000", "[-/\u2013\u2014\u2015]");
    }
}
