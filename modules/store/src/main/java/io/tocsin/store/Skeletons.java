package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages with a mark for each variable, one character a byte. Tokens with digits are variables from the start; words that
 * vary are found here: where many skeletons differ in one token only, that token is a variable too. What lies left and right
 * of a token is compared by 64-bit hashes: were two ever equal by chance, a word more would be a variable, and nothing wrong.
 */
final class Skeletons {
    /** Stands for a variable; no JSON string holds it. */
    static final char VARIABLE = 1;

    /** So many words at one place are a variable; fewer are several templates, which search decides faster. */
    private static final int VARYING = 8;

    /** A message may have so many words that vary beside those with digits. */
    private static final int ROUNDS = 3;

    /** Words further behind do not become variables: a message of thousands of words is no template. */
    private static final int TOKENS = 24;

    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final Tokens tokens = new Tokens();
    private final Map<Long, Integer> alike = new HashMap<>();
    private long[] keys = {};

    private Skeletons() {}

    /** What each of these becomes. */
    static List<String> merged(List<String> skeletons) {
        List<String> now = skeletons;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> next = new Skeletons().round(now);
            if (next.equals(now)) return now;
            now = next;
        }
        return now;
    }

    private List<String> round(List<String> skeletons) {
        Set<String> distinct = Set.copyOf(skeletons);
        for (String skeleton : distinct) {
            int found = readKeys(skeleton);
            for (int t = 0; t < found; t++) {
                boolean variable = skeleton.charAt(tokens.start(t)) == VARIABLE;
                alike.merge(keys[t], variable ? VARYING : 1, Integer::sum);
            }
        }
        Map<String, String> widest = distinct.stream().collect(Collectors.toMap(skeleton -> skeleton, this::widest));
        return skeletons.stream().map(widest::get).toList();
    }

    private String widest(String skeleton) {
        int found = readKeys(skeleton);
        int best = -1;
        int most = VARYING - 1;
        for (int t = 0; t < found; t++) {
            int count = alike.getOrDefault(keys[t], 0);
            if (count > most && skeleton.charAt(tokens.start(t)) != VARIABLE) {
                most = count;
                best = t;
            }
        }
        return best < 0
                ? skeleton
                : skeleton.substring(0, tokens.start(best)) + VARIABLE + skeleton.substring(tokens.end(best));
    }

    /** For each of the first tokens what is left and right of it, as a number; gives how many. */
    private int readKeys(String skeleton) {
        byte[] bytes = skeleton.getBytes(StandardCharsets.ISO_8859_1);
        tokens.scan(bytes, 0, bytes.length);
        int found = Math.min(TOKENS, tokens.size());
        if (keys.length < found) keys = new long[TOKENS];
        long right = 1;
        int at = bytes.length;
        for (int t = tokens.size() - 1; t >= 0; t--) {
            while (at > tokens.end(t)) right = (right + bytes[--at]) * BASE;
            if (t < found) keys[t] = right;
        }
        long left = 1;
        at = 0;
        for (int t = 0; t < found; t++) {
            while (at < tokens.start(t)) left = (left + bytes[at++]) * BASE;
            keys[t] = Long.rotateLeft(left, 32) + keys[t] * BASE;
        }
        return found;
    }
}
