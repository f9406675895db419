package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with ourselves the way everybody else does: as alerts that come in at the same door as those of other
 * systems, so that routing.yml decides who is paged. Needs nothing that can be broken but the alert loop, on which it lives.
 */
final class OwnAlerts {
    static final Duration EVERY = Duration.ofSeconds(1);

    private final List<Trouble> troubles;
    private final Consumer<List<Alert>> door;
    private final InstantSource clock;
    private final Ongoing ongoing = new Ongoing();

    /**
     * Something that can be wrong.
     *
     * @param name of the alert
     * @param summary what it means, for whoever is paged
     * @param runbook what to do
     * @param now what is wrong at the moment, in a sentence; null when nothing is
     */
    record Trouble(String name, String summary, String runbook, Supplier<@Nullable String> now) {
        /** One of the disk or of what lies on it. */
        Trouble(String name, String summary, Supplier<@Nullable String> now) {
            this(name, summary, "tocsin-storage", now);
        }

        private Labels labels() {
            return Labels.of(Map.of(Labels.ALERTNAME, name, "service", "tocsin", Labels.SEVERITY, "critical"));
        }
    }

    /** @param door takes alerts of other systems */
    OwnAlerts(List<Trouble> troubles, Consumer<List<Alert>> door, InstantSource clock) {
        this.troubles = List.copyOf(troubles);
        this.door = door;
        this.clock = clock;
    }

    /** Tells what began and ended, and from time to time what goes on. */
    void look() {
        Map<Labels, Map<String, String>> wrong = new LinkedHashMap<>();
        for (Trouble trouble : troubles) {
            String detail = trouble.now.get();
            if (detail == null) continue;
            wrong.put(
                    trouble.labels(),
                    Map.of("summary", trouble.summary, "description", detail, "runbook", trouble.runbook));
        }
        List<Alert> news = ongoing.look(wrong, clock.instant());
        if (!news.isEmpty()) door.accept(news);
    }
}
