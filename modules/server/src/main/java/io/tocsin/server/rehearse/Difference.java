package io.tocsin.server.rehearse;

import io.tocsin.model.Labels;
import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What another version of the rules would have done otherwise.
 *
 * @param against its name
 * @param added alerts that only these rules have, in words
 * @param gone alerts that only the other version has
 * @param changed alerts that both have, at other times or of another severity
 * @param same how many are equal
 * @param pages pages with these rules, less those with the other version
 */
public record Difference(
        String against, List<String> added, List<String> gone, List<String> changed, long same, long pages) {
    public Difference {
        added = List.copyOf(added);
        gone = List.copyOf(gone);
        changed = List.copyOf(changed);
    }

    static Difference of(String against, List<Spell> now, List<Spell> before, long pages) {
        List<Spell> left = new ArrayList<>(before);
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        long same = 0;
        for (Spell spell : now) {
            Spell twin = left.stream()
                    .filter(other -> isSame(spell, other))
                    .findFirst()
                    .orElse(null);
            if (twin == null) {
                added.add(words(spell));
                continue;
            }
            left.remove(twin);
            if (equal(spell, twin)) same++;
            else changed.add(words(twin) + " → " + words(spell));
        }
        return new Difference(
                against, added, left.stream().map(Difference::words).toList(), changed, same, pages);
    }

    /** Of one rule and key, at times that touch. */
    private static boolean isSame(Spell one, Spell other) {
        if (!one.rule().equals(other.rule()) || !identity(one).equals(identity(other))) return false;
        Instant oneEnd = one.to();
        Instant otherEnd = other.to();
        return (otherEnd == null || one.from().isBefore(otherEnd))
                && (oneEnd == null || other.from().isBefore(oneEnd));
    }

    private static Labels identity(Spell spell) {
        return spell.alert().labels().with(Labels.SEVERITY, "");
    }

    private static boolean equal(Spell one, Spell other) {
        Instant end = one.to();
        boolean ends = end == null ? other.to() == null : end.equals(other.to());
        return ends
                && one.from().equals(other.from())
                && one.alert().labels().equals(other.alert().labels());
    }

    static String words(Spell spell) {
        Instant to = spell.to();
        String lasts = to == null
                ? "and lasts"
                : "for "
                        + Durations.print(Duration.ofSeconds(
                                Duration.between(spell.from(), to).toSeconds()));
        String severity = spell.alert().labels().orEmpty(Labels.SEVERITY);
        return spell.rule() + " {" + RuleStatistics.key(spell) + "} " + severity + " " + spell.from() + " " + lasts;
    }
}
