package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Well within the time after which an alert of which nothing is heard counts as over. */
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private final List<Trouble> troubles;
    private final Consumer<List<Alert>> door;
    private final InstantSource clock;
    private final Map<String, Firing> firing = new HashMap<>();

    private record Firing(Instant since, Instant told) {}

    /**
     * Something that can be wrong.
     *
     * @param name of the alert
     * @param summary what it means, for whoever is paged
     * @param runbook the one that says what to do
     * @param now what is wrong at the moment, in a sentence; null when nothing is
     */
    record Trouble(String name, String summary, String runbook, Supplier<@Nullable String> now) {
        /** Something with the disk. */
        Trouble(String name, String summary, Supplier<@Nullable String> now) {
            this(name, summary, "tocsin-storage", now);
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
        Instant now = clock.instant();
        List<Alert> news = new ArrayList<>();
        for (Trouble trouble : troubles) {
            String detail = trouble.now.get();
            if (detail != null) goesOn(trouble, detail, now, news);
            else ended(trouble, now, news);
        }
        if (!news.isEmpty()) door.accept(news);
    }

    private void goesOn(Trouble trouble, String detail, Instant now, List<Alert> news) {
        Firing known = firing.get(trouble.name);
        if (known != null && known.told.plus(AGAIN_AFTER).isAfter(now)) return;
        Instant since = known == null ? now : known.since;
        firing.put(trouble.name, new Firing(since, now));
        news.add(alert(trouble, detail, since, null, now));
    }

    private void ended(Trouble trouble, Instant now, List<Alert> news) {
        Firing known = firing.remove(trouble.name);
        if (known != null) news.add(alert(trouble, "It is over.", known.since, now, now));
    }

    private static Alert alert(Trouble trouble, String detail, Instant since, @Nullable Instant end, Instant now) {
        Labels labels =
                Labels.of(Map.of(Labels.ALERTNAME, trouble.name, "service", "tocsin", Labels.SEVERITY, "critical"));
        Map<String, String> texts =
                Map.of("summary", trouble.summary, "description", detail, "runbook", trouble.runbook);
        return new Alert(labels, texts, since, end, now, "", List.of(), "");
    }
}
