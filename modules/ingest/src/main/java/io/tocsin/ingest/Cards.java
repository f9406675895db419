package io.tocsin.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Finds card numbers in the bytes of one value: 13 to 19 digits, in one piece or in groups with single blanks or dashes between
 * them, that begin as an issuer's cards do, are as long as those, pass Luhn's check, and are no part of a longer word or
 * number. Of random numbers of 16 digits, one in some 30 is taken for a card; of UUIDs, times and decimals none.
 *
 * <p>Escapes count as what separates, those of JSON inside a JSON string too. A digit that is written as an escape is not
 * seen: no library writes them so.
 */
final class Cards {
    static final int LEAST_DIGITS = 13;
    private static final int MOST_DIGITS = 19;

    /** A card number of so many bytes and one more covers two neighbours that are looked at, wherever it begins. */
    private static final int STRIDE = LEAST_DIGITS - 1;

    private static final int LONGEST_ESCAPE = "\\u0000".length();

    /** Shorter groups are columns of numbers; only the last group of a card may be. */
    private static final int LEAST_GROUP = 4;

    private static final int FIRST_LEFT = 6;
    private static final int LAST_LEFT = 4;

    private Cards() {}

    /**
     * Whether there is a card number. Of two bytes beside each other in one, at least one is a digit, so looking at two in 12
     * finds where one may be: that makes the search all but free.
     */
    static boolean areIn(byte[] bytes, int from, int to) {
        for (int at = from + STRIDE - 1; at + 1 < to; at += STRIDE) {
            if (!(isDigit(bytes[at]) || (isPart(bytes[at]) && isDigit(bytes[at + 1])))) continue;
            int start = at;
            while (start > from && isPart(bytes[start - 1])) start--;
            int end = at;
            while (end < to && isPart(bytes[end])) end++;
            if (end - start >= LEAST_DIGITS && isIn(bytes, from, to, start, end)) return true;
            at = Math.max(at, end - STRIDE);
        }
        return false;
    }

    /** Whether there is one among these digits, blanks and dashes; what stands before them says whether it may be. */
    private static boolean isIn(byte[] bytes, int from, int to, int start, int end) {
        for (int at = start - 1; at >= from && at >= start - LONGEST_ESCAPE; at--) {
            // Which of these letters and digits belong to an escape can only be told from the beginning.
            if (bytes[at] == '\\') return next(bytes, from, to, to, true) != null;
        }
        return next(bytes, start, end, to, start == from || mayStartAfter(bytes[start - 1])) != null;
    }

    private static boolean isPart(byte b) {
        return isDigit(b) || b == ' ' || b == '-';
    }

    /** A card number that was found. */
    private record Card(int from, int end, int digits) {}

    /**
     * Masks every card number, in place.
     *
     * @param with what the digits become that do not stay
     * @return how many were masked
     */
    static int mask(byte[] bytes, int from, int to, char with) {
        if (!areIn(bytes, from, to)) return 0;
        int masked = 0;
        for (Card card = next(bytes, from, to, to, true); card != null; card = next(bytes, card.end, to, to, false)) {
            hide(bytes, card, with);
            masked++;
        }
        return masked;
    }

    private static void hide(byte[] bytes, Card card, char with) {
        int digit = 0;
        for (int at = card.from; at < card.end; at++) {
            if (!isDigit(bytes[at])) continue;
            if (digit >= FIRST_LEFT && digit < card.digits - LAST_LEFT) bytes[at] = (byte) with;
            digit++;
        }
    }

    /**
     * The next card number.
     *
     * @param until where it must have begun
     * @param free whether nothing that a number could be part of stands before the first byte
     */
    private static @Nullable Card next(byte[] bytes, int from, int until, int to, boolean free) {
        int at = from;
        boolean mayStart = free;
        while (at < until) {
            byte b = bytes[at];
            if (b == '\\') {
                at = afterEscape(bytes, at, to);
                mayStart = true;
            } else if (isDigit(b)) {
                Card card = mayStart ? at(bytes, at, to) : null;
                if (card != null) return card;
                while (at < to && isDigit(bytes[at])) at++;
                mayStart = false;
            } else {
                mayStart = mayStartAfter(b);
                at++;
            }
        }
        return null;
    }

    private static boolean mayStartAfter(byte b) {
        return !isWord(b) && b != '-' && b != '.';
    }

    /** After one escape, or after one that is escaped itself, because the string holds JSON again. */
    private static int afterEscape(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == '\\') at++;
        if (at < to && bytes[at] == 'u') {
            int end = at + 1;
            while (end < to && end < at + 5 && JsonLeaf.hex(bytes[end]) >= 0) end++;
            return end;
        }
        return Math.min(to, at + 1);
    }

    /** The longest card number that starts here, or null. */
    private static @Nullable Card at(byte[] bytes, int from, int to) {
        int[] digits = new int[MOST_DIGITS];
        int count = 0;
        int at = from;
        Card found = null;
        while (true) {
            int group = at;
            for (; at < to && isDigit(bytes[at]); at++) {
                if (count == MOST_DIGITS) return found;
                digits[count++] = bytes[at] - '0';
            }
            if (count >= LEAST_DIGITS && isFreeBehind(bytes, at, to) && isCard(digits, count)) {
                found = new Card(from, at, count);
            }
            boolean another =
                    at - group >= LEAST_GROUP && at + 1 < to && isSeparator(bytes[at]) && isDigit(bytes[at + 1]);
            if (!another) return found;
            at++;
        }
    }

    /** A dot or a dash at the end of a sentence is no part of the number. */
    private static boolean isFreeBehind(byte[] bytes, int at, int to) {
        if (at >= to) return true;
        byte b = bytes[at];
        if (b == '-' || b == '.') return at + 1 >= to || !isWord(bytes[at + 1]);
        return !isWord(b);
    }

    private static boolean isCard(int[] digits, int count) {
        return Issuer.knows(digits, count) && passesLuhn(digits, count);
    }

    private static boolean passesLuhn(int[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static boolean isSeparator(byte b) {
        return b == ' ' || b == '-';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Letters beyond ASCII do not count: some languages write no blank between a word and a number. */
    private static boolean isWord(byte b) {
        int letter = b | 0x20;
        return isDigit(b) || b == '_' || (b > 0 && letter >= 'a' && letter <= 'z');
    }
}
