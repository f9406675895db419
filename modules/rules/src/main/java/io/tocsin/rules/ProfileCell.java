package io.tocsin.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a profile learnt of one key in one piece of time. */
final class ProfileCell {
    /** Different texts of a field that are counted. The rarest go: they are not among the most frequent ones. */
    static final int TEXTS_MAX = 100;

    final long place;
    private long events;
    private final Moments[] numbers;
    private final List<Map<String, Long>> texts;

    ProfileCell(long place, ProfileShape shape) {
        this.place = place;
        this.numbers = new Moments[shape.numbers()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = new Moments();
        this.texts = new ArrayList<>(shape.texts());
        for (int i = 0; i < shape.texts(); i++) texts.add(new HashMap<>(2));
    }

    void learn(double[] eventNumbers, String[] eventTexts) {
        events++;
        for (int i = 0; i < numbers.length; i++) if (!Double.isNaN(eventNumbers[i])) numbers[i].add(eventNumbers[i]);
        for (int i = 0; i < eventTexts.length; i++) if (!eventTexts[i].isEmpty()) count(texts.get(i), eventTexts[i]);
    }

    private static void count(Map<String, Long> counts, String text) {
        if (counts.size() >= TEXTS_MAX && !counts.containsKey(text)) {
            Map.Entry<String, Long> rarest = counts.entrySet().stream()
                    .min(Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .orElseThrow();
            counts.remove(rarest.getKey());
        }
        counts.merge(text, 1L, Long::sum);
    }

    long events() {
        return events;
    }

    Moments numbers(int index) {
        return numbers[index];
    }

    Map<String, Long> texts(int index) {
        return texts.get(index);
    }

    void save(StateOut out) throws IOException {
        out.number(events);
        for (Moments each : numbers) each.save(out);
        for (Map<String, Long> counts : texts) {
            out.number(counts.size());
            for (Map.Entry<String, Long> each : counts.entrySet()) {
                out.text(each.getKey());
                out.number(each.getValue());
            }
        }
    }

    void load(StateIn in) throws IOException {
        events = in.number();
        for (Moments each : numbers) each.load(in);
        for (Map<String, Long> counts : texts) {
            int saved = in.count();
            for (int i = 0; i < saved; i++) {
                String text = in.text();
                counts.put(text, in.number());
            }
        }
    }
}
