package io.tocsin.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles RE2 expressions that come from people and over the API. Matching is linear, but compiling recurses over groups and
 * unrolls repeats, and RE2/J, unlike Go, does not bound either; the bounds here err on the side of refusing.
 */
final class Regex {
    /** Nobody writes a longer one by hand. */
    static final int LENGTH_MAX = 64 * 1024;

    /** Opening parentheses, quoted ones included: this many nested groups fit on any stack. */
    static final int GROUPS_MAX = 500;

    /** Go's own limit for repeats within repeats. */
    static final int REPEATS_MAX = 1000;

    /** Characters after unrolling: some 50 MB of program. */
    static final long UNROLLED_MAX = 1_000_000;

    private Regex() {}

    /**
     * Compiles an expression for the whole of a text; {@code $} is its end, as in Go.
     *
     * @throws IllegalArgumentException when it is no RE2 expression or over a limit
     */
    static Pattern compile(String regex) {
        check(regex, "characters", regex.length(), LENGTH_MAX);
        check(regex, "groups", regex.chars().filter(c -> c == '(').count(), GROUPS_MAX);
        long repeats = repeats(regex);
        check(regex, "nested repeats", repeats, REPEATS_MAX);
        check(regex, "characters after unrolling", regex.length() * repeats, UNROLLED_MAX);
        try {
            return Pattern.compile("^(?:" + regex + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "cannot read regular expression '" + regex + "': " + e.getDescription(), e);
        }
    }

    private static void check(String regex, String what, long seen, long limit) {
        if (seen <= limit) return;
        String start = regex.length() > 40 ? regex.substring(0, 40) + "…" : regex;
        throw new IllegalArgumentException("cannot use regular expression '" + start + "': it has " + seen + " " + what
                + ", the limit is " + limit);
    }

    /** How often a character can be unrolled at most: as if all repeated groups were nested around the largest other repeat. */
    private static long repeats(String regex) {
        long groups = 1;
        long single = 1;
        for (int at = regex.indexOf('{'); at >= 0; at = regex.indexOf('{', at + 1)) {
            long bound = Math.max(1, bound(regex, at + 1));
            if (at > 0 && regex.charAt(at - 1) == ')') groups = Math.min(groups * bound, Integer.MAX_VALUE);
            else single = Math.max(single, bound);
        }
        return Math.min(groups * single, Integer.MAX_VALUE);
    }

    /** The larger number in {@code 2,5}}; 0 where there is none. */
    private static long bound(String regex, int from) {
        long largest = 0;
        long number = 0;
        for (int i = from; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c >= '0' && c <= '9') number = Math.min(number * 10 + (c - '0'), Integer.MAX_VALUE);
            else if (c == ',') number = 0;
            else return c == '}' ? largest : 0;
            largest = Math.max(largest, number);
        }
        return 0;
    }
}
