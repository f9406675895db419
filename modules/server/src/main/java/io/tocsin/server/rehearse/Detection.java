package io.tocsin.server.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the incidents that really happened the rules would have found.
 *
 * @param found how many
 * @param all how many there were
 * @param missed the others, in words
 * @param median time from the start of an incident to its first alert
 * @param longest the longest of those times
 * @param precision share of the alerts that were about an incident, in percent
 * @param outside alerts about none, in words, the first of them
 * @param outsideCount how many alerts were about none
 */
public record Detection(
        int found,
        int all,
        List<String> missed,
        Duration median,
        Duration longest,
        double precision,
        List<String> outside,
        long outsideCount) {
    private static final int SHOWN_MAX = 20;

    public Detection {
        missed = List.copyOf(missed);
        outside = List.copyOf(outside);
    }

    static Detection of(List<Labelled> incidents, List<Spell> spells) {
        List<String> missed = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        for (Labelled incident : incidents) {
            Instant first = spells.stream()
                    .filter(incident::isAbout)
                    .map(Spell::decidedAt)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            if (first == null) missed.add(incident.words());
            else
                times.add(first.isBefore(incident.start()) ? Duration.ZERO : Duration.between(incident.start(), first));
        }
        List<Spell> outside = spells.stream()
                .filter(spell -> incidents.stream().noneMatch(incident -> incident.isAbout(spell)))
                .toList();
        return new Detection(
                times.size(),
                incidents.size(),
                missed,
                Share.median(times),
                times.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO),
                Share.percent(spells.size() - outside.size(), spells.size()),
                outside.stream().limit(SHOWN_MAX).map(Difference::words).toList(),
                outside.size());
    }
}
