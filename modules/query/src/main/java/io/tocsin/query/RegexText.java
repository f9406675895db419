package io.tocsin.query;

import java.util.ArrayDeque;
import java.util.Deque;

/** Regular expressions as text between slashes, and how large they become when compiled. */
final class RegexText {
    /**
     * How many instructions an expression may take with its repetitions written out. RE2 is linear in the value, but times
     * this: {@code ((x{100}){100}){100}} would take a million of them, and all memory one step further.
     */
    static final int MAX_SIZE = 2000;

    /** A backslash before these only serves to tell the end of the expression from the rest of the query. */
    private static final String DELIMITERS = "/ \t\r\n:=";

    private RegexText() {}

    static String canonical(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                char next = pattern.charAt(++i);
                text.append(DELIMITERS.indexOf(next) < 0 ? "\\" : "").append(next);
            } else text.append(c);
        }
        return text.toString();
    }

    /** For a canonical pattern: what to write between the slashes. */
    static String escaped(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length() + 4);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean last = i == pattern.length() - 1;
            if (c == '\\' && !last) text.append(c).append(pattern.charAt(++i));
            else
                text.append(c == '/' || (last && DELIMITERS.indexOf(c) >= 0) ? "\\" : "")
                        .append(c);
        }
        return text.toString();
    }

    /**
     * Refuses an expression that would grow too large, before it is compiled.
     *
     * @throws IllegalArgumentException with the limit
     */
    static void checkSize(String pattern) {
        if (new Size(pattern).total() > MAX_SIZE)
            throw new IllegalArgumentException("cannot use regular expression /" + pattern
                    + "/: its repetitions multiply to more than " + MAX_SIZE + " steps");
    }

    /** Adds up one step per character, and multiplies the last atom by each counted repetition; good to twice the truth. */
    private static final class Size {
        private final String pattern;
        private final Deque<Long> outer = new ArrayDeque<>();
        private long sum;
        private long atom;
        private int at;

        Size(String pattern) {
            this.pattern = pattern;
        }

        /** Sums are capped so that they cannot overflow. */
        long total() {
            while (at < pattern.length()) {
                char c = pattern.charAt(at++);
                if (c == '\\') escape();
                else if (c == '[') charClass();
                else if (c == '(') open();
                else if (c == ')') close();
                else if (c != '{' || !repeat()) add(1);
            }
            while (!outer.isEmpty()) close();
            return sum;
        }

        private void add(long size) {
            atom = size;
            sum = Math.min(sum + size, MAX_SIZE + 1L);
        }

        private void escape() {
            if (pattern.startsWith("Q", at)) {
                int end = pattern.indexOf("\\E", at);
                int stop = end < 0 ? pattern.length() : end;
                for (int i = at + 1; i < stop; i++) add(1);
                at = end < 0 ? stop : end + 2;
            } else {
                at++;
                add(1);
            }
        }

        private void charClass() {
            if (pattern.startsWith("^", at)) at++;
            if (pattern.startsWith("]", at)) at++;
            while (at < pattern.length() && pattern.charAt(at) != ']') {
                int posix = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
                if (posix > 0) at = posix + 2;
                else at += pattern.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
            add(1);
        }

        private void open() {
            outer.push(sum);
            sum = 0;
            add(1);
        }

        private void close() {
            long group = sum;
            sum = outer.isEmpty() ? 0 : outer.pop();
            add(group);
        }

        /** Reads {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else in braces is text. */
        private boolean repeat() {
            int end = pattern.indexOf('}', at);
            if (end < 0) return false;
            long times = 1;
            for (String bound : pattern.substring(at, end).split(",", -1)) {
                double number = bound.isEmpty() ? 0 : Numbers.orNaN(bound);
                if (Double.isNaN(number)) return false;
                times = Math.max(times, (long) Math.min(number, MAX_SIZE));
            }
            sum -= Math.min(atom, sum);
            add(atom * times);
            at = end + 1;
            return true;
        }
    }
}
