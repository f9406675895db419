package io.tocsin.server.rehearse;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares what fired when events came in order, once, to one engine, with what fired when they did not. */
final class Sameness {
    private Sameness() {}

    private record Stretch(Labels labels, Instant from, Object to) {
        static Stretch of(Spell spell) {
            Instant to = spell.to();
            return new Stretch(spell.alert().labels(), spell.from(), to == null ? "still firing" : to);
        }
    }

    /** What is in one of the two only, in words. */
    static List<String> differences(List<Spell> inOrder, List<Spell> otherwise, Instant start, String how) {
        Set<Stretch> plain = stretches(inOrder);
        Set<Stretch> disturbed = stretches(otherwise);
        List<String> found = new ArrayList<>();
        for (Stretch each : plain)
            if (!disturbed.contains(each))
                found.add(how + " must change nothing; without it fires " + words(each, start));
        for (Stretch each : disturbed)
            if (!plain.contains(each))
                found.add(how + " must change nothing; only with it fires " + words(each, start));
        return found;
    }

    private static Set<Stretch> stretches(List<Spell> spells) {
        Set<Stretch> all = new LinkedHashSet<>();
        spells.forEach(spell -> all.add(Stretch.of(spell)));
        return all;
    }

    private static String words(Stretch stretch, Instant start) {
        Offsets offsets = new Offsets(start);
        String to = stretch.to() instanceof Instant end ? " to " + offsets.of(end) : " on";
        return stretch.labels().map() + " from " + offsets.of(stretch.from()) + to;
    }
}
