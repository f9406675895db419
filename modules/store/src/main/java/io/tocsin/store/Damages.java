package io.tocsin.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What cannot be read any more, each thing once. Results say that they are partial where it would have been asked. */
final class Damages {
    private static final Logger log = Logger.getLogger(Damages.class.getName());

    /** A broken disk breaks everything: the first findings tell as much as all. */
    private static final int KEPT_MAX = 100;

    private final Set<String> found = new LinkedHashSet<>();
    private final List<PartitionName> missing = new CopyOnWriteArrayList<>();

    synchronized void add(String damage, Exception cause) {
        if (found.size() < KEPT_MAX && found.add(damage)) log.log(Level.SEVERE, damage, cause);
    }

    /** A partition is set aside: as long as this store is open, what it has is missing. */
    void missing(PartitionName name, String damage, Exception cause) {
        missing.add(name);
        add(damage, cause);
    }

    /** Whether a partition is missing that may have events of a stretch of time. */
    boolean isMissing(Stretch time) {
        for (PartitionName name : missing) {
            if (name.overlaps(time)) return true;
        }
        return false;
    }

    synchronized List<String> all() {
        return new ArrayList<>(found);
    }
}
