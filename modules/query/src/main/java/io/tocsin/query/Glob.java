package io.tocsin.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Wildcard patterns: {@code *} stands for any text, {@code ?} for one code point, a backslash makes the next one itself.
 *
 * <p>Only the last star is ever tried again, since a match of what came before it stays good: the time is at most the
 * product of both lengths, never exponential, and nothing is allocated.
 */
final class Glob {
    private Glob() {}

    /** Whether the pattern covers all of {@code text} from {@code from} to {@code to}, case aside. */
    static boolean matches(String pattern, String text, int from, int to) {
        return matches(pattern, text, from, to, false);
    }

    /** The same, where case may count. */
    static boolean matches(String pattern, String text, int from, int to, boolean cased) {
        int p = 0;
        int at = from;
        int afterStar = -1;
        int retry = from;
        while (at < to) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                afterStar = ++p;
                retry = at;
                continue;
            }
            int next = step(pattern, p, text.codePointAt(at), cased);
            if (next >= 0) {
                p = next;
                at += Character.charCount(text.codePointAt(at));
            } else if (afterStar < 0) {
                return false;
            } else {
                retry += Character.charCount(text.codePointAt(retry));
                at = retry;
                p = afterStar;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') p++;
        return p == pattern.length();
    }

    /** The place in the pattern after it took this code point, or -1 when it does not. */
    private static int step(String pattern, int p, int point, boolean cased) {
        if (p >= pattern.length()) return -1;
        if (pattern.charAt(p) == '?') return p + 1;
        int at = pattern.charAt(p) == '\\' ? p + 1 : p;
        int wanted = pattern.codePointAt(at);
        boolean same = cased ? wanted == point : Words.sameLetter(wanted, point);
        return same ? at + Character.charCount(wanted) : -1;
    }

    /** Whether the pattern covers some single word of the text. */
    static boolean matchesWord(String pattern, String text) {
        for (int from = Words.start(text, 0); from < text.length(); ) {
            int to = Words.end(text, from);
            if (matches(pattern, text, from, to)) return true;
            from = Words.start(text, to);
        }
        return false;
    }

    /** The words of a pattern, folded, that end on both sides at a sign that is meant itself, or at the end of the pattern. */
    static List<String> words(String pattern) {
        List<String> words = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean openBefore = false;
        for (int i = 0; i <= pattern.length(); i++) {
            char c = i == pattern.length() ? '*' : pattern.charAt(i);
            if (c != '*' && c != '?') {
                literal.append(c == '\\' ? pattern.charAt(++i) : c);
                continue;
            }
            addClosed(words, literal.toString(), openBefore, i < pattern.length());
            literal.setLength(0);
            openBefore = true;
        }
        return words;
    }

    private static void addClosed(List<String> words, String literal, boolean openBefore, boolean openAfter) {
        for (int from = Words.start(literal, 0); from < literal.length(); ) {
            int to = Words.end(literal, from);
            boolean open = (openBefore && from == 0) || (openAfter && to == literal.length());
            if (!open) words.add(Words.fold(literal.substring(from, to)));
            from = Words.start(literal, to);
        }
    }

    /** The pattern with only the backslashes that change its meaning, and without repeated stars. */
    static String canonical(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length());
        boolean star = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean escaped = c == '\\' && i + 1 < pattern.length();
            if (escaped) c = pattern.charAt(++i);
            boolean wild = !escaped && c == '*';
            if (wild && star) continue;
            star = wild;
            text.append(isSpecial(c) && (escaped || c == '\\') ? "\\" : "").append(c);
        }
        return text.toString();
    }

    /** A pattern that stands for just this text. */
    static String literal(String text) {
        StringBuilder pattern = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++)
            pattern.append(isSpecial(text.charAt(i)) ? "\\" : "").append(text.charAt(i));
        return pattern.toString();
    }

    /** A canonical pattern without its backslashes. */
    static String plain(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') i++;
            text.append(pattern.charAt(i));
        }
        return text.toString();
    }

    static boolean isSpecial(char c) {
        return c == '*' || c == '?' || c == '\\';
    }

    /** Whether a canonical pattern has a star or a question mark that stands for something else. */
    static boolean isWild(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') i++;
            else if (c == '*' || c == '?') return true;
        }
        return false;
    }
}
