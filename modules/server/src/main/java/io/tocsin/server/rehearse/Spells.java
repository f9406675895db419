package io.tocsin.server.rehearse;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.rules.Firing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes stretches of firing of single decisions. */
public final class Spells {
    private final List<Spell> spells = new ArrayList<>();

    /** Where the stretch of an alert that fires stands in the list. */
    private final Map<Labels, Integer> open = new HashMap<>();

    private Spells() {}

    /** Every stretch, in the order in which they were decided. */
    public static List<Spell> of(List<Decided> decided) {
        Spells all = new Spells();
        decided.forEach(all::add);
        return List.copyOf(all.spells);
    }

    private void add(Decided decided) {
        Alert alert = decided.firing().alert();
        Integer known = open.get(alert.labels());
        switch (decided.firing()) {
            case Firing.Fired fired -> {
                // Said again after a restart: it is the same alert.
                if (known != null) {
                    spells.set(known, spells.get(known).now(alert));
                    return;
                }
                open.put(alert.labels(), spells.size());
                spells.add(new Spell(alert, alert.startsAt(), null, decided.at()));
            }
            case Firing.Updated updated -> {
                if (known != null) spells.set(known, spells.get(known).now(alert));
            }
            case Firing.Resolved resolved -> {
                open.remove(alert.labels());
                if (known != null) spells.set(known, spells.get(known).ended(alert));
            }
        }
    }
}
