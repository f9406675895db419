package io.tocsin.store;

import io.tocsin.model.LogLevel;
import io.tocsin.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which words of a block are terms of the index, and what number stands for them. Only words that tell blocks apart are worth
 * their bytes: short words with digits (times, amounts, ports, the parts of a UUID), numbers up to six digits, single letters
 * and names of levels are in nearly every block. Writer and search share these rules, so a word that is no term narrows
 * nothing down, and nothing is missed.
 *
 * <p>Addresses would be lost by that, so four numbers in a row of at most three digits each are a term together.
 */
final class TermRules {
    /** Shorter words with a digit are hardly ever looked for, and everywhere. */
    static final int MIXED_MIN = 6;

    /** The amounts, durations and sizes of a busy day have up to six digits. */
    private static final int NUMBER_MIN = 7;

    /** An address in dotted form has four parts. */
    static final int PARTS = 4;

    /** And each of them has at most so many digits. */
    static final int PART_MAX = 3;

    /** Longer than any word of prose. */
    private static final int WITH_DIGITS = 64;

    /** What a hash begins with. */
    static final long START = 0x9E3779B97F4A7C15L;

    private static final int[] LEVELS = Stream.of(LogLevel.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
            .mapToInt(TermRules::hash)
            .toArray();

    private TermRules() {}

    /** One byte more of a folded word. */
    static long next(long hash, byte more) {
        return (hash ^ more) * 0x100000001B3L;
    }

    /** The number of a word, of all of whose bytes this is the hash. Two words may share one: then a block is read in vain. */
    static int term(long hash) {
        return mix(hash);
    }

    /** Whether a word is a term by itself. */
    static boolean isTerm(int length, int digits, int term) {
        if (length < 2) return false;
        if (digits == length) return length >= NUMBER_MIN;
        if (digits > 0) return length >= MIXED_MIN;
        for (int level : LEVELS) {
            if (term == level) return false;
        }
        return true;
    }

    /** A part of an address appended to those before it: 16 bits hold its number and how many digits it has. */
    static long parts(long before, int number, int digits) {
        return before << 16 | digits << 12 | number;
    }

    /** The number of four parts in a row. */
    static int term4(long parts) {
        return mix(parts * 0xD6E8FEB86659FD93L + 1);
    }

    /** Finalizer of MurmurHash3 (Austin Appleby, public domain). */
    private static int mix(long hash) {
        long h = hash;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return (int) (h ^ h >>> 33);
    }

    private static int hash(byte[] word) {
        long hash = START;
        for (byte b : word) hash = next(hash, b);
        return term(hash);
    }

    /** A term of a search, and how many letters stand for it: of words with digits there are more than of others. */
    private record Asked(int term, int rarity) {}

    /** The terms of a text whose words occur in sequence in whatever matches; the rarest first, as far as one can tell, perhaps none. */
    static int[] ofSequence(String text) {
        List<Asked> terms = new ArrayList<>();
        long parts = 0;
        int run = 0;
        for (String word : Words.of(text)) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            int digits = digits(utf8);
            boolean part = digits == utf8.length && digits <= PART_MAX;
            run = part ? run + 1 : 0;
            if (part) parts = parts(parts, Integer.parseInt(word), digits);
            if (run >= PARTS) terms.add(new Asked(term4(parts), WITH_DIGITS));
            add(utf8, terms);
        }
        return rarestFirst(terms);
    }

    /** The terms of words that must all occur, in no particular order; the rarest first. */
    static int[] ofWords(List<String> words) {
        List<Asked> terms = new ArrayList<>();
        for (String word : words) add(word.getBytes(StandardCharsets.UTF_8), terms);
        return rarestFirst(terms);
    }

    private static void add(byte[] word, List<Asked> terms) {
        int term = hash(word);
        int digits = digits(word);
        if (isTerm(word.length, digits, term)) terms.add(new Asked(term, word.length + (digits > 0 ? WITH_DIGITS : 0)));
    }

    /** A search is over as soon as one of them is nowhere. */
    private static int[] rarestFirst(List<Asked> terms) {
        return terms.stream()
                .sorted(Comparator.comparingInt(Asked::rarity).reversed())
                .mapToInt(Asked::term)
                .distinct()
                .toArray();
    }

    private static int digits(byte[] word) {
        int digits = 0;
        for (byte b : word) {
            if (b >= '0' && b <= '9') digits++;
        }
        return digits;
    }
}
