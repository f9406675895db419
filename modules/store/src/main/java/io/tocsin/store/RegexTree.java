package io.tocsin.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression is made of, as far as it is told by ASCII characters one after the other. */
sealed interface RegexTree {
    /** One character of some, which are folded. */
    record One(CharSet of) implements RegexTree {}

    /** One after the other; nothing when there are none. */
    record Row(List<RegexTree> parts) implements RegexTree {}

    /** One of them. */
    record Choice(List<RegexTree> parts) implements RegexTree {}

    /**
     * Again and again.
     *
     * @param most -1 for any number
     */
    record Again(RegexTree part, int least, int most) implements RegexTree {}

    /**
     * Reads an expression in RE2's syntax that RE2 has accepted.
     *
     * @return null for what asks for places, for other scripts, or for something rare: then only RE2 knows
     */
    static @Nullable RegexTree of(String pattern) {
        return new Reader(pattern).whole();
    }

    /** Reads from left to right; each part is null when it is not understood. */
    final class Reader {
        private static final String QUANTIFIERS = "*+?{";
        private static final int MOST = 50;

        private final String pattern;
        private int at;

        private Reader(String pattern) {
            this.pattern = pattern;
        }

        private @Nullable RegexTree whole() {
            RegexTree tree = choice();
            return at == pattern.length() ? tree : null;
        }

        private boolean isNext(char c) {
            return at < pattern.length() && pattern.charAt(at) == c;
        }

        private boolean take(char c) {
            if (!isNext(c)) return false;
            at++;
            return true;
        }

        private @Nullable RegexTree choice() {
            List<RegexTree> parts = new ArrayList<>();
            do {
                RegexTree part = row();
                if (part == null) return null;
                parts.add(part);
            } while (take('|'));
            return new Choice(parts);
        }

        private @Nullable RegexTree row() {
            List<RegexTree> parts = new ArrayList<>();
            while (at < pattern.length() && !isNext('|') && !isNext(')')) {
                RegexTree part = atom();
                while (part != null && at < pattern.length() && QUANTIFIERS.indexOf(pattern.charAt(at)) >= 0) {
                    part = again(part);
                }
                if (part == null) return null;
                parts.add(part);
            }
            return new Row(parts);
        }

        private @Nullable RegexTree again(RegexTree part) {
            RegexTree again = switch (pattern.charAt(at++)) {
                case '*' -> new Again(part, 0, -1);
                case '+' -> new Again(part, 1, -1);
                case '?' -> new Again(part, 0, 1);
                default -> counted(part);
            };
            // As few as possible, or as many: something is found either way.
            take('?');
            return again;
        }

        private @Nullable RegexTree counted(RegexTree part) {
            int least = count();
            int most = least;
            if (take(',')) most = isNext('}') ? -1 : count();
            boolean understood = least >= 0 && (most == -1 || most >= least) && least <= MOST && most <= MOST;
            return take('}') && understood ? new Again(part, least, most) : null;
        }

        /** -2 for none. */
        private int count() {
            int value = -2;
            while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0 && value <= MOST) {
                value = Math.max(0, value) * 10 + pattern.charAt(at++) - '0';
            }
            return value;
        }

        private @Nullable RegexTree atom() {
            char c = pattern.charAt(at++);
            return switch (c) {
                case '(' -> group();
                case '[' -> one(set());
                case '.' -> one(CharSet.of('\n').others());
                case '\\' -> one(escape());
                case '^', '$', '*', '+', '?', '{', ')' -> null;
                default -> c < CharSet.SIZE ? one(CharSet.of(c)) : null;
            };
        }

        private static @Nullable RegexTree one(@Nullable CharSet set) {
            return set == null ? null : new One(set);
        }

        private @Nullable RegexTree group() {
            if (take('?') && !take(':')) return null;
            RegexTree inner = choice();
            return inner != null && take(')') ? inner : null;
        }

        private @Nullable CharSet escape() {
            if (at == pattern.length()) return null;
            char c = pattern.charAt(at++);
            return switch (c) {
                case 'd' -> CharSet.DIGITS;
                case 'D' -> CharSet.DIGITS.others();
                case 'w' -> CharSet.WORD;
                case 'W' -> CharSet.WORD.others();
                case 's' -> CharSet.SPACE;
                case 'S' -> CharSet.SPACE.others();
                default -> c < CharSet.SIZE && !Character.isLetterOrDigit(c) ? CharSet.of(c) : null;
            };
        }

        private @Nullable CharSet set() {
            boolean not = take('^');
            CharSet all = CharSet.NONE;
            boolean first = true;
            while (first || !isNext(']')) {
                CharSet item = at < pattern.length() ? item() : null;
                if (item == null) return null;
                all = all.or(item);
                first = false;
            }
            at++;
            return not ? all.others() : all;
        }

        private @Nullable CharSet item() {
            char from = pattern.charAt(at++);
            if (from == '[' && isNext(':')) return null;
            if (from == '\\') {
                CharSet escaped = escape();
                // A range that begins with an escape is rare.
                return isNext('-') ? null : escaped;
            }
            boolean range = isNext('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
            if (!range) return from < CharSet.SIZE ? CharSet.of(from) : null;
            char to = pattern.charAt(at + 1);
            at += 2;
            return to == '\\' || to >= CharSet.SIZE || from > to ? null : CharSet.range(from, to);
        }
    }
}
