package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.rules.Firing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be told when rules have read their past: what they found behind it, whether it still lasts or not, and of the
 * past itself only what still fires. What began and ended in the past was told when it was the present. Used once.
 */
final class JoinedNews {
    private final Set<String> rules;
    private final List<Alert> undecided;
    private final List<Firing> told = new ArrayList<>(0);
    private final Map<Labels, Firing> begun = new LinkedHashMap<>();
    private final Map<Labels, Firing> standing = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param rules that have read
     * @param undecided of what fired before a restart, that which nobody has ended yet; what ends here is taken away
     */
    JoinedNews(Set<String> rules, List<Alert> undecided) {
        this.rules = rules;
        this.undecided = undecided;
    }

    /** The next thing that they found behind their past. */
    void found(Firing firing) {
        if (!rules.contains(firing.alert().name())) return;
        Labels labels = firing.alert().labels();
        switch (firing) {
            case Firing.Fired fired -> begun.put(labels, fired);
            case Firing.Updated updated -> begun.computeIfPresent(labels, (same, fired) -> moved(fired, updated));
            case Firing.Resolved resolved -> ended(resolved);
        }
    }

    /** The next thing that the engine said when they had joined it: first all that fires of them, then what time has decided. */
    void joined(Firing firing) {
        Labels labels = firing.alert().labels();
        if (!rules.contains(firing.alert().name())) {
            told.add(firing);
            return;
        }
        switch (firing) {
            case Firing.Fired fired -> standing.put(labels, fired);
            case Firing.Updated updated -> standing.computeIfPresent(labels, (same, fired) -> moved(fired, updated));
            case Firing.Resolved resolved -> {
                standing.remove(labels);
                ended(resolved);
            }
        }
    }

    private static Firing moved(Firing fired, Firing.Updated updated) {
        return new Firing.Fired(updated.alert(), fired.eventTime());
    }

    private void ended(Firing.Resolved resolved) {
        Labels labels = resolved.alert().labels();
        Firing fired = begun.remove(labels);
        if (fired != null) told.add(fired);
        boolean known = undecided.removeIf(alert -> alert.labels().equals(labels));
        if (fired != null || known) told.add(resolved);
    }

    /** All of it, in the order in which it is to be told. */
    List<Firing> told() {
        List<Firing> all = new ArrayList<>(told);
        all.addAll(standing.values());
        return all;
    }
}
