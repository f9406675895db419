package io.tocsin.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages with a mark for each variable, one character a byte. Tokens with digits are variables from the start; words that
 * vary are found here: where many skeletons differ in one token only, that token is a variable too.
 */
final class Skeletons {
    /** Stands for a variable; no JSON string holds it. */
    static final char VARIABLE = 1;

    /** So many words at one place are a variable; fewer are several templates, which search decides faster. */
    private static final int VARYING = 8;

    /** A message may have so many words that vary beside those with digits. */
    private static final int ROUNDS = 3;

    /** Words further behind do not become variables: the work grows with the square of the length. */
    private static final int TOKENS = 24;

    /** Longer skeletons stay as they are, for the same reason. */
    private static final int LENGTH = 512;

    private Skeletons() {}

    /** What each of these becomes. */
    static List<String> merged(List<String> skeletons) {
        List<String> now = skeletons;
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> present = new HashSet<>(now);
            Map<String, Integer> alike = new HashMap<>();
            for (String skeleton : present) {
                for (String wider : wider(skeleton)) alike.merge(wider, 1, Integer::sum);
            }
            List<String> next = new ArrayList<>(now.size());
            for (String skeleton : now) next.add(widest(skeleton, present, alike));
            if (next.equals(now)) return now;
            now = next;
        }
        return now;
    }

    private static String widest(String skeleton, Set<String> present, Map<String, Integer> alike) {
        String best = skeleton;
        int most = VARYING - 1;
        for (String wider : wider(skeleton)) {
            int count = alike.getOrDefault(wider, 0) + (present.contains(wider) ? VARYING : 0);
            if (count > most) {
                most = count;
                best = wider;
            }
        }
        return best;
    }

    /** The skeleton with one more variable, for each token that is none yet. */
    private static List<String> wider(String skeleton) {
        if (skeleton.length() > LENGTH) return List.of();
        Tokens tokens = new Tokens();
        byte[] bytes = skeleton.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        tokens.scan(bytes, 0, bytes.length);
        List<String> wider = new ArrayList<>();
        for (int t = 0; t < Math.min(TOKENS, tokens.size()); t++) {
            int start = tokens.start(t);
            if (skeleton.charAt(start) == VARIABLE) continue;
            wider.add(skeleton.substring(0, start) + VARIABLE + skeleton.substring(tokens.end(t)));
        }
        return wider;
    }
}
