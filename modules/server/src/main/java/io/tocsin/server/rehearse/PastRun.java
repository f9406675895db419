package io.tocsin.server.rehearse;

import io.tocsin.model.Labels;
import io.tocsin.rules.Firing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One version of the rules over the past. */
final class PastRun {
    private final Version version;
    private final VirtualRun run;

    PastRun(Version version, Instant since) {
        this.version = version;
        this.run = new VirtualRun(version.rules(), since);
    }

    Version version() {
        return version;
    }

    VirtualRun run() {
        return run;
    }

    /** What was decided from then on; what the warm-up began is none of this stretch, and nor is its end. */
    List<Decided> decidedFrom(Instant from) {
        Set<Labels> before = new HashSet<>();
        List<Decided> decided = new ArrayList<>();
        for (Decided each : run.decided()) {
            Labels labels = each.firing().alert().labels();
            boolean early = each.at().isBefore(from);
            if (each.firing() instanceof Firing.Fired && early) before.add(labels);
            else if (each.firing() instanceof Firing.Fired) before.remove(labels);
            if (!early && !before.contains(labels)) decided.add(each);
        }
        return decided;
    }
}
