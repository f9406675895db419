package io.tocsin.rules.match;

import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rests of a plan require of the values of one field, or of any field. */
final class FieldKeys {
    private final @Nullable ValueTable values;
    private final @Nullable Literals literals;
    private final @Nullable Bounds bounds;
    private final int[] ofProse;
    private final int[] ofAny;
    private final boolean onlyInProse;
    private final boolean includesAny;

    private FieldKeys(Builder built) {
        values = built.values.isEmpty() ? null : new ValueTable(built.values);
        literals = built.wanted.isEmpty() ? null : Literals.of(built.literals());
        bounds = built.bounds.isEmpty() ? null : new Bounds(built.bounds);
        ofProse = ValueTable.ints(built.ofProse);
        ofAny = ValueTable.ints(built.ofAny);
        onlyInProse = built.onlyInProse && !built.values.isEmpty();
        includesAny = built.includesAny;
    }

    /** One of these texts, which may be words in sequence, is to be looked for. */
    private record Wanted(List<String> texts, boolean sequence, int rest) {}

    /** Whether a value may be met by prose that is not the value. */
    static boolean mayBeInProse(String text) {
        return !Words.of(text).isEmpty();
    }

    /** Collects what is required. */
    static final class Builder {
        private final Map<String, List<Integer>> values = new HashMap<>();
        private final List<Wanted> wanted = new ArrayList<>();
        private final Map<String, Integer> demand = new HashMap<>();
        private final List<Bounds.Entry> bounds = new ArrayList<>();
        private final List<Integer> ofProse = new ArrayList<>();
        private final List<Integer> ofAny = new ArrayList<>();
        private boolean onlyInProse = true;
        private boolean includesAny;

        /**
         * Adds what a rest requires.
         *
         * @param proven what is left of the rest where what is found says that the condition of the key holds
         */
        void add(Key key, int rest, int proven) {
            switch (key) {
                case Key.Value value -> addValue(value.text(), rest, proven);
                case Key.Literal literal -> {
                    onlyInProse = false;
                    want(literal.texts(), false, proven);
                }
                case Key.Sequence sequence -> {
                    onlyInProse = false;
                    want(sequence.words(), true, rest);
                }
                case Key.Bound bound -> bounds.add(new Bounds.Entry(bound.low(), bound.high(), rest));
                case Key.Present present -> ofAny.add(rest);
            }
        }

        /** A value that is prose has another one when it has its words; what has none is in no prose. */
        private void addValue(String text, int rest, int proven) {
            List<String> words = Words.of(text);
            boolean sought = !Literals.fit(words).isEmpty();
            // A value that is the same prose has its words as well.
            if (!sought || !Words.isProse(text)) add(values, text, proven);
            if (sought) want(words, true, rest);
            else if (!words.isEmpty()) ofProse.add(rest);
        }

        private void want(List<String> texts, boolean sequence, int rest) {
            wanted.add(new Wanted(texts, sequence, rest));
            for (String text : texts) demand.merge(text, 1, Integer::sum);
        }

        /**
         * Of each the text that the fewest others want, and then the longest: what many rules name is what many events say. One
         * that needs a pass of its own only where there is no other.
         */
        private Map<Sought, List<Integer>> literals() {
            Comparator<String> rarest = Comparator.comparing(Literals::needsOwnPass)
                    .thenComparing((String text) -> demand.getOrDefault(text, 0))
                    .thenComparing(text -> -text.length());
            Map<Sought, List<Integer>> literals = new HashMap<>();
            for (Wanted each : wanted) {
                String text = Literals.fit(each.texts).stream().min(rarest).orElseThrow();
                add(
                        literals,
                        each.sequence ? Sought.word(each.texts, each.texts.indexOf(text)) : Sought.anywhere(text),
                        each.rest);
            }
            return literals;
        }

        private static <K> void add(Map<K, List<Integer>> map, K text, int rest) {
            map.computeIfAbsent(text, none -> new ArrayList<>(1)).add(rest);
        }

        /**
         * Looks for the texts that are looked for in any field together with its own: one pass for both. Only where these are
         * no more than its own, so that it holds twice as many at most.
         */
        void include(Builder any) {
            if (any.wanted.isEmpty() || any.wanted.size() > wanted.size()) return;
            includesAny = true;
            onlyInProse = false;
            wanted.addAll(any.wanted);
            any.demand.forEach((text, count) -> demand.merge(text, count, Integer::sum));
        }

        FieldKeys build() {
            return new FieldKeys(this);
        }
    }

    /** Whether values must be read as text. */
    @Nullable
    Bounds bounds() {
        return bounds;
    }

    /** Whether what is looked for in any field is found here as well. */
    boolean includesAny() {
        return includesAny;
    }

    /** Rests that need no more than that there is a value. */
    int[] ofAny() {
        return ofAny;
    }

    /**
     * Has the rests considered that require something that the value has, but for bounds and mere presence. False when the value
     * could not be read like this; rests may have been considered that need not be, which is no harm.
     */
    boolean find(byte[] bytes, int from, int to, Spelling spelling, Rests rests, Asked asked) {
        boolean prose = false;
        if (values != null) {
            int hash = 0;
            for (int i = from; i < to; i++) {
                int letter = spelling.letter(bytes[i]);
                if (letter < 0) return false;
                prose |= Spelling.isSpace(letter);
                hash = ValueTable.next(hash, letter);
            }
            int[] found = values.find(hash, bytes, from, to, spelling);
            if (found != null) rests.consider(found, asked);
            if (prose) rests.consider(ofProse, asked);
        }
        return literals == null || (onlyInProse && !prose) || literals.scan(bytes, from, to, spelling, rests, asked);
    }
}
