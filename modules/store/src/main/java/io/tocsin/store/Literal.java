package io.tocsin.store;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Text that every value which an expression finds, or an ID that is looked for, must contain, whatever its case.
 *
 * @param text folded, ASCII
 * @param decides whether a value that contains it is a match: the expression is nothing else
 */
record Literal(String text, boolean decides) {
    private static final String KINDS = "dDwWsSbBAz";
    private static final String META = "\\.[]{}()*+?^$|";

    /** The longest such text of an RE2 expression; null when it has none, or is too intricate to tell. */
    static @Nullable Literal of(String pattern) {
        boolean plain = pattern.chars().allMatch(c -> c < 0x80 && META.indexOf(c) < 0);
        if (plain) return new Literal(pattern.toLowerCase(Locale.ROOT), true);
        String longest = new Scan(pattern).longest();
        return longest == null || longest.isEmpty() ? null : new Literal(longest.toLowerCase(Locale.ROOT), false);
    }

    /**
     * The longest such text of a pattern in its shortest form, in which only stars, question marks and backslashes mean something
     * else; null when it has none.
     */
    static @Nullable Literal ofWildcard(String pattern) {
        StringBuilder run = new StringBuilder();
        String longest = "";
        int open = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean wild = c == '*' || c == '?';
            if (wild) open++;
            if (c == '\\') c = pattern.charAt(++i);
            if (wild || c >= 0x80) run.setLength(0);
            else run.append(c);
            if (run.length() > longest.length()) longest = run.toString();
        }
        if (longest.isEmpty()) return null;
        boolean around = open == 2 && pattern.startsWith("*") && pattern.endsWith("*");
        boolean decides = around && !pattern.endsWith("\\*") && longest.length() == plainLength(pattern);
        return new Literal(longest.toLowerCase(Locale.ROOT), decides);
    }

    /** Without the stars around it and the backslashes in it. */
    private static int plainLength(String pattern) {
        int length = 0;
        for (int i = 1; i < pattern.length() - 1; i++) {
            if (pattern.charAt(i) == '\\') i++;
            length++;
        }
        return length;
    }

    /** Walks over what stands in a row at the top of an expression; what is in groups and classes counts for nothing. */
    private static final class Scan {
        private final String pattern;
        private final StringBuilder run = new StringBuilder();
        private String longest = "";
        private int at;

        Scan(String pattern) {
            this.pattern = pattern;
        }

        /** Null where parts are alternatives, or where something is written that is not understood here. */
        @Nullable
        String longest() {
            while (at < pattern.length()) {
                boolean understood = switch (pattern.charAt(at)) {
                    case '|' -> false;
                    case '(' -> stepOver(this::group);
                    case '[' -> stepOver(this::setOfCharacters);
                    case '{' -> stepOver(() -> to('}'));
                    case '\\' -> escape();
                    default -> plain(pattern.charAt(at), 1);
                };
                if (!understood) return null;
            }
            end();
            return longest;
        }

        private boolean stepOver(BooleanSupplier part) {
            end();
            return part.getAsBoolean();
        }

        private boolean escape() {
            if (at + 1 == pattern.length()) return false;
            char meant = pattern.charAt(at + 1);
            if (!Character.isLetterOrDigit(meant)) return plain(meant, 2);
            end();
            at += 2;
            // One letter that stands for a kind of character or a place; others go on behind it.
            return KINDS.indexOf(meant) >= 0;
        }

        private boolean plain(char meant, int length) {
            boolean literal = meant < 0x80 && (length == 2 || META.indexOf(meant) < 0);
            at += length;
            char next = at < pattern.length() ? pattern.charAt(at) : 0;
            boolean maybe = next == '?' || next == '*' || next == '{';
            if (literal && !maybe) run.append(meant);
            // With a plus: once for certain, and then who knows how often.
            if (!literal || maybe || next == '+') end();
            return true;
        }

        private boolean group() {
            int depth = 0;
            while (at < pattern.length()) {
                char c = pattern.charAt(at);
                if (c == '[') {
                    if (!setOfCharacters()) return false;
                    continue;
                }
                at += c == '\\' ? 2 : 1;
                if (c == '(') depth++;
                if (c == ')' && --depth == 0) return true;
            }
            return false;
        }

        /** A bracket that closes may be the first character of a set. */
        private boolean setOfCharacters() {
            at++;
            if (at < pattern.length() && pattern.charAt(at) == '^') at++;
            if (at < pattern.length() && pattern.charAt(at) == ']') at++;
            return to(']');
        }

        private boolean to(char close) {
            while (at < pattern.length()) {
                char c = pattern.charAt(at);
                at += c == '\\' ? 2 : 1;
                if (c == close) return true;
            }
            return false;
        }

        private void end() {
            if (run.length() > longest.length()) longest = run.toString();
            run.setLength(0);
        }
    }
}
